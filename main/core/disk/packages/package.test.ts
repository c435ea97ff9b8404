/** OVA and OVF folders: their disks in place, hashes held, everything odd refused. */
import { say, type Said } from '../../../../contract/said.ts';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flipBit, makeDisk, makeRawDisk, ovfOf, tarOf, type TestTarMember } from '../../../../build/test-disks.ts';
import { compareDisks } from '../compare.ts';
import { convertDisk } from '../convert.ts';
import { inspectDisk } from '../inspect.ts';
import { lookAt } from '../look.ts';
import { checkMemberHash } from '../member-hash.ts';
import { findQemu } from '../find-qemu.ts';
import type { Qemu } from '../qemu.ts';
import { unpackDisk } from '../unpack.ts';

const MiB = 2 ** 20;
let folder: string;
let qemu: Qemu;
let system: string;
let data: string;
let systemRaw: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-package-'));
  qemu = await findQemu();
  systemRaw = await makeRawDisk(join(folder, 'web.raw'), { bytes: 24 * MiB });
  system = await makeDisk(systemRaw, 'vmdk-streamOptimized');
  const second = await makeRawDisk(join(folder, 'data.raw'), { bytes: 8 * MiB });
  data = await makeDisk(second, 'vmdk-streamOptimized');
});
afterAll(() => rm(folder, { recursive: true }));

const look = (path: string) => lookAt(path, qemu, { settleMs: 0 });
const sha = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');
const names = { system: 'web-disk1.vmdk', data: 'web-disk2.vmdk' };
const description = ovfOf([
  { href: names.data, capacityBytes: 8 * MiB, place: [6, 0, 1] },
  { href: names.system, capacityBytes: 24 * MiB, place: [6, 0, 0] },
]);

async function members(algorithm = 'sha256'): Promise<TestTarMember[]> {
  const files = [
    { name: 'web.ovf', data: Buffer.from(description) },
    { name: names.system, data: await readFile(system) },
    { name: names.data, data: await readFile(data) },
  ];
  const manifest = files.map((one) => `${algorithm.toUpperCase()}(${one.name})= ${sha(algorithm, one.data)}\n`);
  return [...files.slice(0, 1), { name: 'web.mf', data: Buffer.from(manifest.join('')) }, ...files.slice(1)];
}
async function ova(parts: readonly TestTarMember[]): Promise<string> {
  const path = join(folder, `machine-${count++}.ova`);
  await writeFile(path, tarOf(parts));
  return path;
}

test.each(['sha1', 'sha256'])('an OVA shows its disks in the order of their controllers (%s)', async (algorithm) => {
  const path = await ova(await members(algorithm));
  const looks = await look(path);
  expect(
    looks.map(({ usable, name, member, report }) => ({
      usable,
      name,
      controller: member?.controller,
      hash: member?.hash,
      bytes: report?.virtualSizeBytes,
    })),
  ).toEqual([
    { usable: true, name: names.system, controller: 'SCSI 0:0', hash: 'agrees', bytes: 24 * MiB },
    { usable: true, name: names.data, controller: 'SCSI 0:1', hash: 'agrees', bytes: 8 * MiB },
  ]);
});

test('a disk in an OVA is read and converted where it lies', async () => {
  const path = await ova(await members());
  await expect(inspectDisk(path, qemu)).rejects.toMatchObject({ code: 'source.several-inside' });
  const disk = await inspectDisk(path, qemu, undefined, names.system);
  expect(disk.files).toEqual([path]);
  const output = join(folder, 'from-ova.qcow2');
  const { signal } = new AbortController();
  await convertDisk({ disk, format: 'qcow2', output, qemu, signal, onProgress: () => undefined });
  const source = await inspectDisk(systemRaw, qemu);
  await compareDisks({
    source,
    converted: output,
    format: 'qcow2',
    qemu,
    signal,
    onProgress: () => undefined,
  });
  await compareDisks({
    source: disk,
    converted: systemRaw,
    format: 'raw',
    qemu,
    signal,
    onProgress: () => undefined,
  });
});

test('an OVF folder works the same, and its files stay in it', async () => {
  const at = join(folder, 'ovf');
  await mkdir(at);
  for (const { name, data: bytes } of await members()) await writeFile(join(at, name), bytes);
  const looks = await look(join(at, 'web.ovf'));
  expect(looks.map(({ usable, name }) => [usable, name])).toEqual([
    [true, names.system],
    [true, names.data],
  ]);
  await rm(join(at, names.data));
  expect((await look(join(at, 'web.ovf')))[1]).toMatchObject({
    usable: false,
    files: [{ name: names.data, state: 'missing' }],
    refusals: [{ code: 'source.extent-missing' }],
  });
  await symlink('/etc/passwd', join(at, names.data));
  // the manifest names a hash for it, so it is caught before anything of it is read
  const [first] = await look(join(at, 'web.ovf'));
  expect(first?.refusals[0]?.code).toBe('source.outside-reference');
});

describe('hashes', () => {
  const hashes = (bytes: Buffer) => ({
    sha1: sha('sha1', bytes),
    sha256: sha('sha256', bytes),
    md5: sha('md5', bytes),
  });
  type Hashes = ReturnType<typeof hashes>;
  const spelt: [string, string, (h: Hashes) => string | Buffer][] = [
    ['with a blank', 'web.mf', (h) => `SHA1 (d.vmdk) = ${h.sha1}\n`],
    ['in capitals, with line ends of Windows', 'web.mf', (h) => `SHA256(d.vmdk)= ${h.sha256.toUpperCase()}\r\n`],
    ['with a hyphen', 'web.mf', (h) => `sha-256(d.vmdk)=${h.sha256}`],
    ['as sha256sum prints it', 'web.mf', (h) => `${h.sha256}  d.vmdk\n`],
    ['as sha256sum -b prints it, from a folder', 'SHA256SUMS', (h) => `${h.sha256} *./out/d.vmdk\n`],
    ['the name first', 'checksums.txt', (h) => `d.vmdk: ${h.sha256}\n`],
    ['MD5', 'web.mf', (h) => `MD5(d.vmdk)= ${h.md5}\n`],
    ['one for each disk', 'd.vmdk.sha256', (h) => `${h.sha256}\n`],
    ['under another name', 'export (2).mf', (h) => `SHA256(d.vmdk)= ${h.sha256}\n`],
    ['the name in capitals', 'WEB.MF', (h) => `SHA256(D.VMDK)= ${h.sha256}\n`],
    ['in UTF-16', 'web.mf', (h) => Buffer.from(`\ufeffSHA256(d.vmdk)= ${h.sha256}\n`, 'utf16le')],
    ['after a comment', 'web.mf', (h) => `# made by hand\n\nSHA256(d.vmdk)= ${h.sha256}\n`],
  ];
  const text = ovfOf([{ href: 'd.vmdk', capacityBytes: 8 * MiB }]);
  const packageOf = async (name: string, manifest: (h: Hashes) => string | Buffer, spoil?: Buffer) => {
    const disk = await readFile(data);
    return [
      { name: 'web.ovf', data: Buffer.from(text) },
      { name, data: Buffer.from(manifest(hashes(spoil ?? disk))) },
      { name: 'd.vmdk', data: disk },
    ];
  };
  const inFolder = async (parts: readonly TestTarMember[]): Promise<string> => {
    const at = join(folder, `folder-${count++}`);
    await mkdir(at);
    for (const { name, data: bytes } of parts) await writeFile(join(at, name), bytes);
    return join(at, 'web.ovf');
  };

  test.each(spelt)('%s: found, and a wrong one refused', async (_, name, manifest) => {
    for (const put of [ova, inFolder]) {
      const [good] = await look(await put(await packageOf(name, manifest)));
      expect(good).toMatchObject({ usable: true, member: { hash: 'agrees' } });
      const [bad] = await look(await put(await packageOf(name, manifest, Buffer.from('other bytes'))));
      expect(bad).toMatchObject({ usable: false, refusals: [{ code: 'source.hash-differs' }] });
    }
  });

  test.each<[string, string, string | Buffer, string]>([
    ['binary', 'web.mf', Buffer.from([1, 2, 3, 255, 254]), 'manifest-unreadable'],
    ['empty', 'web.mf', '', 'manifest-unreadable'],
    [
      'a hash of the wrong length',
      'web.mf',
      'SHA256(d.vmdk)= 0123456789abcdef0123456789abcdef01234567',
      'manifest-unreadable',
    ],
    ['of another file', 'web.mf', `SHA256(other.vmdk)= ${'0'.repeat(64)}`, 'not-in-manifest'],
    ['larger than any', 'web.mf', 'x'.repeat(MiB + 1), 'manifest-unreadable'],
    ['line ends alone', 'web.mf', '\n'.repeat(MiB - 1), 'manifest-unreadable'],
    ['no manifest at all', 'readme.txt', 'hello', 'no-manifest'],
  ])('a manifest that says nothing (%s) is told as just that', async (_, name, manifest, hash) => {
    for (const put of [ova, inFolder]) {
      const [one] = await look(await put(await packageOf(name, () => manifest)));
      expect(one).toMatchObject({ usable: true, member: { hash } });
    }
  });
});

test('an OVA whose files lie in a folder, and a disk under an address', async () => {
  const disk = await readFile(data);
  const text = ovfOf([
    { href: 'disks/d.vmdk', capacityBytes: 8 * MiB },
    { href: 'my%20disk.vmdk', capacityBytes: 8 * MiB },
  ]);
  const parts = [
    { name: 'export/web.ovf', data: Buffer.from(text) },
    { name: 'export/web.mf', data: Buffer.from(`SHA256(disks/d.vmdk)= ${sha('sha256', disk)}\n`) },
    { name: './export/disks/d.vmdk', data: disk },
    { name: 'export/my disk.vmdk', data: disk },
  ];
  const looks = await look(await ova(parts));
  expect(looks).toMatchObject([
    { usable: true, name: 'disks/d.vmdk', member: { hash: 'agrees' } },
    { usable: true, name: 'my%20disk.vmdk', member: { hash: 'not-in-manifest' } },
  ]);
});

test('a package whose bytes are not the manifest’s is refused, small disks at once and all of them before converting', async () => {
  const path = await ova(await members());
  await flipBit(path, (await stat(path)).size - 4_096 - 1_024);
  expect((await look(path))[0]).toMatchObject({ usable: false, refusals: [{ code: 'source.hash-differs' }] });
  const good = await ova(await members());
  const seen: number[] = [];
  await checkMemberHash(good, names.system, undefined, ({ done }) => seen.push(done));
  expect(seen.at(-1)).toBe((await stat(system)).size);
});

test('a gzipped disk in an OVA says so and is unpacked on request', async () => {
  const packed = gzipSync(await readFile(data));
  const text = ovfOf([{ href: 'd.vmdk.gz', capacityBytes: 8 * MiB, gzip: true }]);
  const path = await ova([
    { name: 'x.ovf', data: Buffer.from(text) },
    { name: 'd.vmdk.gz', data: packed },
  ]);
  expect((await look(path))[0]).toMatchObject({
    usable: false,
    refusals: [{ code: 'source.wrapped' }],
    wrapping: { by: 'gzip', canUnpack: true, unpackedBytes: (await stat(data)).size },
  });
  const { signal } = new AbortController();
  const out = await unpackDisk({
    path,
    member: 'd.vmdk.gz',
    folder: join(folder, 'out'),
    signal,
    onProgress: () => undefined,
  });
  expect(await readFile(out.path)).toEqual(await readFile(data));
});

describe('refused', () => {
  const ovf = (text: string): TestTarMember => ({ name: 'web.ovf', data: Buffer.from(text) });
  const one = ovfOf([{ href: 'd.vmdk', capacityBytes: MiB }]);
  const huge = Buffer.from('0c0c0c0c0c0c0c0c0c0c0c0c', 'hex');
  const octal = (bytes: number): Buffer => Buffer.from(`${bytes.toString(8).padStart(11, '0')}\0`);
  const link = [{ at: 156, bytes: Buffer.from('2') }];
  const cases: [string, () => readonly TestTarMember[], string, Said?][] = [
    [
      'a name that climbs',
      () => [ovf(one), { name: '../../etc/cron.d/x', data: Buffer.alloc(9) }],
      'source.outside-reference',
    ],
    ['an absolute name', () => [ovf(one), { name: '/etc/passwd', data: Buffer.alloc(9) }], 'source.outside-reference'],
    [
      'a link',
      () => [ovf(one), { name: 'd.vmdk', data: Buffer.alloc(0), change: link }],
      'source.corrupt',
      say('member-kind', 'd.vmdk', '2'),
    ],
    [
      'a sparse member',
      () => [ovf(one), { name: 'd.vmdk', data: Buffer.alloc(9), change: [{ at: 156, bytes: Buffer.from('S') }] }],
      'source.corrupt',
      say('member-kind', 'd.vmdk', 'S'),
    ],
    [
      'an absurd size',
      () => [ovf(one), { name: 'd.vmdk', data: Buffer.alloc(9), change: [{ at: 124, bytes: octal(2 ** 32) }] }],
      'source.truncated',
    ],
    [
      'an absurd base-256 size',
      () => [
        ovf(one),
        {
          name: 'd.vmdk',
          data: Buffer.alloc(9),
          change: [{ at: 124, bytes: Buffer.concat([Buffer.of(0x80), huge.subarray(1)]) }],
        },
      ],
      'source.corrupt',
    ],
    [
      'a name twice',
      () => [ovf(one), { name: 'd.vmdk', data: Buffer.alloc(9) }, { name: 'd.vmdk', data: Buffer.alloc(9) }],
      'source.corrupt',
      say('member-twice', 'd.vmdk'),
    ],
    ['no disk at all', () => [{ name: 'notes.txt', data: Buffer.from('hello') }], 'source.nothing-inside'],
    ['entities', () => [ovf(`<!DOCTYPE x [<!ENTITY a "b">]>${one}`)], 'source.corrupt', say('ovf-entities')],
    ['a description that is no XML', () => [ovf(`${one.slice(0, 300)}<<<`)], 'source.corrupt', say('ovf-not-xml')],
    ['a reference to a file elsewhere', () => [ovf(one.replace('d.vmdk', '../d.vmdk'))], 'source.outside-reference'],
    ['a reference by URL', () => [ovf(one.replace('d.vmdk', 'http:x.vmdk'))], 'source.outside-reference'],
    ['a disk that is not in it', () => [ovf(one)], 'source.extent-missing'],
  ];
  test.each(cases)('%s', async (_, parts, code, detail) => {
    const [first] = await look(await ova(parts()));
    const facts = detail === undefined ? {} : { detail };
    expect(first).toMatchObject({ usable: false, refusals: [{ code, facts }] });
  });
  test('a wrong checksum', async () => {
    const path = await ova([ovf(one)]);
    await flipBit(path, 3);
    expect((await look(path))[0]?.refusals[0]?.facts).toMatchObject({ detail: say('header-checksum') });
  });
});
