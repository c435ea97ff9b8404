/** What was made to hurt: refused with its reason, at once, with no other file opened and no memory taken. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  diskKinds,
  makeDisk,
  makeRawDisk,
  noise,
  overwrite,
  ovfOf,
  runQemuImg,
  tarOf,
  type DiskKind,
} from '../../../build/test-disks.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { runChild } from '../base/child.ts';
import { inspectDisk } from './inspect.ts';
import { lookAt } from './look.ts';
import type { Qemu } from './qemu.ts';

const MiB = 2 ** 20;
const strace = '/usr/bin/strace';
const canTrace = process.platform === 'linux' && existsSync(strace);
if (!canTrace) console.log('hostile disks: strace is not here, so that no other file is opened is not shown');
/** Must never be asked: every one of these is refused by our own readers. */
const noQemu: Qemu = { program: '/nonexistent/qemu-img', version: '0', origin: 'system' };
let folder: string;
let raw: string;
const secret = 'another-file-that-nobody-may-open';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-hostile-'));
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: 16 * MiB });
  await writeFile(join(folder, secret), 'secret');
});
afterAll(() => rm(folder, { recursive: true }));

const other = (): string => join(folder, secret);
const fresh = (kind: DiskKind, name: string): Promise<string> => makeDisk(raw, kind, join(folder, `${name}.img`));
const descriptor = (extents: string, more = ''): string =>
  `# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\n${more}createType="monolithicFlat"\n${extents}\n`;
const textFile = async (name: string, text: string | Buffer): Promise<string> => {
  const path = join(folder, `${name}.img`);
  await writeFile(path, text);
  return path;
};
const with64 = async (path: string, at: number, value: bigint, little = false): Promise<string> => {
  const bytes = Buffer.alloc(8);
  if (little) bytes.writeBigUInt64LE(value);
  else bytes.writeBigUInt64BE(value);
  await overwrite(path, at, bytes);
  return path;
};
const petabyte = 2n ** 50n;

const set: [string, () => Promise<string>, RegExp][] = [
  [
    'qcow2 with a backing file',
    async () => {
      const path = await fresh('qcow2', 'backing');
      await overwrite(path, 8, Buffer.from('00000000000002000000000f', 'hex'));
      await overwrite(path, 512, Buffer.from(other()));
      return path;
    },
    /differencing/,
  ],
  [
    'qcow2 with a json: data file',
    async () => {
      const path = join(folder, 'data-file.qcow2');
      await runQemuImg(['create', '-q', '-f', 'qcow2', '-o', `data_file=${join(folder, 'd.raw')}`, path, '16M']);
      return path;
    },
    /outside-reference/,
  ],
  [
    'qcow with a backing file',
    async () => {
      const path = await fresh('qcow', 'backing1');
      await overwrite(path, 8, Buffer.from('00000000000000600000000f', 'hex'));
      return path;
    },
    /differencing/,
  ],
  ['vmdk naming another file', () => textFile('abs', descriptor(`RW 1 FLAT "${other()}" 0`)), /outside-reference/],
  ['vmdk climbing out', () => textFile('climb', descriptor('RW 1 FLAT "../x" 0')), /outside-reference/],
  ['vmdk naming a protocol', () => textFile('nbd', descriptor('RW 1 FLAT "nbd://127.0.0.1/x" 0')), /outside-reference/],
  [
    'vmdk with a parent in a comment',
    () => textFile('hint', descriptor('RW 1 FLAT "x" 0', `#parentFileNameHint="${other()}"\n`)),
    /snapshot-child/,
  ],
  [
    'vmdk with a NUL in its descriptor',
    () => textFile('nul', `${descriptor('').trimEnd()}\0RW 1 FLAT "${other()}" 0`),
    /corrupt/,
  ],
  [
    'vmdk with a thousand extents too many',
    () => textFile('many', descriptor('RW 1 FLAT "x" 0\n'.repeat(1_500))),
    /corrupt/,
  ],
  [
    'vmdk descriptor without end',
    () => textFile('long', descriptor(`RW 1 FLAT "${'x'.repeat(2 * MiB)}" 0`)),
    /corrupt/,
  ],
  [
    'vmdk that reads a raw device',
    () => textFile('device', descriptor('RW 1 FLAT "\\\\.\\PhysicalDrive0" 0')),
    /outside-reference/,
  ],
  [
    'vmdk extent that is a link',
    async () => {
      await symlink(other(), join(folder, 'linked-flat.vmdk'));
      return textFile('linked', descriptor('RW 1 FLAT "linked-flat.vmdk" 0'));
    },
    /outside-reference|corrupt|truncated/,
  ],
  ['qcow2 of a petabyte', async () => with64(await fresh('qcow2', 'pb'), 24, petabyte), /corrupt/],
  ['qcow of a petabyte', async () => with64(await fresh('qcow', 'pb1'), 24, petabyte), /corrupt/],
  ['vdi of a petabyte', async () => with64(await fresh('vdi-dynamic', 'pbvdi'), 0x170, petabyte, true), /corrupt/],
  [
    'vmdk of a petabyte',
    async () => with64(await fresh('vmdk-monolithicSparse', 'pbvmdk'), 12, petabyte / 512n, true),
    /corrupt/,
  ],
  [
    'qcow2 with a first table of 2^32 entries',
    async () => {
      const path = await fresh('qcow2', 'l1');
      await overwrite(path, 36, Buffer.from('ffffffff', 'hex'));
      return path;
    },
    /corrupt/,
  ],
  [
    'qcow2 whose tables lie nowhere',
    async () => with64(await fresh('qcow2', 'l1at'), 40, 2n ** 62n),
    /corrupt|truncated/,
  ],
  [
    'qcow2 with absurd clusters',
    async () => {
      const path = await fresh('qcow2', 'bits');
      await overwrite(path, 20, Buffer.from('0000003f', 'hex'));
      return path;
    },
    /corrupt/,
  ],
  [
    'vmdk with grains of nothing',
    async () => with64(await fresh('vmdk-monolithicSparse', 'grain'), 20, 0n, true),
    /corrupt/,
  ],
  [
    'vmdk with grains of everything',
    async () => with64(await fresh('vmdk-monolithicSparse', 'grains'), 20, 2n ** 40n, true),
    /corrupt/,
  ],
  [
    'two headers in one file',
    async () => {
      const path = await fresh('qcow2', 'two');
      await overwrite(path, 0x40, Buffer.from('7f10dabe', 'hex'));
      return path;
    },
    /ambiguous/,
  ],
  [
    'gzip that is also an ISO',
    async () => {
      const bytes = Buffer.concat([gzipSync(noise(40_000)), noise(9_000)]);
      bytes.write('CD001', 32_769);
      return textFile('gziso', bytes);
    },
    /ambiguous/,
  ],
  [
    'qcow2 with a VHD footer',
    async () => {
      const path = await fresh('qcow2', 'foot');
      await writeFile(path, Buffer.concat([await readFile(path), Buffer.from('conectix'), Buffer.alloc(504)]));
      return path;
    },
    /ambiguous/,
  ],
  ['a header and nothing more: qcow2', () => textFile('h1', Buffer.from('514649fb00000003', 'hex')), /truncated/],
  ['a header and nothing more: vmdk', () => textFile('h2', 'KDMV\x01\0\0\0'), /truncated/],
  ['a header and nothing more: vhdx', () => textFile('h3', 'vhdxfile'), /truncated/],
  [
    'a header and nothing more: vdi',
    () => textFile('h4', Buffer.concat([Buffer.alloc(0x40), Buffer.from('7f10dabe', 'hex')])),
    /truncated/,
  ],
  [
    'a pipe',
    async () => {
      const path = join(folder, 'pipe.img');
      await runChild({ program: 'mkfifo', args: [path] });
      return path;
    },
    /not-a-file/,
  ],
  [
    'a link in a circle',
    async () => {
      const path = join(folder, 'circle.img');
      await symlink(path, path);
      return path;
    },
    /unreadable/,
  ],
  [
    'an OVA that climbs out',
    () => textFile('ova', tarOf([{ name: '../x', data: Buffer.from('x') }])),
    /outside-reference/,
  ],
  [
    'an OVF that names another file',
    () => textFile('ovf', ovfOf([{ href: other(), capacityBytes: MiB }])),
    /outside-reference/,
  ],
  [
    'an OVF nested without end',
    () => textFile('deep', `<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1">${'<a>'.repeat(300_000)}`),
    /corrupt/,
  ],
];

describe('refused', () => {
  test.each(set)('%s', async (_, make, code) => {
    const path = await make();
    const before = process.memoryUsage().rss;
    const error: unknown = await inspectDisk(path, noQemu, AbortSignal.timeout(2_000)).catch((reason) => reason);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).code).toMatch(code);
    expect(process.memoryUsage().rss - before).toBeLessThan(96 * MiB);
  });
});

test.runIf(canTrace)('no file is opened but those that were chosen', async () => {
  const chosen = await Promise.all(
    set.map(async ([name, make]) => {
      const at = join(folder, `traced-${name.replaceAll(/\W+/g, '-')}`);
      await mkdir(at);
      return [at, await make().catch(() => '')] as const;
    }),
  );
  const paths = chosen.map(([, path]) => path).filter((path) => path !== '');
  const script = `
    import { lookAt } from ${JSON.stringify(join(import.meta.dirname, 'look.ts'))};
    for (const path of ${JSON.stringify(paths)}) {
      const looks = await lookAt(path, { program: '/nonexistent/qemu-img', version: '0', origin: 'system' }, { settleMs: 0 });
      if (looks.some((look) => look.usable)) process.exitCode = 9;
    }`;
  const entry = join(folder, 'look.mjs');
  await writeFile(entry, script);
  const log = join(folder, 'trace.log');
  const { exitCode, stderr } = await runChild({
    program: strace,
    args: [
      '-f',
      '-qq',
      '-e',
      'trace=open,openat,openat2,execve,connect',
      '-o',
      log,
      process.execPath,
      '--no-warnings',
      entry,
    ],
  });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  const calls = (await readFile(log, 'utf8')).split('\n');
  const opened = calls.flatMap((line) => /open\w*\((?:AT_FDCWD, )?"([^"]+)"/.exec(line)?.[1] ?? []);
  expect(opened.filter((path) => path.includes(secret) || path === '/etc/passwd')).toEqual([]);
  const own = opened.filter((path) => path.startsWith(folder));
  const allowed = new Set([...paths, folder, entry]);
  expect(
    own.filter((path) => !allowed.has(path) && !/\.(img|vmdk|raw|qcow2)$/.test(path) && !/package\.json$/.test(path)),
  ).toEqual([]);
  // two thirds of them name no piece at all: nothing else of the folder is read for these
  expect(calls.filter((line) => line.includes('execve(')).length).toBe(1);
  expect(calls.some((line) => /connect\(.*sin_addr/.test(line))).toBe(false);
});

describe('headers cut and changed at random end in a failure of ours or an answer, with bounded reads', () => {
  test.each(Object.keys(diskKinds).filter((kind) => !/Flat|raw|fixed|twoGb/.test(kind)) as DiskKind[])(
    '%s',
    async (kind) => {
      const original = await readFile(await fresh(kind, `seed-${kind}`));
      const path = join(folder, `changed-${kind}`);
      const salt = noise(6 * 60, kind.length);
      for (let round = 0; round < 40; round++) {
        const bytes = Buffer.from(original);
        const at = salt.readUInt16LE(round * 6) % (round % 3 === 0 ? 512 : 4_096);
        bytes.set(salt.subarray(round * 6 + 2, round * 6 + 2 + (round % 4) + 1), at);
        await writeFile(path, round % 5 === 4 ? bytes.subarray(0, salt.readUInt16LE(round * 6 + 2)) : bytes);
        const error: unknown = await inspectDisk(path, noQemu, AbortSignal.timeout(2_000)).catch((reason) => reason);
        const fine =
          error instanceof Failure
            ? error.code.startsWith('source.')
            : // found good, and handed to the qemu-img that is not there
              (error as NodeJS.ErrnoException).code === 'ENOENT';
        expect(fine, `${kind} round ${round}: ${String(error)}`).toBe(true);
      }
    },
  );

  test('packages and wrappers', async () => {
    const ova = tarOf([
      { name: 'web.ovf', data: Buffer.from(ovfOf([{ href: 'd', capacityBytes: MiB }])) },
      { name: 'd', data: noise(4_096) },
    ]);
    const path = join(folder, 'changed-package');
    const salt = noise(6 * 150, 7);
    for (let round = 0; round < 150; round++) {
      const bytes = Buffer.from(ova);
      bytes.set(salt.subarray(round * 6 + 2, round * 6 + 4), salt.readUInt16LE(round * 6) % bytes.length);
      await writeFile(path, round % 5 === 4 ? bytes.subarray(0, salt.readUInt16LE(round * 6) % bytes.length) : bytes);
      for (const look of await lookAt(path, noQemu, { settleMs: 0 })) expect(look.usable).toBe(false);
    }
  });
});
