/** What is said of disks beyond yes and no: facts of the guest, files in motion, odd names, wrappers and unpacking. */
import { say } from '../../../contract/said.ts';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gpt, makeDisk, makeRawDisk, mbr, noise, overwrite, zipOf } from '../../../build/test-disks.ts';
import { compareDisks } from './compare.ts';
import { assertUnchanged, takeFingerprint } from './fingerprint.ts';
import { inspectDisk } from './inspect.ts';
import { lookAt } from './look.ts';
import { findQemu } from './find-qemu.ts';
import type { Qemu } from './qemu.ts';
import { unpackDisk } from './unpack.ts';

const MiB = 2 ** 20;
let folder: string;
let qemu: Qemu;
let raw: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-look-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: 16 * MiB });
});
afterAll(() => rm(folder, { recursive: true }));

const look = async (path: string, settleMs = 0) => (await lookAt(path, qemu, { settleMs }))[0];
const { signal } = new AbortController();

describe('facts of the guest', () => {
  const efi = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
  const linux = '0fc63daf-8483-4772-8e79-3d69d8477de4';
  const windows = 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7';
  const bytes = 64 * MiB;
  const disk = async (head: Buffer, ...more: { at: number; bytes: Buffer | string }[]) => {
    const path = await makeRawDisk(join(folder, 'guest.raw'), { bytes, data: [], head });
    for (const one of more) await overwrite(path, one.at, Buffer.from(one.bytes as string, 'latin1'));
    return (await inspectDisk(await makeDisk(path, 'vmdk-monolithicSparse', join(folder, 'guest.vmdk')), qemu)).report;
  };
  const part = (type: string, start: number) => ({ type, start, sectors: 8_192 });
  const rules = (report: { findings: readonly { rule: string }[] }) => report.findings.map(({ rule }) => rule);

  test('file systems by their signatures, in each partition', async () => {
    const starts = [2_048, 10_240, 18_432, 26_624, 34_816, 43_008];
    const at = starts.map((start) => start * 512);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = at;
    const extFeatures = Buffer.alloc(16);
    extFeatures.writeUInt32LE(4, 4);
    extFeatures.writeUInt32LE(0x44, 8);
    const report = await disk(
      gpt(
        bytes,
        starts.map((start) => part(linux, start)),
      ),
      { at: a + 82, bytes: 'FAT32   ' },
      { at: b, bytes: 'XFSB' },
      { at: c + 1_024 + 56, bytes: '\x53\xef' },
      { at: c + 1_024 + 88, bytes: extFeatures },
      { at: d + 3, bytes: 'NTFS    ' },
      { at: e + 65_600, bytes: '_BHRfS_M' },
      { at: f, bytes: 'LUKS\xba\xbe' },
    );
    expect(report.partitions.map(({ fileSystem }) => fileSystem)).toEqual([
      'fat32',
      'xfs',
      'ext4',
      'ntfs',
      'btrfs',
      'luks',
    ]);
    expect(rules(report)).toEqual(expect.arrayContaining(['not-shut-down', 'encrypted-volume', 'gpt-backup-missing']));
  });

  test('real file systems', async () => {
    const image = join(folder, 'fs.raw');
    for (const [type, name] of [
      ['ext2', 'ext2'],
      ['ext3', 'ext3'],
      ['ext4', 'ext4'],
    ] as const) {
      await writeFile(image, Buffer.alloc(16 * MiB));
      execFileSync('mke2fs', ['-q', '-F', '-t', type, image], {
        env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
      });
      const { report } = await inspectDisk(image, qemu);
      expect(report).toMatchObject({
        partitionTable: 'none',
        fileSystem: name,
        os: 'linux',
        bootMode: 'unknown',
      });
      expect(rules(report)).toEqual(expect.arrayContaining(['no-partition-table', 'no-boot-loader']));
    }
  });

  test('a hybrid table, UEFI with Windows, and a disk that starts nothing', async () => {
    const table = gpt(bytes, [part(efi, 2_048), part(windows, 16_384)]);
    const fat = { at: 2_048 * 512 + 82, bytes: 'FAT32   ' };
    const ntfs = { at: 16_384 * 512 + 3, bytes: 'NTFS    ' };
    expect(await disk(table, fat, ntfs)).toMatchObject({
      bootMode: 'UEFI',
      bootCertainty: 'certain',
      os: 'windows',
    });
    const both = Buffer.concat([
      mbr([
        { type: 0xee, start: 1, sectors: 40 },
        { type: 0x83, start: 2_048, sectors: 4_096 },
      ]),
      table.subarray(512),
    ]);
    const hybrid = await disk(both, fat);
    expect(hybrid.partitionTable).toBe('hybrid');
    expect(rules(hybrid)).toContain('hybrid-table');
    const empty = await disk(mbr([{ type: 0x83, start: 2_048, sectors: 4_096 }], false));
    expect(empty.findings).toContainEqual(
      expect.objectContaining({ rule: 'no-boot-loader', severity: 'stops', appliesTo: 'system' }),
    );
    expect(rules(empty)).toContain('no-root');
  });
});

describe('files in motion', () => {
  test('a copy under way is called that, not truncated', async () => {
    const whole = await readFile(await makeDisk(raw, 'qcow2', join(folder, 'moving.qcow2')));
    const path = join(folder, 'copying.qcow2');
    await writeFile(path, whole.subarray(0, 400_000));
    const growing = setInterval(() => void appendFile(path, Buffer.alloc(512)), 20);
    try {
      expect((await look(path, 400))?.refusals[0]?.code).toBe('source.in-use');
    } finally {
      clearInterval(growing);
    }
    await utimes(path, 1, 1);
    expect((await look(path, 400))?.refusals[0]?.code).toBe('source.truncated');
  });

  test('VMware’s lock beside a disk or any piece of it', async () => {
    const at = join(folder, 'running');
    await mkdir(at);
    const path = await makeDisk(raw, 'vmdk-monolithicFlat', join(at, 'web.vmdk'));
    await mkdir(join(at, 'web-flat.vmdk.lck'));
    expect(await look(path)).toMatchObject({ usable: false, refusals: [{ code: 'source.in-use' }] });
  });

  test('a share that went away is told apart from a file that did, and is back when it is back', async () => {
    const at = join(folder, 'share');
    await mkdir(at);
    const path = await makeDisk(raw, 'qcow2', join(at, 'web.qcow2'));
    const print = await takeFingerprint([path]);
    await rename(at, `${at}-unmounted`);
    await expect(assertUnchanged(print)).rejects.toMatchObject({
      code: 'source.share-gone',
      retry: 'automatic',
    });
    await mkdir(at);
    await expect(assertUnchanged(print)).rejects.toMatchObject({ code: 'source.share-gone' });
    await writeFile(join(at, 'neighbour'), 'x');
    await expect(assertUnchanged(print)).rejects.toMatchObject({ code: 'source.missing' });
    await rm(at, { recursive: true });
    await rename(`${at}-unmounted`, at);
    await assertUnchanged(print);
  });
});

describe('names', () => {
  const long = Array.from({ length: 6 }, (_, n) => `${n}`.repeat(60)).join('/');
  test.each(['a b, c: "d" 100% \'e\'', '服务器 🖥️ ünïcode', 'json:{"driver":"nbd"}', long])('%j', async (name) => {
    const at = join(folder, 'named', name);
    await mkdir(at, { recursive: true });
    for (const kind of ['qcow2', 'vmdk-twoGbMaxExtentSparse', 'vhd-dynamic'] as const) {
      const path = await makeDisk(raw, kind, join(at, `disk, ${kind}: 1%.img`));
      expect(await look(path)).toMatchObject({ usable: true });
      await compareDisks({
        source: await inspectDisk(path, qemu),
        converted: raw,
        format: 'raw',
        qemu,
        signal,
        onProgress: () => undefined,
      });
    }
  });
});

describe('wrappers', () => {
  const onProgress = (): void => undefined;
  test.each(['xz', 'zstd', 'bzip2'])('%s says what is inside and what unpacks it', async (program) => {
    const ending = { xz: 'xz', zstd: 'zst', bzip2: 'bz2' }[program] ?? '';
    execFileSync(program, ['-k', '-q', '-f', raw]);
    const path = `${raw}.${ending}`;
    const said = await look(path);
    expect(said).toMatchObject({ usable: false, format: program, refusals: [{ code: 'source.wrapped' }] });
    if (program !== 'bzip2') expect(said?.wrapping?.unpackedBytes).toBe(16 * MiB);
    if (said?.wrapping?.canUnpack === true) {
      const out = await unpackDisk({ path, folder: join(folder, 'un'), signal, onProgress });
      expect(await readFile(out.path)).toEqual(await readFile(raw));
    } else expect(said?.wrapping?.command).toContain(program);
  });

  test('gzip and zip are unpacked: whole, with holes, under a free name', async () => {
    const bytes = await readFile(raw);
    const gz = join(folder, 'web.raw.gz');
    await writeFile(gz, gzipSync(bytes));
    const zip = join(folder, 'web.zip');
    await writeFile(zip, zipOf('web.raw', bytes, deflateRawSync(bytes), 8));
    expect((await look(zip))?.wrapping).toEqual({
      by: 'zip',
      exact: true,
      canUnpack: true,
      unpackedBytes: 16 * MiB,
    });
    const to = join(folder, 'unpacked');
    const seen: number[] = [];
    const first = await unpackDisk({
      path: gz,
      folder: to,
      signal,
      onProgress: ({ done }) => seen.push(done),
    });
    const second = await unpackDisk({ path: zip, folder: to, signal, onProgress });
    expect([first, second]).toEqual([
      { path: join(to, 'web.raw'), bytes: 16 * MiB },
      { path: join(to, 'web-2.raw'), bytes: 16 * MiB },
    ]);
    expect(await readFile(second.path)).toEqual(bytes);
    expect((await stat(first.path)).blocks * 512).toBeLessThan(4 * MiB);
    expect(seen.at(-1)).toBe((await stat(gz)).size);
  });

  test('a damaged or lying wrapper, and one that was cancelled, leave nothing', async () => {
    const bytes = await readFile(raw);
    const packed = gzipSync(bytes);
    const to = join(folder, 'nothing');
    const cut = join(folder, 'cut.gz');
    await writeFile(cut, packed.subarray(0, packed.length - 5_000));
    await expect(unpackDisk({ path: cut, folder: to, signal, onProgress })).rejects.toMatchObject({
      code: 'source.corrupt',
      facts: { detail: say('cannot-be-unpacked') },
    });
    const lying = join(folder, 'lying.zip');
    await writeFile(lying, zipOf('web.raw', bytes.subarray(0, MiB), deflateRawSync(bytes), 8));
    await expect(unpackDisk({ path: lying, folder: to, signal, onProgress })).rejects.toMatchObject({
      code: 'source.corrupt',
      facts: { detail: say('packed-longer', MiB) },
    });
    const big = join(folder, 'big.gz');
    await writeFile(big, gzipSync(noise(8 * MiB), { level: 1 }));
    const stop = new AbortController();
    const stopped = unpackDisk({
      path: big,
      folder: to,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
    const free = (): Promise<number> => Promise.resolve(0);
    const bomb = join(folder, 'bomb.gz');
    await writeFile(bomb, gzipSync(Buffer.alloc(80 * MiB)));
    await expect(unpackDisk({ path: bomb, folder: to, signal, onProgress, free })).rejects.toMatchObject({
      code: 'machine.staging-full',
    });
    expect(await readdir(to)).toEqual([]);
  });
});

describe('how a system disk starts', () => {
  const withCode = (text: string, active: boolean): Buffer => {
    const head = mbr([{ type: 7, start: 2_048, sectors: 8_192, active }]);
    head.write(text, 300, 'latin1');
    return head;
  };

  test.each([
    ['Missing operating system', false, true],
    ['Invalid partition table', false, true],
    ['Missing operating system', true, false],
    ['GRUB', false, false],
  ])('code that says “%s”, a partition active: %s', async (text, active, told) => {
    const path = await makeRawDisk(join(folder, 'code.raw'), { bytes: 16 * MiB, head: withCode(text, active) });
    const rules = (await look(path))?.report?.findings.map(({ rule }) => rule);
    expect(rules?.includes('no-active-partition')).toBe(told);
  });

  test('a GPT whose first header is gone is read from its copy, and told', async () => {
    const path = await makeRawDisk(join(folder, 'first-gone.raw'), { bytes: 16 * MiB });
    execFileSync('/sbin/sfdisk', ['-q', path], { input: 'label: gpt\nsize=4M\n' });
    await overwrite(path, 512, Buffer.alloc(512));
    const one = await look(path);
    expect(one?.report?.partitions).toHaveLength(1);
    expect(one?.report?.findings.map(({ rule }) => rule)).toContain('gpt-first-missing');
  });

  test('a GPT in sectors of 4,096 bytes, which no disk in ECS has', async () => {
    const path = await makeRawDisk(join(folder, 'usual.raw'), { bytes: 16 * MiB });
    execFileSync('/sbin/sfdisk', ['-q', path], { input: 'label: gpt\nstart=2048, size=1024\n' });
    // the same header and entries, at the places where longer sectors begin
    const usual = await readFile(path);
    const head = Buffer.alloc(8_192 + 16_384);
    usual.copy(head, 0, 0, 512);
    usual.copy(head, 4_096, 512, 1_024);
    usual.copy(head, 8_192, 1_024, 1_024 + 16_384);
    const long = await makeRawDisk(join(folder, 'long.raw'), { bytes: 128 * MiB, data: [], head });
    const one = await look(long);
    expect(one?.report?.partitions).toMatchObject([{ startBytes: 8 * MiB, sizeBytes: 4 * MiB }]);
    expect(one?.report?.findings).toContainEqual(expect.objectContaining({ rule: 'sectors-4096', severity: 'stops' }));
  });
});
