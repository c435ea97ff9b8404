/** A WebSocket as a port of the contract: text frames only. */
import type { WebSocket } from 'ws';
import type { Port } from '../../contract/rpc.ts';

/** 1003: a kind of data we do not take (RFC 6455, 7.4.1). */
const unsupportedData = 1003;

export function socketPort(socket: WebSocket): Port {
  // ws reports broken frames here, too long ones among them, and closes by itself: `close` follows
  socket.on('error', () => undefined);
  return {
    post: (frame) => socket.send(frame),
    onMessage: (listener) =>
      void socket.on('message', (data, isBinary) => {
        if (isBinary) socket.close(unsupportedData);
        else listener((data as Buffer).toString('utf8'));
      }),
    onClose: (listener) => void socket.once('close', () => listener()),
    close: () => socket.close(),
  };
}
