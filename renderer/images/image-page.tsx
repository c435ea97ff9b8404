/** One image: its details, its check report, and what can be done with it, each under an address of its own. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ImageView } from '../../contract/images.ts';
import { imageParts, type ImagePart, type Place } from '../state/images-route.ts';
import { go, hashOf } from '../state/route.ts';
import { useNow, usePage } from '../state/use-page.ts';
import { useWatched } from './use-watched.ts';
import { Busy } from '../ui/busy.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { TypedConfirm } from '../ui/typed-confirm.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { CopyImage } from './copy-image.tsx';
import { ImageCheck } from './image-check.tsx';
import { ImageState, isBeingMade, isMoving } from './image-state.tsx';
import { ShareImage } from './share-image.tsx';
import { TrialPart } from './trial-part.tsx';

export interface OneImage {
  place: Place;
  image: ImageView;
  /** It belongs to the account chosen. */
  own: boolean;
}

export function ImagePage({ place, id, part }: { place: Place; id: string; part: ImagePart }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const find = async (): Promise<OneImage | undefined> => {
    for (const whose of ['self', 'others'] as const) {
      const list = await actions.core()['images.list']({ ...place, whose });
      const image = list.find(({ imageId }) => imageId === id);
      if (image !== undefined) return { place, image, own: whose === 'self' };
    }
    return undefined;
  };
  const [found, again] = useWatched(id, find, (one) => one !== undefined && isMoving(one.image));
  if (found.at === 'loading') return <Busy>{words.images.loading}</Busy>;
  if (found.at === 'failed')
    return <FailureNotice failure={found.failure} actions={<Button onClick={again}>{words.common.retry}</Button>} />;
  if (found.value === undefined)
    return (
      <Notice
        tone="mind"
        title={words.images.gone}
        actions={<Button onClick={() => go({ at: 'images', place })}>{words.images.back}</Button>}
      >
        <p>{words.images.goneText}</p>
      </Notice>
    );
  const { image } = found.value;
  return (
    <div className="image-parts">
      <div className="image-head">
        <h2>{image.name}</h2>
        <ImageState image={image} />
      </div>
      <nav className="tabs" aria-label={words.images.parts.label}>
        {imageParts.map((one) => (
          <a
            key={one}
            href={hashOf({ at: 'images', place, view: { show: 'image', id, part: one } })}
            {...(one === part ? { 'aria-current': 'page' as const } : {})}
          >
            {words.images.parts[one]}
          </a>
        ))}
      </nav>
      <Part part={part} one={found.value} />
    </div>
  );
}

function Part({ part, one }: { part: ImagePart; one: OneImage }): ReactNode {
  const words = useWords();
  if (part === 'about') return <AboutImage {...one} />;
  if (part === 'check') return <ImageCheck {...one} />;
  if (isBeingMade(one.image)) return <p className="quiet">{words.images.notYet}</p>;
  if (part === 'trial') return <TrialPart {...one} />;
  return part === 'copy' ? <CopyImage {...one} /> : <ShareImage {...one} />;
}

function AboutImage({ place, image, own }: OneImage): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const { actions } = usePage();
  const { facts, gib } = words.images;
  const { imageId, name } = image;
  return (
    <>
      {image.status === 'CreateFailed' && (
        <Notice tone="bad" title={words.images.status.CreateFailed}>
          <p>{words.images.failedText}</p>
        </Notice>
      )}
      <section className="card">
        <FactList
          facts={[
            [
              facts.id,
              <span key="id" className="row-line">
                <code>{imageId}</code>
                <CopyButton text={imageId} what={facts.id} />
              </span>,
            ],
            [facts.description, image.description],
            [facts.system, image.platform],
            [facts.architecture, image.architecture],
            [facts.bootMode, image.bootMode],
            [facts.systemDisk, gib(image.sizeGiB)],
            [facts.dataDisks, say.list(image.dataDisksGiB.map(gib))],
            [facts.created, say.time(image.created, now)],
            [facts.origin, image.copied && facts.isCopy],
            [facts.owner, !own && image.ownerId],
            [facts.tags, image.tags.map(({ key, value }) => `${key}: ${value}`).join(' · ')],
          ]}
        />
      </section>
      {own && (
        <div className="buttons">
          <TypedConfirm
            label={words.images.deleteButton}
            title={words.images.deleteTitle(name)}
            text={words.images.deleteText}
            ask={words.images.typeName(name)}
            name={name}
            yes={words.images.deleteYes}
            onYes={async (typed) => {
              await actions.core()['images.delete']({ ...place, imageId, name: typed });
              go({ at: 'images', place });
            }}
          />
        </div>
      )}
    </>
  );
}
