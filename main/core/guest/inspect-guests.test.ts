/** Whole disks looked into from their first sector: Linux on MBR, Windows on NTFS, disks without a system, and damaged ones. */
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { say } from '../../../contract/said.ts';
import { makeRawDisk, mbr } from '../../../build/test-disks.ts';
import { makeExt } from '../../../build/test-guests/linux.ts';
import { damager } from '../../../build/test-guests/mutate.ts';
import { makeNtfs } from '../../../build/test-guests/ntfs.ts';
import { hasTool } from '../../../build/test-guests/oracle.ts';
import { diskSignature, goodLinux, rootUuid, windowsFiles } from '../../../build/test-guests/servers.ts';
import { treeOf, writeTree } from '../../../build/test-guests/tree.ts';
import { guestReport, type GuestReport } from '../../../contract/guest.ts';
import { fileSource } from './file-source.ts';
import { inspectGuests } from './inspect-guests.ts';

const MiB = 2 ** 20;
const bytes = 40 * MiB;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-guest-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

async function inspectAll(
  paths: readonly string[],
  options: { signal?: AbortSignal; limit?: AbortSignal; complete?: boolean } = {},
): Promise<GuestReport[]> {
  const sources = await Promise.all(paths.map((path) => fileSource(path)));
  try {
    const look = await inspectGuests(sources, { signal: never, limit: never, complete: true, ...options });
    return look.reports.map((report) => guestReport.parse(report));
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

async function inspect(path: string, signal = never): Promise<GuestReport> {
  const [report] = await inspectAll([path], { signal });
  return guestReport.parse(report);
}

async function disk(name: string, type: number): Promise<string> {
  const head = mbr([{ type, start: 2_048, sectors: bytes / 512 - 2_048, active: true }]);
  head.writeUInt32LE(diskSignature, 440);
  return makeRawDisk(join(folder, name), { bytes, data: [], head });
}

const failed = ({ checks }: GuestReport): string[] =>
  checks.filter(({ severity }) => severity === 'strong').map(({ rule }) => rule);

async function linuxDisk(name: string): Promise<string> {
  const raw = await disk(`${name}.raw`, 0x83);
  await writeTree(treeOf(goodLinux), join(folder, name));
  await makeExt('ext4', {
    disk: raw,
    offset: MiB,
    sizeBytes: bytes - MiB,
    uuid: rootUuid,
    folder: join(folder, name),
  });
  return raw;
}

test.skipIf(!hasTool('mke2fs'))('a Linux server is recognised, and nothing keeps it from starting', async () => {
  const report = await inspect(await linuxDisk('linux'));
  expect(report).toMatchObject({ osType: 'linux', distribution: 'centos', version: '7', bootMode: 'BIOS' });
  expect(report.root).toMatchObject({ volume: 'disk 1 partition 1', fileSystem: 'ext4' });
  expect(report.checks).toContainEqual(expect.objectContaining({ rule: 'linux.fstab', severity: 'none' }));
  expect(failed(report)).toEqual([]);
});

test.skipIf(!hasTool('mke2fs'))('whatever is damaged, it answers', async () => {
  const whole = await readFile(await linuxDisk('hurt'));
  const path = join(folder, 'hurt-again.raw');
  for (let seed = 1; seed <= 8; seed++) {
    const part = damager(seed)
      .damage(whole.subarray(0, 3 * MiB))
      .subarray(0, 3 * MiB);
    await writeFile(path, whole);
    const file = await open(path, 'r+');
    await file.write(part, 0, part.length, 0);
    await file.close();
    expect(await inspect(path)).toHaveProperty('checks');
  }
});

describe.skipIf(!hasTool('mkntfs') || !hasTool('python3'))('Windows', () => {
  test('a Windows server is recognised, and nothing keeps it from starting', async () => {
    const raw = await disk('windows.raw', 0x07);
    await makeNtfs({ disk: raw, offset: MiB, sizeBytes: bytes - MiB, tree: treeOf(windowsFiles()) });
    const report = await inspect(raw);
    expect(report).toMatchObject({ osType: 'windows', version: '2016', bootMode: 'BIOS' });
    expect(failed(report)).toEqual([]);
  });
});

test('a disk without a system says so', async () => {
  const report = await inspect(await makeRawDisk(join(folder, 'empty.raw'), { bytes: 4 * MiB, data: [] }));
  expect(report.osType).toBe('unknown');
  expect(report.checks.map(({ rule }) => rule)).toContain('guest.no-system');
});

test('it stops when it is told to', async () => {
  const path = await makeRawDisk(join(folder, 'stopped.raw'), { bytes: 4 * MiB, data: [] });
  await expect(inspect(path, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('what is locked or damaged is said', async () => {
  const path = await disk('locked.raw', 0x83);
  const file = await open(path, 'r+');
  await file.write(Buffer.from('LUKS\xba\xbe\0\x01', 'latin1'), 0, 8, MiB);
  await file.close();
  expect((await inspect(path)).checks).toContainEqual({
    rule: 'guest.not-opened',
    severity: 'strong',
    evidence: { says: 'holds', volumes: [{ volume: 'disk 1 partition 1', holds: 'luks' }] },
  });
  const hurt = await disk('hurt-table.raw', 0x83);
  // a partition that ends far behind the disk
  const sectors = Buffer.alloc(4, 0x7f);
  const again = await open(hurt, 'r+');
  await again.write(sectors, 0, 4, 446 + 12);
  await again.close();
  expect((await inspect(hurt)).checks).toContainEqual({
    rule: 'guest.damaged',
    severity: 'recommended',
    evidence: {
      says: 'damaged',
      structure: 'partition table',
      detail: say('contradicts-itself'),
      more: 0,
    },
  });
});
