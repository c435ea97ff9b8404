/** Two ports joined in memory: the command line speaks the same contract as the page, without a wire. */
import type { Port } from '../../contract/rpc.ts';

export function memoryPorts(): [Port, Port] {
  const listeners: [((frame: string) => void)[], ((frame: string) => void)[]] = [[], []];
  const closers: (() => void)[] = [];
  let open = true;
  const port = (own: 0 | 1): Port => ({
    post(frame) {
      // Delivered later, as in every other channel, so that no caller comes to rely on an answer before `post` returns.
      queueMicrotask(() => {
        if (open) listeners[own === 0 ? 1 : 0].forEach((listener) => listener(frame));
      });
    },
    onMessage: (listener) => void listeners[own].push(listener),
    onClose: (listener) => void closers.push(listener),
    close() {
      if (!open) return;
      open = false;
      closers.forEach((listener) => listener());
    },
  });
  return [port(0), port(1)];
}
