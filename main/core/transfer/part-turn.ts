/** Decides what follows when the service did not take a part: the upload fails, or the part is tried again, and when. */
import type { FailureCode } from '../../../contract/failure.ts';
import { waitAfterTry, type RetryTable } from '../base/retry.ts';
import type { PartRefusal } from './send-part.ts';

/** A part to send, and how its tries went so far. */
export interface PartTurn {
  readonly partNumber: number;
  readonly failedTries: number;
  readonly mendings: number;
}

export interface AnotherTurn {
  readonly turn: PartTurn;
  readonly waitMs: number;
  /** Fewer parts at once may help: until the part is sent again, no other takes its place. */
  readonly crowded: boolean;
}

const crowding: readonly FailureCode[] = [
  'cloud.throttled',
  'cloud.unavailable',
  'network.timed-out',
  'network.stalled',
];
/** A longer wait asked for by a service is taken for a mistake. */
const longestAskedWaitMs = 300_000;
/** One broken connection says little about the network: after the first, only this share of the usual wait. */
const shareForOneBreak = 0.1;
const mostMendings = 2;

export const firstTurn = (partNumber: number): PartTurn => ({ partNumber, failedTries: 0, mendings: 0 });

/** Throws the failure when another try would not help. */
export function anotherTurn(turn: PartTurn, refusal: PartRefusal, table: RetryTable): AnotherTurn {
  const { failure } = refusal;
  const failedTries = turn.failedTries + 1;
  const crowded = crowding.includes(failure.code);
  if (refusal.mended && turn.mendings < mostMendings)
    return { turn: { ...turn, failedTries, mendings: turn.mendings + 1 }, waitMs: 0, crowded };
  if (failure.retry !== 'automatic' || failedTries >= table.tries) throw failure;
  const share = failedTries === 1 && !crowded ? shareForOneBreak : 1;
  const ownMs = Math.round(waitAfterTry(table, failedTries) * share);
  const askedMs = Math.min(refusal.waitMs ?? 0, longestAskedWaitMs);
  return { turn: { ...turn, failedTries }, waitMs: Math.max(askedMs, ownMs), crowded };
}
