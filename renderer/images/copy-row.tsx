/** One copy in its region: refused, on its way, there, failed or given up. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CopyBegun } from '../state/images.ts';
import { hashOf } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useTask } from '../state/use-task.ts';
import { useWatched } from './use-watched.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Mark } from '../ui/mark.tsx';
import { useWords } from '../words/use-words.ts';
import { ImageState, isBeingMade } from './image-state.tsx';

export interface CopyRowProps {
  account: string;
  copy: CopyBegun;
  /** What the region is called. */
  region: string;
  onRetry(): Promise<unknown>;
}

export function CopyRow({ account, copy, region, onRetry }: CopyRowProps): ReactNode {
  const words = useWords();
  const { copy: text } = words.images;
  const { actions } = usePage();
  const task = useTask();
  const place = { account, region: copy.region };
  const { imageId, name } = copy;
  const [found, again] = useWatched(
    imageId,
    async () =>
      (await actions.core()['images.list']({ ...place, whose: 'self' })).find((one) => one.imageId === imageId),
    (image) => image !== undefined && isBeingMade(image),
  );
  const image = found.at === 'known' ? found.value : undefined;
  const failed = image !== undefined && (image.status === 'CreateFailed' || image.status === 'UnAvailable');
  const gone = imageId !== undefined && found.at === 'known' && image === undefined;
  const retry = async (): Promise<void> => {
    // The failed image is our own and of no use; without it the name is free again.
    if (failed) await actions.core()['images.delete']({ ...place, imageId: image.imageId, name: image.name });
    await onRetry();
  };
  const failure =
    task.failure ??
    copy.failure ??
    (found.at === 'failed'
      ? found.failure
      : failed
        ? ({
            code: 'cloud.copy-failed',
            facts: { imageId: image.imageId, region: copy.region, status: image.status },
          } as const)
        : undefined);
  return (
    <tr>
      <td>
        <span className="nowrap">{region}</span>
        <div className="quiet">{name}</div>
      </td>
      <td>
        {copy.failure !== undefined && <Mark tone="bad">{text.failed}</Mark>}
        {imageId !== undefined && found.at === 'loading' && <span className="quiet">{text.asking}</span>}
        {gone && (
          <>
            <Mark tone="quiet">{text.gone}</Mark> <span className="quiet">{text.goneText}</span>
          </>
        )}
        {image !== undefined && <ImageState image={image} />}
        {failure !== undefined && <FailureNotice failure={failure} />}
      </td>
      <td>
        <div className="buttons buttons-line">
          {image !== undefined && isBeingMade(image) && (
            <ConfirmButton
              small
              label={words.images.cancelCopy}
              named={text.cancelIn(region)}
              title={words.images.cancelCopyTitle(name)}
              text={words.images.cancelCopyText}
              yes={words.images.cancelCopy}
              no={words.images.keepCopying}
              onYes={async () => {
                await actions.core()['images.cancelCopy']({ ...place, imageId: image.imageId });
                again();
              }}
            />
          )}
          {image !== undefined && !failed && (
            <a
              className="nowrap"
              aria-label={text.showIn(region)}
              href={hashOf({
                at: 'images',
                place,
                view: { show: 'image', id: image.imageId, part: 'about' },
              })}
            >
              {text.show}
            </a>
          )}
          {(copy.failure !== undefined || failed || gone) && (
            <Button
              size="small"
              aria-label={text.retryIn(region)}
              loading={task.running}
              onClick={() => void task.run(retry)}
            >
              {text.retry}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
