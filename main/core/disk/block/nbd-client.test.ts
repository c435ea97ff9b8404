/** The client against servers that break off, fall silent, or say what no server may. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nbdClient, type NbdClient } from './nbd-client.ts';
import { inboxOf } from './nbd-inbox.ts';

const contextId = 7;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Asked {
  readonly cookie: bigint;
  readonly offset: number;
  readonly length: number;
}

/** A client whose every request `answer` is called with. */
async function clientOf(answer: (socket: Socket, asked: Asked) => void, quietMs?: number): Promise<NbdClient> {
  const folder = await mkdtemp(join(tmpdir(), 'nbd-client-'));
  const path = join(folder, 's');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    let rest = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      for (; rest.length >= 28; rest = rest.subarray(28)) {
        const offset = Number(rest.readBigUInt64BE(16));
        answer(socket, { cookie: rest.readBigUInt64BE(8), offset, length: rest.readUInt32BE(24) });
      }
    });
  });
  server.listen(path);
  await once(server, 'listening');
  const socket = connect({ path });
  await once(socket, 'connect');
  cleanups.push(
    () => rm(folder, { recursive: true }),
    () => server.close(),
    () => socket.destroy(),
  );
  const inbox = inboxOf(socket);
  const link = {
    socket,
    inbox,
    sizeBytes: 2 ** 40,
    contextId,
    longestReadBytes: 2 ** 25,
    canAnswerWhole: true,
  };
  return nbdClient(link, quietMs);
}

function chunk(cookie: bigint, type: number, payload: Buffer, last = true): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(0x668e33ef, 0);
  head.writeUInt16BE(last ? 1 : 0, 4);
  head.writeUInt16BE(type, 6);
  head.writeBigUInt64BE(cookie, 8);
  head.writeUInt32BE(payload.length, 16);
  return Buffer.concat([head, payload]);
}
const at = (offset: number, rest: Buffer): Buffer => {
  const eight = Buffer.alloc(8);
  eight.writeBigUInt64BE(BigInt(offset));
  return Buffer.concat([eight, rest]);
};
const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
};
const data = ({ cookie, offset, length }: Asked): Buffer =>
  chunk(cookie, 1, at(offset, Buffer.alloc(length, Number(cookie))));

describe('answers that are no answers end the link', () => {
  const wrong: Record<string, (asked: Asked) => Buffer> = {
    'another magic': ({ cookie }) => Buffer.concat([numbers(1), chunk(cookie, 0, Buffer.alloc(0))]),
    'for nobody': (asked) => data({ ...asked, cookie: 99n }),
    'more than was asked': (asked) => data({ ...asked, length: asked.length + 1 }),
    'less than was asked': (asked) => data({ ...asked, length: asked.length - 1 }),
    'of another place': (asked) => data({ ...asked, offset: asked.offset + 1 }),
    'the same place twice': (asked) =>
      Buffer.concat([
        chunk(asked.cookie, 1, at(asked.offset, Buffer.alloc(50)), false),
        chunk(asked.cookie, 1, at(asked.offset, Buffer.alloc(50))),
      ]),
    'a hole of 4 GiB': ({ cookie, offset }) => chunk(cookie, 2, at(offset, numbers(0xffffffff))),
    'nothing at all': ({ cookie }) => chunk(cookie, 0, Buffer.alloc(0)),
    'a map for a read': ({ cookie }) => chunk(cookie, 5, numbers(contextId, 100, 0)),
    'an error of 4 GiB': ({ cookie }) => chunk(cookie, 0x8001, Buffer.alloc(70_000)),
    'a kind nobody knows': ({ cookie }) => chunk(cookie, 77, Buffer.alloc(4)),
  };
  test.each(Object.entries(wrong))('%s', async (_what, answer) => {
    const client = await clientOf((socket, asked) => socket.write(answer(asked)));
    await expect(client.read(4_096, 100)).rejects.toMatchObject({ name: 'NbdLost' });
    await expect(client.read(0, 1)).rejects.toMatchObject({ name: 'NbdLost' });
  });

  test.each([
    ['a run of no length', numbers(contextId, 0, 0)],
    ['a map of another kind', numbers(contextId + 1, 100, 0)],
    ['half a run', numbers(contextId, 100, 0, 100)],
  ])('%s', async (_what, payload) => {
    const client = await clientOf((socket, { cookie }) => socket.write(chunk(cookie, 5, payload)));
    await expect(client.status(0, 4_096)).rejects.toMatchObject({ name: 'NbdLost' });
  });
});

test('a map may tell less or more than was asked, and is cut to it', async () => {
  const client = await clientOf((socket, { cookie, length }) =>
    socket.write(chunk(cookie, 5, numbers(contextId, 4_096, 0, length, 3, 512, 0))),
  );
  expect(await client.status(0, 10_000)).toEqual([
    { length: 4_096, data: true },
    { length: 5_904, data: false },
  ]);
});

test('pieces and holes in order are put together, in whatever portions they come', async () => {
  const client = await clientOf((socket, { cookie, offset }) => {
    const answer = Buffer.concat([
      chunk(cookie, 1, at(offset, Buffer.alloc(60, 1)), false),
      chunk(cookie, 2, at(offset + 60, numbers(30)), false),
      chunk(cookie, 1, at(offset + 90, Buffer.alloc(10, 2)), false),
      chunk(cookie, 0, Buffer.alloc(0)),
    ]);
    for (const byte of answer) socket.write(Buffer.from([byte]));
  });
  expect(await client.read(512, 100)).toEqual(
    Buffer.concat([Buffer.alloc(60, 1), Buffer.alloc(30), Buffer.alloc(10, 2)]),
  );
});

test('an error is told for its own request, and the link lives on', async () => {
  const client = await clientOf((socket, asked) => {
    const { cookie, offset } = asked;
    if (offset === 0) socket.write(chunk(cookie, 0x8001, Buffer.concat([numbers(5), Buffer.alloc(2)])));
    else if (offset === 1) socket.write(Buffer.concat([numbers(0x67446698, 22), at(Number(cookie), Buffer.alloc(0))]));
    else socket.write(data(asked));
  });
  await expect(client.read(0, 8)).rejects.toMatchObject({ name: 'NbdRefused', errorNumber: 5 });
  await expect(client.read(1, 8)).rejects.toMatchObject({ name: 'NbdRefused', errorNumber: 22 });
  expect(await client.read(2, 8)).toHaveLength(8);
});

test('answers find their requests in any order, and never more than two are asked at once', async () => {
  const held: (() => void)[] = [];
  let most = 0;
  const client = await clientOf((socket, asked) => {
    held.push(() => socket.write(data(asked)));
    most = Math.max(most, held.length);
    // the second of each two is answered first
    if (held.length === 2) for (const answer of held.splice(0).reverse()) answer();
  });
  const reads = await Promise.all([0, 1, 2, 3, 4, 5].map((offset) => client.read(offset, 1)));
  expect(reads.map(([byte]) => byte)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
});

test('a server that falls silent, or breaks off within an answer, is lost', async () => {
  const silent = await clientOf(() => undefined, 30);
  await expect(silent.read(0, 1)).rejects.toMatchObject({ name: 'NbdLost' });
  const broken = await clientOf((socket, asked) => socket.end(data(asked).subarray(0, 40)));
  await expect(broken.read(0, 100)).rejects.toMatchObject({ name: 'NbdLost' });
});

test('who is called off while others are at it leaves at once and takes nobody along', async () => {
  const held: (() => void)[] = [];
  const client = await clientOf((socket, asked) => held.push(() => socket.write(data(asked))));
  const stop = new AbortController();
  const reason = new Error('asked');
  const first = [client.read(0, 1), client.read(1, 1)];
  const queued = client.read(2, 1, stop.signal);
  const last = client.read(3, 1);
  await expect.poll(() => held.length).toBe(2);
  stop.abort(reason);
  await expect(queued).rejects.toBe(reason);
  for (const answer of held.splice(0)) answer();
  expect((await Promise.all(first)).map((bytes) => bytes.length)).toEqual([1, 1]);
  await expect.poll(() => held.length).toBe(1);
  held[0]?.();
  expect(await last).toHaveLength(1);
});
