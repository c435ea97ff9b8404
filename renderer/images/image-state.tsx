/** How an image's state and its check are shown: a word with its colour, and a bar while it is being made. */
import type { ReactNode } from 'react';
import type { ImageView } from '../../contract/images.ts';
import { Bar } from '../ui/bar.tsx';
import { Mark, type MarkTone } from '../ui/mark.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export const isBeingMade = ({ status }: ImageView): boolean => status === 'Creating' || status === 'Waiting';
/** It will change by itself. */
export const isMoving = (image: ImageView): boolean => isBeingMade(image) || image.check === 'processing';

const tones: Readonly<Record<string, MarkTone>> = {
  Available: 'good',
  Creating: 'busy',
  Waiting: 'busy',
  CreateFailed: 'bad',
  UnAvailable: 'bad',
};

export function ImageState({ image }: { image: ImageView }): ReactNode {
  const words = useWords();
  const say = useSay();
  const names: Readonly<Record<string, string>> = words.images.status;
  const making = isBeingMade(image);
  const name = image.status === 'Creating' && image.copied ? words.images.copying : names[image.status];
  return (
    <div className={making ? 'image-state' : undefined}>
      <div className="row-line">
        <Mark tone={tones[image.status] ?? 'quiet'}>{name ?? image.status}</Mark>
        {making && <span className="number">{say.percent(image.percent)}</span>}
      </div>
      {making && <Bar label={words.images.progressOf(image.name)} percent={image.percent} />}
    </div>
  );
}

export function CheckState({ image }: { image: ImageView }): ReactNode {
  const { checkState } = useWords().images;
  if (image.check === 'none') return <span className="quiet">{checkState.none}</span>;
  if (image.check === 'processing') return <Mark tone="busy">{checkState.processing}</Mark>;
  const count = (group: string): number => (image.checkItems ?? []).filter((item) => item.group === group).length;
  const strong = count('strongly-recommended');
  if (strong > 0) return <Mark tone="bad">{checkState.strong(strong)}</Mark>;
  const recommended = count('recommended');
  return recommended > 0 ? (
    <Mark tone="mind">{checkState.recommended(recommended)}</Mark>
  ) : (
    <Mark tone="good">{checkState.fine}</Mark>
  );
}
