/** How reading a guest ends badly: the path is not there, it is more than we read, or the disk's own structures are wrong. */

export type GuestErrorReason =
  | 'not-found'
  | 'not-a-directory'
  | 'not-a-file'
  | 'not-a-link'
  | 'too-many-links'
  | 'too-large'
  | 'unsupported'
  | 'damaged';

/** An answer, not an accident: whoever looks inside turns it into a finding or goes on without. */
export class GuestError extends Error {
  override readonly name: string = 'GuestError';
  readonly reason: GuestErrorReason;
  /** The path asked for, or the structure that was read. */
  readonly subject: string;
  readonly detail: string;

  constructor(reason: GuestErrorReason, subject: string, detail: string, options?: { cause?: unknown }) {
    super(`${reason}: ${subject}: ${detail}`, options);
    this.reason = reason;
    this.subject = subject;
    this.detail = detail;
  }
}

/** A structure on the guest's disk contradicts itself or leads outside the disk. */
export class GuestCorrupt extends GuestError {
  override readonly name = 'GuestCorrupt';

  constructor(structure: string, detail: string, options?: { cause?: unknown }) {
    super('damaged', structure, detail, options);
  }
}

export const isGuestError = (error: unknown, reason?: GuestErrorReason): error is GuestError =>
  error instanceof GuestError && (reason === undefined || error.reason === reason);

/**
 * Runs a reader of `structure`. A field read past the end of its buffer means that the structure was shorter than it
 * claimed, which Node reports as a RangeError with one of these codes; anything else passes through.
 */
export async function guarded<T>(structure: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asDamage(structure, error);
  }
}

/** The same for readers that yield. */
export async function* guardedEach<T>(structure: string, each: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* each;
  } catch (error) {
    throw asDamage(structure, error);
  }
}

const pastEnd = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

function asDamage(structure: string, error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined || !pastEnd.has(code)) return error;
  return new GuestCorrupt(structure, 'it ends before a field it must have', { cause: error });
}

/** Counts the steps of one operation, so that no arrangement of a disk's structures makes it run for ever. */
export class StepLimit {
  readonly #structure: string;
  #left: number;

  constructor(structure: string, most: number) {
    this.#structure = structure;
    this.#left = most;
  }

  step(): void {
    if (--this.#left < 0) throw new GuestCorrupt(this.#structure, 'it has more parts than a real one');
  }
}
