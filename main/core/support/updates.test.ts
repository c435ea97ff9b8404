/** Asking a feed of versions: newer, the same, no feed at all, and no server. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { straightLine } from '../base/line.ts';
import { checkUpdates } from './updates.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

async function ask(answer: string, status = 200, current = '1.9.0') {
  server = createServer((_request, response) => response.writeHead(status).end(answer));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return checkUpdates(`http://127.0.0.1:${port}/versions.json`, current, straightLine(), AbortSignal.timeout(20_000));
}
const feed = (version: string): string =>
  JSON.stringify({ version, notes: 'Faster.', page: 'https://example.com/get', more: 1 });

test('a newer one is told with its notes; numbers are compared as numbers', async () => {
  const newer = { version: '1.10.0', notes: 'Faster.', page: 'https://example.com/get' };
  expect(await ask(feed('1.10.0'))).toEqual({ current: '1.9.0', newer });
});

test.each(['1.9.0', '1.8.9', '0.99.99'])('%s is not newer than 1.9.0', async (version) => {
  expect(await ask(feed(version))).toEqual({ current: '1.9.0' });
});

test.each([
  ['<html>sign in</html>', 200],
  [feed('2.0.0'), 404],
  [JSON.stringify({ version: '2.0.0', notes: '', page: 'javascript:alert(1)' }), 200],
])('an answer that is no feed is told as one: %s, %d', async (answer, status) => {
  await expect(ask(answer, status)).rejects.toMatchObject({ code: 'network.not-the-cloud' });
});

test('offline is told as what it is', async () => {
  await ask(feed('1.9.0'));
  const { port } = server?.address() as AddressInfo;
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  const asked = checkUpdates(`http://127.0.0.1:${port}/`, '1.0.0', straightLine(), AbortSignal.timeout(20_000));
  await expect(asked).rejects.toMatchObject({ code: 'network.unreachable' });
});
