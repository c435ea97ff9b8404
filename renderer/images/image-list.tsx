/** The images of a place, own or shared: the newest first, followed while any of them is being made. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ImageView } from '../../contract/images.ts';
import type { Place } from '../state/images-route.ts';
import { hashOf } from '../state/route.ts';
import { useNow, usePage } from '../state/use-page.ts';
import { useLoaded } from '../state/use-task.ts';
import { useWatched } from './use-watched.ts';
import { Busy } from '../ui/busy.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { Table } from '../ui/table.tsx';
import { useSay, useWords } from '../words/use-words.ts';
import { CheckState, ImageState, isMoving } from './image-state.tsx';

export function ImageList({ place, whose }: { place: Place; whose: 'self' | 'others' }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const [images, again] = useWatched(
    `${place.account} ${place.region} ${whose}`,
    () => actions.core()['images.list']({ ...place, whose }),
    (list) => list.some(isMoving),
  );
  if (images.at === 'loading') return <Busy>{words.images.loading}</Busy>;
  if (images.at === 'failed')
    return <FailureNotice failure={images.failure} actions={<Button onClick={again}>{words.common.retry}</Button>} />;
  if (images.value.length === 0) return <NoImages place={place} whose={whose} onRefresh={again} />;
  const { columns } = words.images;
  return (
    <>
      <Table
        headings={[
          columns.name,
          columns.status,
          columns.system,
          columns.size,
          columns.check,
          { number: columns.created },
        ]}
      >
        {images.value.map((image) => (
          <ImageRow key={image.imageId} place={place} image={image} onChanged={again} />
        ))}
      </Table>
      <div className="buttons buttons-end">
        <Button onClick={again}>{words.images.refresh}</Button>
      </div>
    </>
  );
}

function ImageRow({ place, image, onChanged }: { place: Place; image: ImageView; onChanged(): void }): ReactNode {
  const words = useWords();
  const say = useSay();
  const now = useNow();
  const { actions } = usePage();
  const { imageId, name } = image;
  return (
    <tr>
      <td className="row-name">
        <a href={hashOf({ at: 'images', place, view: { show: 'image', id: imageId, part: 'about' } })}>{name}</a>
        {image.copied && <Mark tone="quiet">{words.images.copied}</Mark>}
        <div>
          <code className="quiet">{imageId}</code>
        </div>
        {image.tags.length > 0 && (
          <div className="quiet image-tags">{image.tags.map(({ key, value }) => `${key}: ${value}`).join(' · ')}</div>
        )}
      </td>
      <td>
        <ImageState image={image} />
        {image.copied && image.status === 'Creating' && (
          <div className="buttons">
            <ConfirmButton
              small
              label={words.images.cancelCopy}
              named={words.images.cancelCopyOf(name)}
              title={words.images.cancelCopyTitle(name)}
              text={words.images.cancelCopyText}
              yes={words.images.cancelCopy}
              no={words.images.keepCopying}
              onYes={async () => {
                await actions.core()['images.cancelCopy']({ ...place, imageId });
                onChanged();
              }}
            />
          </div>
        )}
      </td>
      <td>
        {image.platform}
        <div className="quiet">{image.architecture}</div>
      </td>
      <td className="nowrap">
        {words.images.gib(image.sizeGiB)}
        {image.dataDisksGiB.length > 0 && (
          <div className="quiet">{words.images.dataDisks(say.list(image.dataDisksGiB.map(words.images.gib)))}</div>
        )}
      </td>
      <td className="nowrap">
        <CheckState image={image} />
      </td>
      <td className="number" title={say.time(image.created, now)}>
        {say.ago(image.created, now)}
      </td>
    </tr>
  );
}

function NoImages({
  place,
  whose,
  onRefresh,
}: {
  place: Place;
  whose: 'self' | 'others';
  onRefresh(): void;
}): ReactNode {
  const words = useWords();
  const own = whose === 'self';
  return (
    <section className="card empty">
      <h2>{own ? words.images.emptyOwn : words.images.emptyShared}</h2>
      <p>{own ? words.images.emptyOwnText : words.images.emptySharedText}</p>
      {!own && <OwnAccountId account={place.account} />}
      <div className="buttons">
        <Button onClick={onRefresh}>{words.images.refresh}</Button>
      </div>
    </section>
  );
}

/** The account ID that the owner of an image types to share it. */
function OwnAccountId({ account }: { account: string }): ReactNode {
  const words = useWords();
  const { actions } = usePage();
  const [tested] = useLoaded(account, () => actions.core()['accounts.test']({ account }));
  if (tested.at !== 'known') return null;
  const { accountId } = tested.value;
  return (
    <p className="row-line">
      {words.images.thisAccount(accountId)}
      <CopyButton text={accountId} what={words.images.share.ids} />
    </p>
  );
}
