/** Hands on what a socket brings in the lengths that are asked for, straight into its place; one asks at a time. */
import type { Socket } from 'node:net';
import { NbdLost } from './nbd-wire.ts';

/** More than this unasked for, and the sender has to wait. */
const mostWaitingBytes = 2 ** 20;

export interface Inbox {
  /** Exactly `length` bytes; rejects with `NbdLost` when the socket closes first. */
  take(length: number): Promise<Buffer>;
  /** The same into `target`. */
  fill(target: Buffer): Promise<void>;
  /** Stops listening. Throws `NbdLost` when bytes came that were not asked for. */
  release(): void;
}

export function inboxOf(socket: Socket): Inbox {
  const arrived: Buffer[] = [];
  let arrivedBytes = 0;
  let wanted: { target: Buffer; resolve: () => void; reject: (reason: Error) => void } | undefined;
  let lost: NbdLost | undefined;

  const serve = (): void => {
    while (wanted !== undefined && (arrived.length > 0 || wanted.target.length === 0)) {
      const { target, resolve } = wanted;
      const [first = Buffer.alloc(0)] = arrived;
      const count = first.copy(target);
      arrivedBytes -= count;
      if (count < first.length) arrived[0] = first.subarray(count);
      else arrived.shift();
      if (count < target.length) wanted = { ...wanted, target: target.subarray(count) };
      else {
        wanted = undefined;
        resolve();
      }
    }
    if (arrivedBytes > mostWaitingBytes) socket.pause();
    else if (socket.isPaused()) socket.resume();
  };
  const onData = (bytes: Buffer): void => {
    arrived.push(bytes);
    arrivedBytes += bytes.length;
    serve();
  };
  const lose = (reason: string): void => {
    lost ??= new NbdLost(reason);
    wanted?.reject(lost);
    wanted = undefined;
  };
  const onError = (error: Error): void => lose(`the connection broke: ${error.message}`);
  const onClose = (): void => lose('the connection was closed');
  socket.on('data', onData).on('error', onError).on('close', onClose);

  const fill = (target: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      if (arrivedBytes < target.length && lost !== undefined) {
        reject(lost);
        return;
      }
      wanted = { target, resolve, reject };
      serve();
    });
  return {
    fill,
    async take(length) {
      const target = Buffer.alloc(length);
      await fill(target);
      return target;
    },
    release() {
      socket.off('data', onData).off('close', onClose).off('error', onError);
      if (arrivedBytes > 0) throw new NbdLost('the server spoke out of turn');
    },
  };
}
