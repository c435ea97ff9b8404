/** The one channel between the window's process and core's, as two ports: one for each contract. */
import type { Port } from '../../contract/rpc.ts';
import { channelMessage } from './core-messages.ts';

type Side = 'core' | 'desktop';

export interface Channel {
  /** The port of one contract; ask once for each. */
  port(side: Side): Port;
  /** Takes a message that arrived. A message that is none of ours throws: both ends are ours. */
  arrived(message: unknown): void;
  /** The other process is gone. */
  closed(): void;
}

export function openChannel(post: (message: object) => void): Channel {
  const listeners = new Map<Side, (frame: string) => void>();
  const closing: (() => void)[] = [];
  let open = true;
  return {
    port: (side) => ({
      post: (frame) => {
        if (open) post({ side, frame });
      },
      onMessage: (listener) => void listeners.set(side, listener),
      onClose: (listener) => void closing.push(listener),
      close: () => undefined, // open as long as both processes run
    }),
    arrived(message) {
      const { side, frame } = channelMessage.parse(message);
      listeners.get(side)?.(frame);
    },
    closed() {
      open = false;
      for (const listener of closing) listener();
    },
  };
}
