/** The qemu-nbd behind a source: alone with us, cancellable, mourned in words, and gone without a trace. */
import { say } from '../../../../contract/said.ts';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeAll, afterAll, describe, expect, test, vi } from 'vitest';
import { makeDisk, makeRawDisk } from '../../../../build/test-disks.ts';
import { startChild } from '../../base/child.ts';
import type { BlockSource } from '../block-source.ts';
import { findQemu } from '../find-qemu.ts';
import type { QemuSource } from '../qemu-source.ts';
import { handshake } from './nbd-handshake.ts';
import { writeSharedKey } from './nbd-key.ts';
import { findQemuNbd } from './nbd-server.ts';
import { openNbdSource } from './nbd-source.ts';

const MiB = 2 ** 20;
const soon = { timeout: 20_000, interval: 10 };
const diskBytes = 24 * MiB;
let folder: string;
let scratch: string;
let program: string;
let disk: QemuSource;
let bytes: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-nbd-'));
  program = await findQemuNbd(await findQemu());
  const data = [{ offset: MiB, bytes: 20 * MiB }];
  const raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: diskBytes, data });
  bytes = await readFile(raw);
  disk = { format: 'qcow2', path: await makeDisk(raw, 'qcow2') };
  scratch = join(folder, 'scratch');
  await mkdir(scratch);
  vi.stubEnv('TMPDIR', scratch);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  expect(await readdir(scratch)).toEqual([]);
  expect(await ourServers()).toEqual([]);
});

const open = (options?: Parameters<typeof openNbdSource>[3]): Promise<BlockSource> =>
  openNbdSource(disk, diskBytes, program, options);

/** Children of this process that are (or stand in for) qemu-nbd. */
async function ourServers(): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
    const [, name, , parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(status) ?? [];
    if (name?.startsWith('qemu-nbd') === true && parent === String(process.pid)) found.push(Number(pid));
  }
  return found;
}

/** A program that only pretends. */
async function pretender(script: string): Promise<string> {
  const path = join(folder, 'qemu-nbd-pretender');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o700);
  return path;
}

describe('a disk behind qemu-nbd', () => {
  test.each(['socket', 'loopback'] as const)('is read over a %s, several reads at once', async (transport) => {
    const source = await open({ transport });
    expect(await readdir(scratch)).toEqual([]); // nothing is left to connect to
    const offsets = [0, MiB + 17, 3 * MiB, 20 * MiB, 21 * MiB - 9];
    const reads = await Promise.all(offsets.map((offset) => source.read(offset, 2 * MiB + 3)));
    for (const [n, offset] of offsets.entries()) {
      expect(reads[n]?.equals(bytes.subarray(offset, offset + 2 * MiB + 3)), String(offset)).toBe(true);
    }
    await expect(source.read(diskBytes - 1, 2)).rejects.toMatchObject({
      code: 'source.corrupt',
      facts: { detail: say('outside-disk', 2, diskBytes - 1, diskBytes) },
    });
    await source.close();
  });

  test('whose place for sockets has too long a name is read all the same', async () => {
    const deep = join(scratch, 'a'.repeat(120));
    await mkdir(deep);
    vi.stubEnv('TMPDIR', deep);
    const source = await open();
    vi.stubEnv('TMPDIR', scratch);
    expect(await source.read(MiB, 16)).toEqual(bytes.subarray(MiB, MiB + 16));
    expect(await readdir(deep)).toEqual([]);
    await source.close();
    await rm(deep, { recursive: true });
  });

  test('goes on after a read was called off', async () => {
    const source = await open();
    const stop = new AbortController();
    const reason = new Error('asked');
    const reading = source.read(0, diskBytes, stop.signal);
    const other = source.read(MiB, 3 * MiB);
    stop.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(source.read(0, 1, stop.signal)).rejects.toBe(reason);
    await expect(source.map(stop.signal)[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    expect((await other).equals(bytes.subarray(MiB, 4 * MiB))).toBe(true);
    expect((await source.read(2 * MiB, MiB)).equals(bytes.subarray(2 * MiB, 3 * MiB))).toBe(true);
    await source.close();
  });

  test('whose server dies says so, now and later, and still closes', async () => {
    const source = await open();
    const reading = source.read(0, diskBytes);
    for (const pid of await ourServers()) process.kill(pid, 'SIGKILL');
    const failure = { code: 'machine.qemu-failed', facts: { doing: 'qemu-nbd', exit: 'SIGKILL' } };
    await expect(reading.then(() => source.read(0, 1))).rejects.toMatchObject(failure);
    await expect(source.read(0, 1)).rejects.toMatchObject(failure);
    await expect(source.map()[Symbol.asyncIterator]().next()).rejects.toMatchObject(failure);
    await source.close();
    await source.close();
  });

  test('that another program writes to is in use', async () => {
    const ready = join(folder, 'writer.pid');
    const writer = startChild({
      program,
      args: [`--socket=${join(folder, 'w')}`, `--pid-file=${ready}`, '-f', 'qcow2', disk.path],
    });
    try {
      await expect.poll(() => readFile(ready, 'utf8').catch(() => ''), soon).not.toBe('');
      await expect(open()).rejects.toMatchObject({ code: 'source.in-use' });
    } finally {
      writer.end();
      await writer.ended;
    }
  });

  test('of another size than was found before has changed', async () => {
    await expect(openNbdSource(disk, diskBytes - 512, program)).rejects.toMatchObject({
      code: 'source.changed',
    });
  });
});

describe('a server that does not come up', () => {
  test('because it cannot read the disk: its own words', async () => {
    const damaged = { ...disk, path: join(folder, 'web.raw') };
    await expect(openNbdSource(damaged, diskBytes, program)).rejects.toMatchObject({
      code: 'machine.qemu-failed',
      facts: { doing: 'qemu-nbd', exit: '1', said: expect.stringContaining('not in qcow2 format') },
    });
  });

  test('because it is no program', async () => {
    await expect(openNbdSource(disk, diskBytes, join(folder, 'web.raw'))).rejects.toMatchObject({
      code: 'machine.qemu-failed',
      facts: { exit: 'EACCES' },
    });
    await expect(
      findQemuNbd({ program: join(folder, 'qemu-img'), version: '0', origin: 'system' }),
    ).rejects.toMatchObject({
      code: 'machine.qemu-missing',
      facts: { program: 'qemu-nbd' },
    });
  });

  test('and is no longer waited for once we are told to stop', async () => {
    const stop = new AbortController();
    const reason = new Error('asked');
    const sleeping = await pretender('exec sleep 60');
    const opening = openNbdSource(disk, diskBytes, sleeping, { signal: stop.signal });
    await expect.poll(() => readdir(scratch), soon).not.toEqual([]);
    stop.abort(reason);
    await expect(opening).rejects.toBe(reason);
    await expect(open({ signal: stop.signal })).rejects.toBe(reason);
  });

  test('because its port is taken, until another one is free', async () => {
    const tries = join(folder, 'tries');
    const late = await pretender(
      `echo x >> ${tries}\n[ $(wc -l < ${tries}) -lt 3 ] && { echo "Failed to find an available port: Unknown error" >&2; exit 1; }\nexec ${program} "$@"`,
    );
    const source = await openNbdSource(disk, diskBytes, late, { transport: 'loopback' });
    expect(await source.read(MiB, 16)).toEqual(bytes.subarray(MiB, MiB + 16));
    expect((await readFile(tries, 'utf8')).trim().split('\n')).toHaveLength(3);
    await source.close();
  });
});

describe('on loopback', () => {
  test('nobody reads without the key', async () => {
    const place = join(folder, 'keys');
    await mkdir(place);
    const { identity, key } = await writeSharedKey(place);
    const port = randomInt(49_152, 65_536);
    const object = `tls-creds-psk,id=key,endpoint=server,dir=${place}`;
    const ready = join(place, 'pid');
    const server = startChild({
      program,
      args: [
        '--bind=127.0.0.1',
        `--port=${port}`,
        `--object=${object}`,
        '--tls-creds=key',
        `--pid-file=${ready}`,
        '--persistent',
        '--read-only',
        '-f',
        'qcow2',
        disk.path,
      ],
    });
    try {
      await expect.poll(() => readFile(ready, 'utf8').catch(() => ''), soon).not.toBe('');
      const dial = () => connect({ host: '127.0.0.1', port });
      for (const shared of [undefined, { identity, key: randomBytes(32) }]) {
        const socket = dial();
        await expect(handshake(socket, shared)).rejects.toMatchObject({ name: 'NbdLost' });
        socket.destroy();
      }
      const socket = dial();
      expect((await handshake(socket, { identity, key })).sizeBytes).toBe(diskBytes);
      socket.destroy();
    } finally {
      server.end();
      await server.ended;
    }
  });

  test('we believe no stranger who listens in its place', async () => {
    const stranger = createTlsServer({
      ciphers: 'PSK',
      pskCallback: () => randomBytes(32),
      pskIdentityHint: 'stranger',
    });
    stranger.on('tlsClientError', () => undefined);
    const listener = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(Buffer.from('4e42444d4147494349484156454f50540003', 'hex'));
      let heard = 0;
      // four bytes of flags and the wish for TLS
      const listen = (bytes: Buffer): void => {
        heard += bytes.length;
        if (heard < 20) return;
        socket.off('data', listen);
        socket.write(Buffer.from('0003e889045565a9000000050000000100000000', 'hex'));
        stranger.emit('connection', socket);
      };
      socket.on('data', listen);
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const socket = connect({ host: '127.0.0.1', port });
    await expect(handshake(socket, { identity: 'reader', key: randomBytes(32) })).rejects.toMatchObject({
      name: 'NbdLost',
      message: expect.stringContaining('no secure connection'),
    });
    socket.destroy();
    listener.close();
  });
});
