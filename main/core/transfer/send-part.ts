/** One try to send one part: reads it afresh, proves it twice (as read, as stored) and says what the service kept. */
import { Failure } from '../../../contract/failure-error.ts';
import { crc64OfZeros, type Crc64 } from '../base/crc64.ts';
import { sendHttp, type HttpLimits } from '../base/http-send.ts';
import type { Line } from '../base/line.ts';
import { isAutomatic } from '../base/retry.ts';
import type { Throttle } from '../base/throttle.ts';
import { sameAs } from './adopt.ts';
import type { ByteRange } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget } from '../base/part-store.ts';
import type { JournalPart } from './upload-journal.ts';

export interface PartTry {
  readonly source: PartSource;
  readonly target: PartTarget;
  readonly uploadId: string;
  readonly partNumber: number;
  readonly range: ByteRange;
  readonly hasher: Crc64;
  readonly line: Line;
  /** On a connection kept from an earlier part; otherwise on one of its own. */
  readonly keep: boolean;
  readonly limits: HttpLimits;
  readonly throttle: Throttle;
  readonly signal: AbortSignal;
  readonly onSent: (bytes: number) => void;
}

/** How long the service asked us to wait. */
export interface PartRefusal {
  readonly failure: Failure;
  readonly waitMs: number | undefined;
  readonly mended: boolean;
}

/** The part as the service has it now, or why not. Throws what another try cannot repair: damage here, cancelling, bugs. */
export async function sendPart(wish: PartTry): Promise<JournalPart | PartRefusal> {
  const { target, range, partNumber, hasher } = wish;
  hasher.init();
  let crc: bigint | undefined;
  const chunks =
    wish.source.isZero?.(range) === true
      ? zeros(wish, (value) => (crc = value))
      : proven(wish, (value) => (crc = value));
  const body = throttled(chunks, wish);
  try {
    const signed = await target.store.signPart(target.key, wish.uploadId, partNumber, range.length);
    const answer = await sendHttp({
      ...signed,
      method: 'PUT',
      body,
      line: wish.line,
      keep: wish.keep,
      limits: wish.limits,
      signal: wish.signal,
      onSent: wish.onSent,
    });
    const verdict = await target.store.judgePart(target.key, answer);
    if (!verdict.taken) return verdict;
    const sent = String(crc);
    if (verdict.crc64 !== undefined && verdict.crc64 !== sent) {
      const facts = { partNumber, expectedCrc64: sent, answeredCrc64: verdict.crc64 };
      return { failure: new Failure('network.damaged', facts), waitMs: undefined, mended: false };
    }
    if (verdict.crc64 === undefined && (await sameAs(verdict, wish.source, range, wish.signal)) === undefined) {
      const facts = { partNumber, expectedCrc64: sent, answeredCrc64: '' };
      return { failure: new Failure('network.damaged', facts), waitMs: undefined, mended: false };
    }
    return { partNumber, bytes: range.length, etag: verdict.etag, crc64: sent };
  } catch (error) {
    // when the whole upload is stopped, the reason may be another part's failure
    if (isAutomatic(error) && !wish.signal.aborted) return { failure: error, waitMs: undefined, mended: false };
    throw error;
  }
}

/** Holds the last chunk back until the whole part is known to be what was converted: damage is never stored. */
async function* proven(wish: PartTry, onCrc: (crc: bigint) => void): AsyncGenerator<Uint8Array> {
  const { source, range, hasher, signal } = wish;
  let bytes = 0;
  for await (const chunk of source.read(range, signal)) {
    hasher.update(chunk);
    bytes += chunk.byteLength;
    if (bytes >= range.length) {
      const crc = hasher.value();
      const expected = source.expectedCrc64(range);
      if (bytes > range.length || (expected !== undefined && crc !== expected)) throw source.damaged(range);
      onCrc(crc);
    }
    yield chunk;
  }
  if (bytes < range.length) throw source.damaged(range);
}

/** Nothing is read and nothing is computed of a part known to be all zeros. */
function* zeros({ range }: PartTry, onCrc: (crc: bigint) => void): Generator<Uint8Array> {
  const nothing = new Uint8Array(Math.min(range.length, pieceBytes * 4));
  onCrc(crc64OfZeros(range.length));
  for (let left = range.length; left > 0; left -= nothing.byteLength) yield nothing.subarray(0, left);
}

/** In pieces small enough that even a very slow network is used evenly. */
async function* throttled(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { throttle, signal }: PartTry,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (throttle.capBytesPerSecond === undefined) {
      yield chunk;
      continue;
    }
    for (let start = 0; start < chunk.byteLength; start += pieceBytes) {
      const piece = chunk.subarray(start, start + pieceBytes);
      await throttle.take(piece.byteLength, signal);
      yield piece;
    }
  }
}

const pieceBytes = 65_536;
