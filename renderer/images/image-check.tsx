/** The report of ECS's image check, or why there is none. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { usePage } from '../state/use-page.ts';
import { Busy } from '../ui/busy.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { CheckReport } from '../parts/check-report.tsx';
import { useWords } from '../words/use-words.ts';
import type { OneImage } from './image-page.tsx';
import { isBeingMade } from './image-state.tsx';

export function ImageCheck({ place, image, own }: OneImage): ReactNode {
  const words = useWords().images;
  const account = useStore(usePage().accounts, (state) => state.list)?.find(({ name }) => name === place.account);
  if (image.check === 'finished') return <CheckReport items={image.checkItems} />;
  if (image.check === 'processing') return <Busy>{words.check.processing}</Busy>;
  if (isBeingMade(image)) return <p className="quiet">{words.notYet}</p>;
  if (!own) return <p className="quiet">{words.check.ownerOnly}</p>;
  const host = account?.site === 'international' ? 'ecs.console.alibabacloud.com' : 'ecs.console.aliyun.com';
  return (
    <section className="card">
      <p>
        <strong>{words.check.none}</strong>
      </p>
      <p>{words.check.noneText}</p>
      {account?.kind !== 'practice' && (
        <p>
          <OutsideLink href={`https://${host}/image/region/${place.region}`}>{words.check.console}</OutsideLink>
        </p>
      )}
    </section>
  );
}
