/** One try to send one part: reads it afresh, proves it twice (as read, as stored) and says what the service kept. */
import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { Failure } from '../../../contract/failure-error.ts';
import type { Crc64 } from '../base/crc64.ts';
import { sendHttp, type HttpLimits } from '../base/http-send.ts';
import { isAutomatic } from '../base/retry.ts';
import type { ByteRange } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget } from './part-target.ts';
import type { JournalPart } from './upload-journal.ts';

export interface PartTry {
  readonly source: PartSource;
  readonly target: PartTarget;
  readonly uploadId: string;
  readonly partNumber: number;
  readonly range: ByteRange;
  readonly hasher: Crc64;
  /** By scheme of the target. */
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly limits: HttpLimits;
  readonly signal: AbortSignal;
  readonly onSent: (bytes: number) => void;
}

/** What the service asked for beside failing: how long to stay away. */
export interface PartRefusal {
  readonly failure: Failure;
  readonly waitMs: number | undefined;
}

/** The part as the service has it now, or why not. Throws what no other try can mend: damage here, cancelling, bugs. */
export async function sendPart(wish: PartTry): Promise<JournalPart | PartRefusal> {
  const { target, range, partNumber, hasher } = wish;
  hasher.init();
  let crc: bigint | undefined;
  const body = proven(wish, (value) => (crc = value));
  try {
    const signed = target.store.signPart(target.key, wish.uploadId, partNumber, range.length);
    const answer = await sendHttp({
      ...signed,
      method: 'PUT',
      body,
      agent: signed.origin.startsWith('https:') ? wish.agents.https : wish.agents.http,
      limits: wish.limits,
      signal: wish.signal,
      onSent: wish.onSent,
    });
    const verdict = target.store.judgePart(target.key, answer);
    if (!verdict.taken) return verdict;
    const sent = String(crc);
    if (verdict.crc64 !== undefined && verdict.crc64 !== sent) {
      const facts = { partNumber, expectedCrc64: sent, answeredCrc64: verdict.crc64 };
      return { failure: new Failure('network.damaged', facts), waitMs: undefined };
    }
    return { partNumber, bytes: range.length, etag: verdict.etag, crc64: sent };
  } catch (error) {
    // when everything is stopped, the reason may be a failure of another part
    if (isAutomatic(error) && !wish.signal.aborted) return { failure: error, waitMs: undefined };
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
      if (bytes > range.length || (expected !== undefined && crc !== expected)) throw damaged(wish);
      onCrc(crc);
    }
    yield chunk;
  }
  if (bytes < range.length) throw damaged(wish);
}

const damaged = ({ source, range }: PartTry): Failure =>
  new Failure('machine.converted-damaged', {
    file: source.name,
    offsetBytes: range.start,
    lengthBytes: range.length,
  });
