/** A started web door and a browser that follows its link, over real sockets; for tests. */
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';
import { makePageFolder } from '../page/page-folder.double.ts';
import { serviceDouble } from '../page/core.double.ts';
import { startWebDoor, type WebDoor } from './web-door.ts';

export interface DoorUnderTest {
  readonly door: WebDoor;
  readonly origin: string;
  readonly bugs: unknown[];
  readonly remove: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export async function openDoor(): Promise<DoorUnderTest> {
  const made = await makePageFolder();
  const bugs: unknown[] = [];
  const door = await startWebDoor({
    service: serviceDouble('web'),
    pageFolder: made.page,
    onBug: (error) => void bugs.push(error),
  });
  const remove = async (): Promise<void> => {
    await door.close();
    await made.remove();
  };
  return { door, origin: `http://127.0.0.1:${door.port}`, bugs, remove };
}

/** Sends the path exactly as it is written: no client tidies it up on the way. */
export function ask(port: number, path: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

export const pathOf = (link: string): string => link.slice(link.indexOf('/open'));

/** Follows a fresh link and gives the cookie it was answered with. */
export async function cookieFrom(door: WebDoor): Promise<string> {
  const answer = await ask(door.port, pathOf(door.freshLink()));
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

/** Opens the contract's socket; `opened` is the status the door answered with when it did not open. */
export function openSocket(port: number, path: string, headers: Record<string, string>): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.once('error', reject);
  });
}
