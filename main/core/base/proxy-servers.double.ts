/** For tests: an HTTP proxy that knows CONNECT and a SOCKS5 proxy, both asking for a password, both counting. */
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface TestProxy {
  readonly url: string;
  /** Destinations that a client was let through to, `host:port` each. */
  readonly through: string[];
  close(): Promise<void>;
}

export const proxyUser = 'anna';
export const proxyPassword = 'p@ss:word';

export async function httpProxy(refuseWith?: number): Promise<TestProxy> {
  const through: string[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const wanted = `Basic ${Buffer.from(`${proxyUser}:${proxyPassword}`).toString('base64')}`;
    if (refuseWith !== undefined || request.headers['proxy-authorization'] !== wanted) {
      socket.end(`HTTP/1.1 ${refuseWith ?? 407} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const target = request.url ?? '';
    through.push(target);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    join(socket, target, sockets);
  });
  return listening(server, 'http', through, sockets);
}

/** RFC 1928 with the user and password of RFC 1929. */
export async function socksProxy(): Promise<TestProxy> {
  const through: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([5, 2]));
      socket.once('data', (said) => {
        const [user, password] = [said.subarray(2, 2 + (said[1] ?? 0)), said.subarray(3 + (said[1] ?? 0))];
        const known = user.toString() === proxyUser && password.toString() === proxyPassword;
        socket.write(Buffer.from([1, known ? 0 : 1]));
        if (!known) return socket.end();
        return socket.once('data', (ask) => {
          const byName = ask[3] === 3;
          const host = byName ? ask.subarray(5, 5 + (ask[4] ?? 0)).toString() : ask.subarray(4, 8).join('.');
          const target = `${host}:${ask.readUInt16BE(ask.length - 2)}`;
          through.push(target);
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          join(socket, target, sockets);
        });
      });
    });
  });
  return listening(server, 'socks5', through, sockets);
}

function join(socket: Socket, target: string, sockets: Set<Socket>): void {
  const [host = '', port = ''] = target.split(':');
  const onward = connect(Number(port), host);
  sockets.add(onward);
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
  onward.pipe(socket);
  socket.pipe(onward);
}

async function listening(server: Server, scheme: string, through: string[], sockets: Set<Socket>): Promise<TestProxy> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    through,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
