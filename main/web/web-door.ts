/**
 * The wizard on 127.0.0.1 for one person with a link: every request is checked for the address it names, then for the
 * session, and only then routed. There are three routes: the link, the contract's socket, and the page's files.
 */
import { say } from '../../contract/said.ts';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { CoreService } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import { limits } from '../../contract/limits.ts';
import { serve } from '../core/serve.ts';
import { guardHeaders } from '../page/csp.ts';
import { pageFiles } from '../page/page-files.ts';
import { oneTimeLinks } from './one-time-links.ts';
import { broken, linkNeeded, refused } from './plain-page.ts';
import { cookieOf, refusalOf } from './request-guard.ts';
import { socketPort } from './socket-port.ts';

export interface WebDoorOptions {
  readonly service: CoreService;
  /** The built page. */
  readonly pageFolder: string;
  /** 0 or absent takes a free one. */
  readonly port?: number;
  /** Hears of errors that are no failures. */
  readonly onBug: (error: unknown) => void;
}

export interface WebDoor {
  /** A link that lets one browser in, once; asking again voids the one before it. */
  freshLink(): string;
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const address = '127.0.0.1';

/** Fails with `machine.port-taken` when another program listens there, `asked.wrong-use` when we may not. */
export async function startWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  const links = oneTimeLinks();
  const files = pageFiles(options.pageFolder);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameChars,
    perMessageDeflate: false,
  });
  let port = 0;
  // cookies do not know ports: without it in the name, two doors would take each other's session
  const cookieName = (): string => `ecs-image-migrator-${port}`;
  const letIn = (request: IncomingMessage): boolean => links.isSession(cookieOf(request, cookieName()));

  const open = (url: URL): Answer => {
    const session = links.redeem(url.searchParams.get('token') ?? '');
    if (session === undefined) return linkNeeded(true);
    const cookie = `${cookieName()}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    return {
      status: 303,
      headers: { ...guardHeaders, location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' },
      body: '',
    };
  };

  const route = async (request: IncomingMessage): Promise<Answer> => {
    const refusal = refusalOf(request, port);
    if (refusal !== undefined) return refused(refusal.status, refusal.why);
    const target = request.url ?? '';
    const path = target.split('?', 1)[0] ?? '';
    // a HEAD request looks without opening: it must not use the link up
    if (path === '/open')
      return request.method === 'GET' ? open(new URL(target, `http://${address}`)) : linkNeeded(true);
    return letIn(request) ? files(path) : linkNeeded(false);
  };

  const server = createServer((request, response) => {
    route(request)
      .catch((error: unknown) => {
        options.onBug(error);
        return broken();
      })
      .then((answer) => send(request, response, answer))
      .catch(options.onBug);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // the peer may disconnect at any moment; until ws takes over its errors need no handling
    const ignore = (): void => undefined;
    socket.on('error', ignore);
    const refusal = refusalOf(request, port);
    // browsers always send the origin of a socket; a client that does not is no page of ours
    if (refusal !== undefined || request.headers.origin === undefined) return hangUp(socket, '403 Forbidden');
    if (request.url !== '/contract') return hangUp(socket, '404 Not Found');
    if (!letIn(request)) return hangUp(socket, '401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off('error', ignore);
      serve(options.service, socketPort(webSocket), options.onBug);
    });
  });

  port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, options.port ?? 0)));
    server.listen(options.port ?? 0, address, () => resolve((server.address() as AddressInfo).port));
  });

  return {
    port,
    freshLink: () => `http://${address}:${port}/open?token=${links.newToken()}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function hangUp(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listenFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new Failure('machine.port-taken', { port }, { cause: error });
  if (error.code === 'EACCES')
    return new Failure('asked.wrong-use', { reason: say('port-needs-rights', port) }, { cause: error });
  return error;
}
