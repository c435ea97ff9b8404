/** The port of the Electron door: asked for through the preload, received as a window message from ourselves. */
import { Failure } from '../../contract/failure-error.ts';
import type { Port } from '../../contract/rpc.ts';

/** What the preload exposes. It answers with a window message that carries the port. */
export interface ElectronBridge {
  requestPort(): void;
  /** Where a dropped file lies; empty for one made by a page. */
  pathOf(file: File): string;
}

declare global {
  interface Window {
    ecsImageMigrator?: ElectronBridge;
  }
}

const portMessage = 'ecs-image-migrator-port';
/** Core answers `hello` at once; a port without core behind it has to be asked for again. */
const patienceMs = 10_000;

/** Fails with `program.disconnected` when no port arrives in time. */
export function openMessagePort(bridge: ElectronBridge): Promise<Port> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      window.removeEventListener('message', receive);
      reject(new Failure('program.disconnected', {}));
    }, patienceMs);
    const receive = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      const data = event.data;
      const isOurs =
        event.source === window &&
        typeof data === 'object' &&
        data !== null &&
        'type' in data &&
        data.type === portMessage;
      if (!isOurs || port === undefined) return;
      clearTimeout(timer);
      window.removeEventListener('message', receive);
      resolve(portOf(port));
    };
    window.addEventListener('message', receive);
    bridge.requestPort();
  });
}

function portOf(port: MessagePort): Port {
  port.start();
  return {
    post: (frame) => port.postMessage(frame),
    onMessage: (listener) =>
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data);
      }),
    onClose: (listener) => port.addEventListener('close', () => listener(), { once: true }),
    close: () => port.close(),
  };
}
