/** What can be done next with the image a migration has made: each leads to its place in the Images room. */
import type { ReactNode } from 'react';
import type { ImagePart, Place } from '../../state/images-route.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../words/use-words.ts';

const parts: readonly ['trial' | 'copy' | 'share' | 'all', ImagePart][] = [
  ['trial', 'trial'],
  ['copy', 'copy'],
  ['share', 'share'],
  ['all', 'about'],
];

export function AfterImport({ place, imageId }: { place: Place; imageId: string }): ReactNode {
  const words = useWords().images.afterImport;
  return (
    <section className="card" aria-labelledby="after-import">
      <h3 id="after-import">{words.title}</h3>
      <div className="after-import">
        {parts.map(([name, part]) => (
          <a key={name} href={hashOf({ at: 'images', place, view: { show: 'image', id: imageId, part } })}>
            {words[name]}
          </a>
        ))}
      </div>
    </section>
  );
}
