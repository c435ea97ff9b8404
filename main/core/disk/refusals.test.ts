/** Everything that must not reach qemu-img, each with its own reason, and no other file opened on the way. */
import { say, type Said } from '../../../contract/said.ts';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import {
  gpt,
  makeDisk,
  makeRawDisk,
  noise,
  overwrite,
  runQemuImg,
  shorten,
  type DiskKind,
} from '../../../build/test-disks.ts';
import { runChild } from '../base/child.ts';
import type { FailureCode, FailureFacts } from '../../../contract/failure.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { crc32c } from './fields.ts';
import { inspectDisk } from './inspect.ts';
import type { Qemu } from './qemu.ts';

const MiB = 2 ** 20;
/** A program that fails whatever it is asked: none of these files may get as far as being shown to it. */
const noQemu: Qemu = { program: '/nonexistent/qemu-img', version: '0', origin: 'system' };
let folder: string;
let raw: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-refused-'));
  raw = await makeRawDisk(join(folder, 'disk.raw'), { bytes: 16 * MiB });
});
afterAll(() => rm(folder, { recursive: true }));

async function refusal(path: string): Promise<Failure> {
  const error: unknown = await inspectDisk(path, noQemu).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error(`not refused: ${String(error)}`);
}

async function expectRefusal<C extends FailureCode>(path: string, code: C, facts: Partial<FailureFacts[C]> = {}) {
  const failure = await refusal(path);
  expect({ code: failure.code, facts: failure.facts }).toMatchObject({ code, facts });
}

/** A folder of its own for each disk. */
async function place(): Promise<string> {
  const path = join(folder, `case-${count++}`);
  await mkdir(path);
  return path;
}
const fresh = async (kind: DiskKind): Promise<string> => makeDisk(raw, kind, join(await place(), 'web.img'));
async function fileWith(content: string | Uint8Array, name = 'web.vmdk'): Promise<string> {
  const path = join(await place(), name);
  await writeFile(path, content);
  return path;
}

test('what is no file', async () => {
  await expectRefusal(join(folder, 'nothing.vmdk'), 'source.missing');
  await expectRefusal(join(raw, 'below.vmdk'), 'source.missing');
  await expectRefusal(folder, 'source.not-a-file', { found: say('folder') });
  await expectRefusal(await fileWith(''), 'source.empty');
  const pipe = join(await place(), 'pipe.vmdk');
  await runChild({ program: 'mkfifo', args: [pipe] });
  await expectRefusal(pipe, 'source.not-a-file', { found: say('pipe') });
  const loop = join(await place(), 'loop.vmdk');
  await symlink(loop, loop);
  await expectRefusal(loop, 'source.unreadable', { reason: 'ELOOP' });
  await expectRefusal('/dev/null', 'source.not-a-file', { found: say('device') });
});

test.each<[string, Uint8Array]>([
  ['gzip', gzipSync(noise(4_096))],
  ['xz', Buffer.from('\xfd7zXZ\0 and more', 'latin1')],
  ['zstd', Buffer.from('\x28\xb5\x2f\xfd and more', 'latin1')],
  ['bzip2', Buffer.from('BZh91AY')],
  ['zip', Buffer.from('PK\x03\x04 and more')],
  ['7z', Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1')],
])('a wrapped disk: %s', async (wrapper, bytes) => {
  await expectRefusal(await fileWith(bytes), 'source.wrapped', { wrapper });
});

test('what is no disk, with what it looks like', async () => {
  const iso = Buffer.alloc(65_536);
  iso.write('CD001', 32_769);
  const cases: [Uint8Array | string, Said][] = [
    ['These are my notes on the move.\n'.repeat(40), say('text')],
    ['Übersicht über alle Server: 服务器\n'.repeat(200), say('text')],
    ['<?xml version="1.0"?><Envelope/>', say('xml')],
    ['%PDF-1.7\n', say('pdf')],
    [Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), say('program', 'ELF')],
    [iso, say('iso')],
    [noise(8_192), say('unknown-data')],
    [noise(8_191), say('unknown-data')],
    [Buffer.alloc(8_192), say('zeros')],
    ['x', say('text')],
  ];
  for (const [content, looksLike] of cases)
    await expectRefusal(await fileWith(content), 'source.not-a-disk', { looksLike });
});

test('formats nobody here can read, and locked ones', async () => {
  await expectRefusal(await fileWith(`COWD${'\0'.repeat(600)}`), 'source.unsupported-format', {
    format: say('esxi-snapshot', 'VMDK vmfsSparse'),
  });
  const seSparse = Buffer.concat([Buffer.from('bebafeca00000000', 'hex'), Buffer.alloc(600)]);
  await expectRefusal(await fileWith(seSparse), 'source.unsupported-format');
  await expectRefusal(await fileWith(Buffer.from('LUKS\xba\xbe\0\x02', 'latin1')), 'source.encrypted', {
    by: 'LUKS',
  });
});

test('two answers for one file', async () => {
  const vdiInside = await fresh('qcow2');
  await overwrite(vdiInside, 0x40, Buffer.from('\x7f\x10\xda\xbe', 'latin1'));
  await expectRefusal(vdiInside, 'source.ambiguous', { first: 'qcow2', second: 'vdi' });
  const bootable = await fresh('qcow2');
  await overwrite(bootable, 510, Buffer.from([0x55, 0xaa]));
  await expectRefusal(bootable, 'source.ambiguous', { first: 'qcow2', second: 'raw' });
  const footer = await fresh('vmdk-monolithicSparse');
  const vhd = await readFile(await fresh('vhd-fixed'));
  await writeFile(footer, Buffer.concat([await readFile(footer), vhd.subarray(-512)]));
  await expectRefusal(footer, 'source.ambiguous', { first: 'vmdk', second: 'vhd' });
});

test('QCOW2 that leans on another file, is locked, or was not closed', async () => {
  const backed = join(await place(), 'child.qcow2');
  await runQemuImg(['create', '-q', '-f', 'qcow2', '-b', raw, '-F', 'raw', backed]);
  await expectRefusal(backed, 'source.differencing', { parent: raw });
  // the name alone decides, whether or not it leads anywhere
  const hostile = await fresh('qcow2');
  await overwrite(hostile, 512, Buffer.from('/etc/passwd'));
  await overwrite(hostile, 8, Buffer.from('000000000000020000000000b', 'hex').subarray(0, 8));
  await expectRefusal(hostile, 'source.differencing');

  const outside = join(await place(), 'data.qcow2');
  await runQemuImg(['create', '-q', '-f', 'qcow2', '-o', `data_file=${outside}.raw`, outside, '16M']);
  await expectRefusal(outside, 'source.outside-reference', { reference: `${outside}.raw` });

  const locked = await fresh('qcow2');
  await overwrite(locked, 35, Uint8Array.of(2));
  await expectRefusal(locked, 'source.encrypted');

  const newer = { format: say('newer-features', 'QCOW2') };
  for (const [bits, code, facts] of [
    [1, 'source.dirty', { detail: say('references-not-written') }],
    [2, 'source.corrupt', { detail: say('marked-corrupt') }],
    [32, 'source.unsupported-format', newer],
    [128, 'source.unsupported-format', newer],
  ] as const) {
    const path = await fresh('qcow2');
    await overwrite(path, 79, Uint8Array.of(bits));
    await expectRefusal(path, code, facts);
  }
});

test('VMDK children and references that leave the folder', async () => {
  const base = await fresh('vmdk-monolithicSparse');
  const child = join(await place(), 'child.vmdk');
  await runQemuImg(['create', '-q', '-f', 'vmdk', '-b', base, '-F', 'vmdk', child]);
  await expectRefusal(child, 'source.snapshot-child', { parent: base });

  const descriptor = (extent: string, more = 'parentCID=ffffffff') =>
    `# Disk DescriptorFile\nversion=1\nCID=1\n${more}\ncreateType="monolithicFlat"\n\n${extent}\n`;
  for (const reference of [
    '/etc/passwd',
    '../disk.raw',
    'sub/disk.raw',
    '..\\disk.raw',
    'C:\\disk.raw',
    '\\\\.\\PhysicalDrive0',
    '..',
  ]) {
    const path = await fileWith(descriptor(`RW 1 FLAT "${reference}" 0`));
    await expectRefusal(path, 'source.outside-reference', { reference });
  }
  const linked = await fileWith(descriptor('RW 8 FLAT "web-flat.vmdk" 0'));
  await symlink('/etc/passwd', join(linked, '..', 'web-flat.vmdk'));
  await expectRefusal(linked, 'source.outside-reference');
  await expectRefusal(await fileWith(descriptor('RW 1 FLAT "web.vmdk" 0')), 'source.outside-reference');

  // ways to make two readers of the same text disagree
  for (const trick of [
    'RW\n1\nFLAT\n"/etc/passwd"\n0',
    'RW 1 FLAT "/etc/passwd"',
    'RW +1 FLAT "/etc/passwd" 0',
    " \v RW 1 FLAT 'x' 0",
  ]) {
    await expectRefusal(await fileWith(descriptor(trick)), 'source.corrupt');
  }
  await expectRefusal(await fileWith(descriptor('RW 1 FLAT "x" 0', 'parentCID=1234abcd')), 'source.snapshot-child');
  const hint = '#parentFileNameHint="/etc/passwd"\nparentCID=ffffffff';
  await expectRefusal(await fileWith(descriptor('RW 1 FLAT "x" 0', hint)), 'source.snapshot-child');
  await expectRefusal(await fileWith(descriptor('RW 1 VMFSRDM "x" 0')), 'source.unsupported-format', {
    format: say('vmdk-extent', 'VMFSRDM'),
  });
  await expectRefusal(
    await fileWith(descriptor('RW 1 FLAT "x" 0').replace('monolithicFlat', 'custom')),
    'source.unsupported-format',
  );
  await expectRefusal(await fileWith(descriptor('')), 'source.corrupt', {
    detail: say('descriptor-extents', 0),
  });

  // a sparse header without a capacity makes qemu-img follow the descriptor inside
  const hollow = await fresh('vmdk-monolithicSparse');
  await overwrite(hollow, 12, Buffer.alloc(8));
  await expectRefusal(hollow, 'source.corrupt', { detail: say('header-claims', 0) });
  const hidden = await fresh('vmdk-streamOptimized');
  await overwrite(hidden, 28, Buffer.alloc(16));
  await overwrite(hidden, 600, Buffer.from('parentFileNameHint="/etc/passwd"\n'));
  expect((await refusal(hidden)).code).toMatch(/^source\./);
});

test('split and flat sets with a piece missing, short, swapped or without their descriptor', async () => {
  const big = await makeRawDisk(join(folder, 'big.raw'), { bytes: 4_100 * MiB });
  const at = await place();
  const split = await makeDisk(big, 'vmdk-twoGbMaxExtentSparse', join(at, 'web.vmdk'));
  const piece = (n: number): string => join(at, `web-s00${n}.vmdk`);
  const kept = await readFile(piece(2));

  await rm(piece(2));
  await expectRefusal(split, 'source.extent-missing', { extent: 'web-s002.vmdk' });
  await expectRefusal(piece(1), 'source.extent-missing', { extent: 'web-s002.vmdk' });
  await copyFile(piece(3), piece(2));
  await expectRefusal(split, 'source.corrupt', {
    detail: say('descriptor-and-header', 2_048 * MiB, 4 * MiB),
  });
  await writeFile(piece(2), kept.subarray(0, 40_000));
  await expectRefusal(split, 'source.truncated');
  await writeFile(piece(2), 'not a piece at all, but long enough to look at');
  await expectRefusal(split, 'source.corrupt', { detail: say('not-sparse-piece') });
  await writeFile(piece(2), '');
  await expectRefusal(split, 'source.empty');
  await rm(split);
  await expectRefusal(piece(1), 'source.empty');

  const flat = await makeDisk(raw, 'vmdk-monolithicFlat', join(await place(), 'web.vmdk'));
  const data = flat.replace('.vmdk', '-flat.vmdk');
  await truncate(data, 16 * MiB - 512);
  await expectRefusal(flat, 'source.truncated', {
    extent: 'web-flat.vmdk',
    neededBytes: 16 * MiB,
    foundBytes: 16 * MiB - 512,
  });
  await expectRefusal(data, 'source.truncated');
  await rm(flat);
  await expectRefusal(data, 'source.truncated');
});

test.each<DiskKind>([
  'vmdk-monolithicSparse',
  'vmdk-streamOptimized',
  'vhd-dynamic',
  'vhd-fixed',
  'vhdx-dynamic',
  'qcow2',
  'qcow2-compressed',
  'qcow2-version2',
  'qcow2-extended',
  'vdi-dynamic',
  'vdi-fixed',
])('%s cut anywhere', async (kind) => {
  for (const cut of [1, 512, 65_536, 800_000, 'to 3 KiB', 'to 100 bytes'] as const) {
    // these end in padding of up to a sector; and a fixed VHD without its footer is a whole bare disk
    if (cut === 1 && /^(qcow2|vmdk-stream)/.test(kind)) continue;
    if (cut === 512 && kind === 'vhd-fixed') continue;
    const path = await fresh(kind);
    if (typeof cut === 'number') await shorten(path, cut);
    else await truncate(path, cut === 'to 3 KiB' ? 3_072 : 100);
    const { code } = await refusal(path);
    expect(code, `${kind} cut by ${cut}`).toMatch(/^source\.(truncated|corrupt|not-a-disk)$/);
  }
});

test('a bare disk that ends before its partitions do', async () => {
  const path = await fresh('raw');
  await truncate(path, 12 * MiB);
  await expectRefusal(path, 'source.truncated', { neededBytes: 16 * MiB, foundBytes: 12 * MiB });
  const guids = await makeRawDisk(path, { bytes: 16 * MiB, head: gpt(16 * MiB, []) });
  await shorten(guids, 512);
  await expectRefusal(guids, 'source.truncated', { neededBytes: 16 * MiB });
});

test('tables that point past the end of the file', async () => {
  const sparse = await fresh('vmdk-monolithicSparse');
  const directory = (await readFile(sparse)).readUInt32LE(56) * 512;
  const table = (await readFile(sparse)).readUInt32LE(directory) * 512;
  await overwrite(sparse, table + 4, Buffer.from('ffffff7f', 'hex'));
  await expectRefusal(sparse, 'source.truncated', { foundBytes: (await readFile(sparse)).length });
  const vdi = await fresh('vdi-dynamic');
  await overwrite(vdi, (await readFile(vdi)).readUInt32LE(0x154), Buffer.from('00ffff00', 'hex'));
  await expectRefusal(vdi, 'source.truncated');
});

test('VHD and VHDX children, damaged footers and unplayed logs', async () => {
  const child = await fresh('vhd-dynamic');
  const bytes = await readFile(child);
  const seal = (footer: Buffer): void => {
    footer.writeUInt32BE(0, 64);
    footer.writeUInt32BE(~footer.reduce((sum, byte) => sum + byte, 0) >>> 0, 64);
  };
  for (const at of [0, bytes.length - 512]) {
    const footer = bytes.subarray(at, at + 512);
    footer.writeUInt32BE(4, 60);
    seal(footer);
  }
  await writeFile(child, bytes);
  await expectRefusal(child, 'source.differencing');
  const unsealed = await fresh('vhd-fixed');
  await overwrite(unsealed, 16 * MiB + 48, Uint8Array.of(1));
  await expectRefusal(unsealed, 'source.corrupt', { detail: say('header-checksum') });

  const dirty = await fresh('vhdx-dynamic');
  for (const at of [65_536, 131_072]) {
    const header = (await readFile(dirty)).subarray(at, at + 4_096);
    header.fill(7, 48, 64);
    header.writeUInt32LE(0, 4);
    header.writeUInt32LE(crc32c(header), 4);
    await overwrite(dirty, at, header);
  }
  await expectRefusal(dirty, 'source.dirty');
  const headless = await fresh('vhdx-dynamic');
  for (const at of [65_536, 131_072]) await overwrite(headless, at, Buffer.alloc(8));
  await expectRefusal(headless, 'source.corrupt', { detail: say('no-valid-header') });
  const vdi = await fresh('vdi-dynamic');
  await overwrite(vdi, 0x4c, Uint8Array.of(4));
  await expectRefusal(vdi, 'source.differencing');
});

test('absurd sizes cost nothing', async () => {
  const huge = Buffer.from('7fffffffffffffff', 'hex');
  const places: [DiskKind, number, Buffer][] = [
    ['qcow2', 24, huge],
    ['vdi-dynamic', 0x170, Buffer.from(huge).reverse()],
    ['vmdk-monolithicSparse', 12, Buffer.from(huge).reverse()],
    ['vmdk-monolithicSparse', 56, Buffer.from(huge).reverse()],
    ['qcow2', 36, Buffer.from('ffffffff', 'hex')],
    ['qcow2', 40, huge],
  ];
  for (const [kind, at, bytes] of places) {
    const path = await fresh(kind);
    await overwrite(path, at, bytes);
    expect((await refusal(path)).code).toMatch(/^source\.(corrupt|truncated)$/);
  }
});

test('headers changed at random end in a failure of ours or in an answer, never otherwise', async () => {
  const kinds: DiskKind[] = [
    'vmdk-monolithicSparse',
    'vmdk-streamOptimized',
    'vhd-dynamic',
    'vhdx-dynamic',
    'qcow2',
    'vdi-dynamic',
  ];
  for (const kind of kinds) {
    const original = await readFile(await fresh(kind));
    const path = join(await place(), 'mutated');
    await writeFile(path, original);
    const salt = noise(4 * 30, kind.length);
    for (let round = 0; round < 30; round++) {
      const at = salt.readUInt16LE(round * 4) % 1_024;
      const bytes = salt.subarray(round * 4 + 2, round * 4 + 4);
      await overwrite(path, at, bytes);
      const error: unknown = await inspectDisk(path, noQemu).catch((reason: unknown) => reason);
      // ENOENT: found good, and handed to the qemu-img that is not there
      const fine =
        error instanceof Failure
          ? error.code.startsWith('source.')
          : (error as NodeJS.ErrnoException).code === 'ENOENT';
      expect(fine, `${kind}, ${bytes.toString('hex')} at ${at}: ${String(error)}`).toBe(true);
      await overwrite(path, at, original.subarray(at, at + 2));
    }
  }
});
