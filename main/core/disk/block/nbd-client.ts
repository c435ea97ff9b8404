/** Reads a disk over one NBD link: few requests at a time, each answer matched to its request and to nothing more. */
import type { NbdLink } from './nbd-handshake.ts';
import {
  chunkIsLast, chunks, commands, dontFragment, longestSmallAnswerBytes, magic, NbdLost, NbdRefused, requestMessage,
  stateIsZero, type Request,
} from './nbd-wire.ts'; // prettier-ignore

/** More requests at a time, or longer ones, made reading slower when it was measured. */
const mostAtATime = 2;
const longestReadBytes = 2 ** 20;
const longestStatusBytes = 2 ** 31;
/** qemu sends at most 128 Ki descriptors. */
const mostStatusChunkBytes = 2 ** 20 + 64;

export interface Run {
  readonly length: number;
  readonly data: boolean;
}

/** Both calls reject with `NbdLost`, with `NbdRefused`, or with the signal's reason. Ranges are the caller's to check. */
export interface NbdClient {
  readonly sizeBytes: number;
  read(offset: number, length: number, signal?: AbortSignal): Promise<Buffer>;
  /** What lies from `offset` on: at least one run, none longer in sum than `length`. */
  status(offset: number, length: number, signal?: AbortSignal): Promise<Run[]>;
  /** Says goodbye. Requests under way are lost. */
  close(): void;
}

interface Pending {
  readonly request: Request;
  /** Where a read's bytes go. */
  readonly target: Buffer;
  readonly runs: Run[];
  covered: number;
  refused: NbdRefused | undefined;
  settle(error?: Error): void;
}

/** `quietMs`: how long an answer may take before the server counts as lost. */
export function nbdClient(link: NbdLink, quietMs = 60_000): NbdClient {
  const { socket, inbox } = link;
  const pending = new Map<number, Pending>();
  const waiting: (() => void)[] = [];
  let free = mostAtATime;
  let nextCookie = 1;
  let lost: Error | undefined;

  const lose = (error: Error): void => {
    lost ??= error;
    socket.destroy();
    for (const one of [...pending.values()]) one.settle(lost);
    for (const wake of waiting.splice(0)) wake();
  };

  /** Waits for one of the places for a request and takes it. */
  const turn = async (signal?: AbortSignal): Promise<void> => {
    while (free === 0 && lost === undefined) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(wake), 1);
          resolve();
        };
        waiting.push(wake);
        signal?.addEventListener('abort', leave, { once: true });
      });
      signal?.throwIfAborted();
    }
    if (lost !== undefined) throw lost;
    free--;
  };

  const send = async (request: Request, target: Buffer, signal?: AbortSignal): Promise<Run[]> => {
    signal?.throwIfAborted();
    await turn(signal);
    const cookie = nextCookie++;
    const runs: Run[] = [];
    await new Promise<void>((resolve, reject) => {
      // given up, it keeps its turn until the answer is in: a request cannot be called back
      const giveUp = (): void => reject(signal?.reason as Error);
      const tooLong = setTimeout(() => lose(new NbdLost(`no answer within ${quietMs} ms`)), quietMs);
      signal?.addEventListener('abort', giveUp);
      const settle = (error?: Error): void => {
        clearTimeout(tooLong);
        signal?.removeEventListener('abort', giveUp);
        pending.delete(cookie);
        free++;
        waiting.shift()?.();
        if (error === undefined) resolve();
        else reject(error);
      };
      pending.set(cookie, { request, target, runs, covered: 0, refused: undefined, settle });
      socket.write(requestMessage(cookie, request));
    });
    return runs;
  };

  const takeReply = async (): Promise<void> => {
    const kind = (await inbox.take(4)).readUInt32BE(0);
    const structured = kind === magic.structuredReply;
    if (!structured && kind !== magic.simpleReply) throw offProtocol();
    const head = await inbox.take(structured ? 16 : 12);
    const one = pending.get(Number(head.readBigUInt64BE(4)));
    if (one === undefined) throw offProtocol();
    if (!structured) {
      // with structured replies agreed on, only an error may still be told so
      one.settle(new NbdRefused(head.readUInt32BE(0)));
      return;
    }
    await takeChunk(one, head.readUInt16BE(2), head.readUInt32BE(12));
    if ((head.readUInt16BE(0) & chunkIsLast) === 0) return;
    const needed = one.request.command === commands.read ? one.request.length : 1;
    if (one.refused === undefined && one.covered < needed) throw offProtocol();
    one.settle(one.refused);
  };

  const takeChunk = async (one: Pending, type: number, length: number): Promise<void> => {
    const reading = one.request.command === commands.read;
    if (type >= chunks.errors) {
      if (length < 4 || length > longestSmallAnswerBytes) throw offProtocol();
      one.refused ??= new NbdRefused((await inbox.take(length)).readUInt32BE(0));
    } else if (reading && type === chunks.data && length > 8) {
      const offset = Number((await inbox.take(8)).readBigUInt64BE(0));
      await inbox.fill(nextPart(one, offset, length - 8));
    } else if (reading && type === chunks.hole && length === 12) {
      const place = await inbox.take(12);
      nextPart(one, Number(place.readBigUInt64BE(0)), place.readUInt32BE(8)).fill(0);
    } else if (!reading && type === chunks.blockStatus && length <= mostStatusChunkBytes) {
      takeRuns(one, await inbox.take(length), link.contextId);
    } else if (type !== chunks.none || length !== 0) throw offProtocol();
  };

  const pump = async (): Promise<never> => {
    for (;;) await takeReply();
  };
  pump().catch(lose);

  const pieceBytes = Math.min(longestReadBytes, link.longestReadBytes);
  const flags = link.canAnswerWhole ? dontFragment : 0;
  return {
    sizeBytes: link.sizeBytes,
    async read(offset, length, signal) {
      const target = Buffer.allocUnsafe(length);
      let done = 0;
      let failed = false;
      const readOn = async (): Promise<void> => {
        while (done < length && !failed) {
          const at = done;
          const part = target.subarray(at, at + pieceBytes);
          done += part.length;
          const request = { command: commands.read, flags, offset: offset + at, length: part.length };
          await send(request, part, signal).catch((error: unknown) => {
            failed = true;
            throw error;
          });
        }
      };
      await Promise.all(Array.from({ length: mostAtATime }, readOn));
      return target;
    },
    status(offset, length, signal) {
      const request = {
        command: commands.blockStatus,
        flags: 0,
        offset,
        length: Math.min(length, longestStatusBytes),
      };
      return send(request, Buffer.alloc(0), signal);
    },
    close() {
      const closed = new NbdLost('we closed the connection');
      lost ??= closed;
      for (const one of [...pending.values()]) one.settle(lost);
      for (const wake of waiting.splice(0)) wake();
      socket.end(requestMessage(0, { command: commands.disconnect, flags: 0, offset: 0, length: 0 }));
    },
  };
}

const offProtocol = (): NbdLost => new NbdLost('the server does not keep to the protocol');

/** The next part of what was asked for. Pieces come in order; anything else would leave gaps with bytes that were never sent. */
function nextPart(one: Pending, offset: number, length: number): Buffer {
  const { request, target, covered } = one;
  if (offset !== request.offset + covered || covered + length > request.length) throw offProtocol();
  one.covered += length;
  return target.subarray(covered, covered + length);
}

function takeRuns(one: Pending, payload: Buffer, contextId: number): void {
  if (payload.length % 8 !== 4 || payload.readUInt32BE(0) !== contextId) throw offProtocol();
  for (let at = 4; at < payload.length && one.covered < one.request.length; at += 8) {
    const length = Math.min(payload.readUInt32BE(at), one.request.length - one.covered);
    if (length === 0) throw offProtocol();
    one.runs.push({ length, data: (payload.readUInt32BE(at + 4) & stateIsZero) === 0 });
    one.covered += length;
  }
}
