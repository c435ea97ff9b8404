/** What lies inside is added to the report of a disk, and a disk that cannot be read any more keeps its report. */
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDisk, makeRawDisk } from '../../../build/test-disks.ts';
import { diskReport } from '../../../contract/disks.ts';
import { openDisk } from '../disk/inspect.ts';
import { findQemu } from '../disk/find-qemu.ts';
import type { Qemu } from '../disk/qemu.ts';
import { withGuest } from './with-guests.ts';

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

test('a disk that changed since keeps its report, with a note; who cancels gets no report', async () => {
  const path = await makeRawDisk(join(folder, 'cut.raw'), { bytes: 4 * 2 ** 20 });
  const disk = await openDisk(path, qemu);
  await truncate(path, 2 ** 20);
  const report = diskReport.parse(await withGuest(disk));
  expect(report.guest).toBeUndefined();
  expect(report.findings.at(-1)).toMatchObject({ rule: 'guest.not-read', severity: 'note' });
  await expect(withGuest(disk, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  await disk.blocks.close();
});
