/** What the page sees of a move: derived from its record, and from what works on it. */
import { stepsOf, type MoveState, type MoveStep, type MoveView } from '../../../contract/moves.ts';
import type { MoveRecord } from './move-record.ts';
import { arrivedImage } from './move-steps.ts';

export interface Activity {
  /** It runs, here or in another program. */
  readonly running: boolean;
  readonly now: { readonly step: MoveStep; readonly percent: number | undefined } | undefined;
}

export function viewOf(record: MoveRecord, { running, now }: Activity): MoveView {
  const { id, created, wish, server, practice, image, launch } = record;
  const arrived = arrivedImage(record);
  const state: MoveState = running ? { at: 'running' } : stateAtRest(record);
  const step = now?.step ?? stepOf(record);
  return {
    id,
    created,
    wish,
    server,
    practice: practice !== undefined,
    state,
    ...(state.at === 'done' || step === undefined ? {} : { step }),
    ...(now?.percent === undefined ? {} : { percent: now.percent }),
    ...(image?.imageId === undefined ? {} : { imageId: image.imageId }),
    ...(arrived === undefined ? {} : { arrivedImageId: arrived }),
    ...(launch?.instance === undefined ? {} : { instance: launch.instance }),
  };
}

function stateAtRest({ at }: MoveRecord): MoveState {
  switch (at.state) {
    case 'going':
      return { at: 'interrupted' };
    case 'failed':
      return { at: 'failed', failure: at.failure };
    case 'launch':
    case 'done':
      return { at: at.state };
  }
}

/** The last one begun, as far as the record says. A share is not recorded: the image and its copy show how far it is. */
function stepOf({ wish, at, image, copy, launch }: MoveRecord): MoveStep {
  if (at.state === 'launch' || launch?.instance !== undefined) return 'launch';
  const steps = stepsOf(wish);
  if (steps.includes('copy') && image?.imageId !== undefined && copy !== undefined) return 'copy';
  return 'image';
}
