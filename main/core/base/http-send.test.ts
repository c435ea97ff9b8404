/** One request and every way its line can fail, against a server that misbehaves as told. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { sendHttp, type HttpRequest } from './http-send.ts';

let server: Server | undefined;
afterEach(async () => {
  const closing = server;
  server = undefined;
  await new Promise<unknown>((resolve) => closing?.close(resolve).closeAllConnections() ?? resolve(undefined));
});

async function serve(answer: RequestListener): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}
const limits = { totalMs: 20_000, quietMs: 20_000 };
const put = (origin: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  origin,
  path: '/a/../b%2F?x=1',
  method: 'PUT',
  headers: {},
  limits,
  ...more,
});

test('sends the path as it is and the body whole, and gives back the answer', async () => {
  const origin = await serve((request, response) => {
    void request.toArray().then((chunks) => {
      response.writeHead(201, { 'x-path': request.url, 'x-more': ['1', '2'] });
      response.end(Buffer.concat(chunks as Buffer[]));
    });
  });
  let sent = 0;
  const body = (async function* () {
    yield await Promise.resolve(Buffer.from('12345'));
    yield Buffer.from('6789');
  })();
  const answer = await sendHttp(
    put(origin, { body, headers: { 'content-length': '9' }, onSent: (bytes) => (sent += bytes) }),
  );
  expect(answer).toMatchObject({ status: 201, headers: { 'x-path': '/a/../b%2F?x=1', 'x-more': '1, 2' } });
  expect(answer.body.toString()).toBe('123456789');
  expect(sent).toBe(9);
});

/** More than any socket buffers, and tells whether it was closed. */
function endless(): { body: AsyncGenerator<Buffer>; closed: () => boolean } {
  let closed = false;
  const body = (async function* () {
    try {
      for (;;) yield await Promise.resolve(Buffer.alloc(262_144));
    } finally {
      closed = true;
    }
  })();
  return { body, closed: () => closed };
}

test('a server that stops reading is a stalled line', async () => {
  const origin = await serve(() => undefined);
  const { body, closed } = endless();
  await expect(sendHttp(put(origin, { body, limits: { ...limits, quietMs: 200 } }))).rejects.toMatchObject({
    code: 'network.stalled',
    facts: { quietMs: 200 },
  });
  expect(closed()).toBe(true);
});

test('a server that never answers is waited for no longer than asked', async () => {
  const origin = await serve(() => undefined);
  await expect(
    sendHttp(put(origin, { body: Buffer.from('x'), limits: { ...limits, quietMs: 100 } })),
  ).rejects.toMatchObject({ code: 'network.timed-out', facts: { afterMs: 100 } });
  await expect(
    sendHttp(put(origin, { body: Buffer.from('x'), limits: { ...limits, totalMs: 100 } })),
  ).rejects.toMatchObject({ code: 'network.timed-out', facts: { afterMs: 100 } });
});

test('an answer before the body is through counts, and the rest is not read', async () => {
  const origin = await serve((_, response) => response.writeHead(403).end('no'));
  const { body, closed } = endless();
  expect(await sendHttp(put(origin, { body }))).toMatchObject({ status: 403 });
  expect(closed()).toBe(true);
});

test('cancelling gives its reason and lets go of the body', async () => {
  const origin = await serve(() => undefined);
  const { body, closed } = endless();
  const stop = new AbortController();
  const sending = sendHttp(put(origin, { body, signal: stop.signal, onSent: () => stop.abort(new Error('enough')) }));
  await expect(sending).rejects.toThrow('enough');
  expect(closed()).toBe(true);
});

test('what reading the body threw is what is thrown', async () => {
  const origin = await serve(() => undefined);
  const body = (async function* () {
    yield await Promise.resolve(Buffer.from('x'));
    throw new RangeError('the disk is gone');
  })();
  await expect(sendHttp(put(origin, { body }))).rejects.toThrow('the disk is gone');
});

test('a line cut in the middle of the answer, and nobody there, are unreachable', async () => {
  const origin = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  });
  await expect(sendHttp(put(origin))).rejects.toMatchObject({ code: 'network.unreachable' });
  await expect(sendHttp(put('http://127.0.0.1:1'))).rejects.toMatchObject({
    code: 'network.unreachable',
    facts: { host: '127.0.0.1:1', reason: 'ECONNREFUSED' },
  });
});
