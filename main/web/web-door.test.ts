/** One person with a link gets the wizard over loopback. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { calls } from '../../contract/calls.ts';
import { contractVersion } from '../../contract/version.ts';
import { connect } from '../../contract/connect.ts';
import { failedWith } from '../../contract/failure-error.ts';
import { serviceDouble } from '../page/core.double.ts';
import { socketPort } from './socket-port.ts';
import { ask, cookieFrom, openDoor, openSocket, pathOf, type DoorUnderTest } from './web-door.double.ts';
import { startWebDoor } from './web-door.ts';

let under: DoorUnderTest;
beforeEach(async () => {
  under = await openDoor();
});
afterEach(() => under.remove());

test('the link opens once, leaves a strict cookie, and the page follows with a nonce', async () => {
  const { door } = under;
  const opened = await ask(door.port, pathOf(door.freshLink()));
  expect(opened.status).toBe(303);
  expect(opened.headers.location).toBe('/');
  const setCookie = opened.headers['set-cookie']?.[0] ?? '';
  expect(setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);

  const page = await ask(door.port, '/', { cookie: setCookie.split(';')[0] ?? '' });
  expect(page.status).toBe(200);
  const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1] ?? 'none';
  expect(page.body).toContain(`nonce="${nonce}"`);
});

test('the page talks to core over the socket, and core over several at once', async () => {
  const { door, origin } = under;
  const cookie = await cookieFrom(door);
  for (let i = 0; i < 2; i++) {
    const socket = await openSocket(door.port, '/contract', { origin, cookie });
    if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
    const client = connect(calls, socketPort(socket));
    expect((await client.hello({ contract: contractVersion() })).door).toBe('web');
  }
});

test('a lost session is found again with a fresh link', async () => {
  const { door } = under;
  await cookieFrom(door);
  const cookie = await cookieFrom(door);
  expect((await ask(door.port, '/', { cookie })).status).toBe(200);
});

test('a forwarded port is reached as localhost', async () => {
  const { door } = under;
  const cookie = await cookieFrom(door);
  const host = `localhost:${door.port}`;
  expect((await ask(door.port, '/', { host, cookie })).status).toBe(200);
  const socket = await openSocket(door.port, '/contract', { host, origin: `http://${host}`, cookie });
  expect(socket).toBeInstanceOf(WebSocket);
});

test('a port in use is told as such', async () => {
  const second = startWebDoor({
    service: serviceDouble('web'),
    pageFolder: '.',
    port: under.door.port,
    onBug: () => undefined,
  });
  await expect(second).rejects.toSatisfy(
    (error) => failedWith(error, 'machine.port-taken') && error.facts.port === under.door.port,
  );
});

test('closing the door ends its sockets', async () => {
  const { door, origin } = under;
  const socket = await openSocket(door.port, '/contract', { origin, cookie: await cookieFrom(door) });
  if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await door.close();
  await ended;
  await expect(ask(door.port, '/')).rejects.toThrow();
});
