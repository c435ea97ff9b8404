/** The Linux programs as built here do for the product what the system's do; skipped where they are not built. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findQemuNbd } from '../../main/core/disk/block/nbd-server.ts';
import { openNbdSource } from '../../main/core/disk/block/nbd-source.ts';
import { findQemu } from '../../main/core/disk/find-qemu.ts';
import { runCompare, runConvert } from '../../main/core/disk/qemu.ts';
import { makeDisk, makeRawDisk } from '../test-disks.ts';
import { changedIn, shipped } from './outputs.ts';
import { lockedParts } from './lock.ts';

const folder = shipped('linux');
const isThere = changedIn(folder).length === 0;
const resources = dirname(folder);

test('the bundled programs', async ({ skip }) => {
  skip(!isThere, 'not built (npm run build:qemu)');
  const qemu = await findQemu({ resources });
  const version = lockedParts().find(({ name }) => name === 'qemu')?.version ?? '';
  expect(version).toContain(qemu.version);
  expect(qemu.origin).toBe('bundled');
  const place = await mkdtemp(join(tmpdir(), 'bundled-'));
  try {
    const raw = await makeRawDisk(join(place, '盘.raw'), { bytes: 8 * 2 ** 20 });
    const bytes = await readFile(raw);
    const common = { signal: new AbortController().signal, onFraction: () => undefined };
    for (const kind of ['vmdk-streamOptimized', 'vhdx-dynamic', 'vdi-dynamic', 'vhd-dynamic'] as const) {
      const format = kind.split('-')[0] as 'vmdk' | 'vhdx' | 'vdi' | 'vhd';
      const source = { format, path: await makeDisk(raw, kind) };
      const output = join(place, `${kind}.out`);
      expect(await runConvert(qemu, { ...common, source, format: 'qcow2', output })).toMatchObject({
        exitCode: 0,
      });
      const pair = {
        first: { format: 'raw' as const, path: raw },
        second: { format: 'qcow2' as const, path: output },
      };
      expect(await runCompare(qemu, { ...common, ...pair })).toMatchObject({ exitCode: 0 });
    }
    for (const transport of ['socket', 'loopback'] as const) {
      const disk = { format: 'vmdk' as const, path: await makeDisk(raw, 'vmdk-monolithicSparse') };
      const source = await openNbdSource(disk, bytes.length, await findQemuNbd(qemu), { transport });
      expect((await source.read(2 ** 20, 2 ** 20)).equals(bytes.subarray(2 ** 20, 2 ** 21)), transport).toBe(true);
      await source.close();
    }
  } finally {
    await rm(place, { recursive: true });
  }
});
