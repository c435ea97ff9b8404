/** The port of the web door: a WebSocket to the server the page came from, admitted by its cookie. */
import { Failure } from '../../contract/failure-error.ts';
import type { Port } from '../../contract/rpc.ts';

/** Resolves once the socket is open; fails with `network.unreachable` when the server is not there or does not admit us. */
export function openWebSocket(location: Location): Promise<Port> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/contract`);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(portOf(socket)), { once: true });
    socket.addEventListener(
      'close',
      () => reject(new Failure('network.unreachable', { host: location.host, reason: 'the program does not answer' })),
      { once: true },
    );
  });
}

function portOf(socket: WebSocket): Port {
  return {
    post: (frame) => socket.send(frame),
    onMessage: (listener) =>
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data);
      }),
    onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
    close: () => socket.close(),
  };
}
