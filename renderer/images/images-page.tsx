/** The Images room: an account and a region, the lists in it, and what can be done with an image. */
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import type { ImagesRoute, ImagesView, Place } from '../state/images-route.ts';
import { go, hashOf } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../words/use-words.ts';
import { CreateImage } from './create-image.tsx';
import { ImageList } from './image-list.tsx';
import { ImagePage } from './image-page.tsx';
import { MoveList } from './move-list.tsx';
import { MovePage } from './move-page.tsx';
import { NewMove } from './new-move.tsx';
import { PlacePicker } from './place-picker.tsx';
import { usePlace } from './use-place.ts';
import './images.css';

export function ImagesPage({ route }: { route: ImagesRoute }): ReactNode {
  const words = useWords();
  const { images } = usePage();
  const { account, region } = usePlace(route.place);
  const view = route.view ?? { show: 'own' };
  const place = account === undefined || region === undefined ? undefined : { account, region };
  const { account: here, region: there } = place ?? {};
  useEffect(() => {
    if (here !== undefined && there !== undefined) images.visit({ account: here, region: there });
  }, [images, here, there]);
  return (
    <div className="sheet">
      <header className="sheet-head">
        <h1>{words.images.title}</h1>
        {place !== undefined && (
          <div className="buttons">
            <Button onClick={() => go({ at: 'images', place, view: { show: 'create' } })}>{words.images.create}</Button>
            <Button onClick={() => go({ at: 'images', place, view: { show: 'new-move' } })}>{words.images.move}</Button>
          </div>
        )}
      </header>
      <PlacePicker
        account={account}
        region={region}
        onChoose={(next) => go({ at: 'images', place: next, view: listOf(view) })}
      />
      {place === undefined ? (
        <Notice tone="mind" title={account === undefined ? words.images.noAccount : words.images.chooseRegion} />
      ) : (
        <>
          <Lists place={place} view={view} />
          <View key={`${place.account} ${place.region}`} place={place} view={view} />
        </>
      )}
    </div>
  );
}

/** What of one place there is none of in another. */
const listOf = (view: ImagesView): ImagesView =>
  view.show === 'image' ? { show: 'own' } : view.show === 'move' ? { show: 'moves' } : view;

/** A move is among the moves; an image may be of either list, so that neither is marked. */
const within: Partial<Record<ImagesView['show'], ImagesView['show']>> = {
  move: 'moves',
  'new-move': 'moves',
};

function Lists({ place, view }: { place: Place; view: ImagesView }): ReactNode {
  const words = useWords();
  return (
    <nav className="tabs" aria-label={words.images.lists.label}>
      {(['own', 'shared', 'moves'] as const).map((show) => (
        <a
          key={show}
          href={hashOf({ at: 'images', place, view: { show } })}
          {...(show === view.show ? { 'aria-current': 'page' as const } : {})}
          {...(show === within[view.show] ? { 'aria-current': 'true' as const } : {})}
        >
          {words.images.lists[show]}
        </a>
      ))}
    </nav>
  );
}

function View({ place, view }: { place: Place; view: ImagesView }): ReactNode {
  switch (view.show) {
    case 'own':
      return <ImageList place={place} whose="self" />;
    case 'shared':
      return <ImageList place={place} whose="others" />;
    case 'create':
      return <CreateImage place={place} />;
    case 'image':
      return <ImagePage key={view.id} place={place} id={view.id} part={view.part} />;
    case 'moves':
      return <MoveList place={place} />;
    case 'new-move':
      return <NewMove place={place} />;
    case 'move':
      return <MovePage key={view.id} place={place} id={view.id} />;
  }
}
