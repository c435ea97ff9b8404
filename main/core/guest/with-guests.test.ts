/** What lies inside is added to the report of a disk, and a disk that cannot be read any more keeps its report. */
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDisk, makeRawDisk } from '../../../build/test-disks.ts';
import { hasTool } from '../../../build/test-guests/oracle.ts';
import { makeLinuxServer } from '../../../build/test-guests/server-disks.ts';
import { diskReport } from '../../../contract/disks.ts';
import { openDisk } from '../disk/inspect.ts';
import { findQemu } from '../disk/find-qemu.ts';
import type { Qemu } from '../disk/qemu.ts';
import { withGuest, withGuests } from './with-guests.ts';

let folder = '';
let qemu: Qemu;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'with-guest-'));
  qemu = await findQemu();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('failed checks are among the findings, with what was seen', async () => {
  const raw = await makeRawDisk(join(folder, 'disk.raw'), { bytes: 4 * 2 ** 20 });
  const disk = await openDisk(await makeDisk(raw, 'vmdk-monolithicSparse'), qemu);
  const report = diskReport.parse(await withGuest(disk));
  await disk.blocks.close();
  expect(report.guest?.osType).toBe('unknown');
  expect(report.findings).toContainEqual(
    expect.objectContaining({
      rule: 'guest.no-system',
      severity: 'mind',
      evidence: { says: 'holds', volumes: [{ volume: 'disk 1 partition 1', holds: 'unknown' }] },
    }),
  );
});

test('a disk that changed since keeps its report, and it is said that it was not looked into; who cancels gets no report', async () => {
  const path = await makeRawDisk(join(folder, 'cut.raw'), { bytes: 4 * 2 ** 20 });
  const disk = await openDisk(path, qemu);
  await truncate(path, 2 ** 20);
  const report = diskReport.parse(await withGuest(disk));
  expect(report.guest).toBeUndefined();
  expect(report.findings.at(-1)).toMatchObject({ rule: 'guest.not-read', severity: 'stops' });
  await expect(withGuest(disk, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  await disk.blocks.close();
});

test.skipIf(!hasTool('mke2fs'))('of two disks of one server with the same UUID, either may be mounted', async () => {
  const paths = [join(folder, 'one.raw'), join(folder, 'two.raw')];
  for (const path of paths) await makeLinuxServer(path);
  const disks = await Promise.all(paths.map((path) => openDisk(path, qemu)));
  for (const [complete, severity] of [
    [true, 'stops'],
    [false, 'mind'],
  ] as const)
    for (const report of await withGuests(disks, { complete }))
      expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'guest.copies', severity }));
  await Promise.all(disks.map(({ blocks }) => blocks.close()));
});
