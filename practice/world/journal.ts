/** What was asked of the practice cloud and how it ended, so that a test or a learner can see that nothing was sent twice. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../http/exchange.ts';

export interface JournalEntry extends Omit<Target, 'service'> {
  readonly when: string;
  readonly service: Target['service'] | 'unknown';
  readonly requestId: string;
  /** 0 when the request was never answered. */
  readonly status: number;
  readonly code?: string;
  /** Of the request's body. */
  readonly receivedBytes: number;
  /** The fault rule that struck. */
  readonly fault?: unknown;
  /** Why a request ended without an answer, or with one we did not foresee. */
  readonly detail?: string;
}

export interface Journal {
  add(entry: JournalEntry): void;
  entries(): readonly JournalEntry[];
}

const kept = 20_000;

/** Keeps the newest entries of this run in memory and appends all to `requests.jsonl`. */
export function openJournal(folder: string): Journal {
  const file = join(folder, 'requests.jsonl');
  const entries: JournalEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > kept) entries.splice(0, kept / 10);
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
    },
    entries: () => entries,
  };
}
