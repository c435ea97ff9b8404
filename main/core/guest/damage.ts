/** How reading a guest ends badly: the path is not there, it is more than we read, or the disk's own structures are wrong. */
import { say, type Damage, type Said } from '../../../contract/said.ts';
import type { Structure } from '../../../contract/sentences.ts';

export type GuestErrorReason =
  | 'not-found'
  | 'not-a-directory'
  | 'not-a-file'
  | 'not-a-link'
  | 'too-many-links'
  | 'too-large'
  | 'unsupported'
  | 'damaged';

/** Expected: the caller turns it into a finding or continues without what it asked for. */
export class GuestError extends Error {
  override readonly name: string = 'GuestError';
  readonly reason: GuestErrorReason;
  /** The path asked for, or the structure that was read. */
  readonly subject: string;
  readonly detail: Said;

  constructor(reason: GuestErrorReason, subject: string, ...what: Damage) {
    super(`${reason}: ${subject}: ${JSON.stringify(what)}`);
    this.reason = reason;
    this.subject = subject;
    this.detail = say(...what);
  }
}

/** A structure on the guest's disk contradicts itself or leads outside the disk. */
export class GuestCorrupt extends GuestError {
  override readonly name = 'GuestCorrupt';

  constructor(structure: Structure, ...what: Damage) {
    super('damaged', structure, ...what);
  }

  /** Met as `cause`. */
  static from(cause: unknown, structure: Structure, ...what: Damage): GuestCorrupt {
    return Object.assign(new GuestCorrupt(structure, ...what), { cause });
  }
}

export const isGuestError = (error: unknown, reason?: GuestErrorReason): error is GuestError =>
  error instanceof GuestError && (reason === undefined || error.reason === reason);

/**
 * Runs a reader of `structure`. A field read past the end of its buffer means that the structure was shorter than it
 * claimed, which Node reports as a RangeError with one of these codes; anything else passes through.
 */
export async function guarded<T>(structure: Structure, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asDamage(structure, error);
  }
}

/** The same for readers that yield. */
export async function* guardedEach<T>(structure: Structure, each: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* each;
  } catch (error) {
    throw asDamage(structure, error);
  }
}

const pastEnd = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

function asDamage(structure: Structure, error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined || !pastEnd.has(code)) return error;
  return GuestCorrupt.from(error, structure, 'ends-before-field');
}

/** Counts the steps of one operation, so that no arrangement of a disk's structures makes it run for ever. */
export class StepLimit {
  readonly #structure: Structure;
  #left: number;

  constructor(structure: Structure, most: number) {
    this.#structure = structure;
    this.#left = most;
  }

  step(): void {
    if (--this.#left < 0) throw new GuestCorrupt(this.#structure, 'too-many-parts');
  }
}
