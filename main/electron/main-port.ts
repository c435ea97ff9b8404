/** Electron's message port as a port of the contract: strings only. */
import type { MessagePortMain } from 'electron';
import type { Port } from '../../contract/rpc.ts';

export function mainPort(port: MessagePortMain): Port {
  const close = (): void => {
    port.close();
    port.emit('close'); // Electron tells only the other side
  };
  return {
    post: (frame) => port.postMessage(frame),
    onMessage(listener) {
      port.on('message', ({ data }: { data: unknown }) => {
        if (typeof data === 'string') listener(data);
        else close();
      });
      port.start();
    },
    onClose: (listener) => void port.once('close', listener),
    close,
  };
}
