/** Every source in every target form: identical, the size kept to the byte; and the estimates that were made of it. */
import { mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskKinds, flipBit, makeDisk, makeRawDisk, runQemuImg, type DiskKind } from '../../../build/test-disks.ts';
import { variantFits } from '../../../contract/plan.ts';
import { compareDisks } from './compare.ts';
import { convertDisk } from './convert.ts';
import { estimateDisk, usableAsIs } from './estimate.ts';
import { inspectDisk } from './inspect.ts';
import { findQemu } from './find-qemu.ts';
import { askVirtualSize, type Qemu } from './qemu.ts';

const MiB = 2 ** 20;
const diskBytes = 18 * MiB + 512;
let folder: string;
let raw: string;
let qemu: Qemu;
const { signal } = new AbortController();
const quiet = { signal, onProgress: (): void => undefined };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-forms-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: diskBytes });
});
afterAll(() => rm(folder, { recursive: true }));

const forms = (['qcow2', 'vhd', 'raw'] as const)
  .flatMap((format) => ([undefined, 'compressed', 'fixed'] as const).map((variant) => ({ format, variant })))
  .filter(({ format, variant }) => variantFits(format, variant));

describe.each(Object.keys(diskKinds) as DiskKind[])('%s', (kind) => {
  test('becomes every form, identical', async () => {
    const disk = await inspectDisk(kind === 'raw' ? raw : await makeDisk(raw, kind), qemu);
    expect(disk.report.virtualSizeBytes).toBe(diskBytes);
    const { estimates } = await estimateDisk(disk, qemu);
    for (const { format, variant } of forms) {
      const output = join(folder, `${kind}-${variant ?? 'plain'}.${format}`);
      const { bytes } = await convertDisk({ disk, format, variant, output, qemu, ...quiet });
      await compareDisks({ source: disk, converted: output, format, qemu, ...quiet });
      expect(await askVirtualSize(qemu, { format, path: output })).toBe(diskBytes);
      const told = estimates.find((one) => one.format === format && one.variant === variant);
      if (told?.asIs === true) continue;
      if (told?.sure === 'exact') expect(told.uploadBytes, `${format} ${variant}`).toBe(bytes);
      else expect(told?.uploadBytes).toBeGreaterThanOrEqual(bytes * (told?.sure === 'bound' ? 1 : 0.6));
    }
  });
});

describe('a source that is right already is not converted', () => {
  const asIs = async (path: string, format: 'qcow2' | 'vhd' | 'raw', variant?: 'compressed' | 'fixed') =>
    usableAsIs(await inspectDisk(path, qemu), format, variant, qemu);

  test('only in its own form', async () => {
    const even = await makeRawDisk(join(folder, 'even.raw'), { bytes: 20 * MiB });
    const qcow2 = await makeDisk(even, 'qcow2', join(folder, 'even.qcow2'));
    expect(await asIs(qcow2, 'qcow2')).toBe(true);
    expect(await asIs(qcow2, 'qcow2', 'compressed')).toBe(false);
    expect(await asIs(qcow2, 'vhd')).toBe(false);
    expect(await asIs(even, 'raw')).toBe(true);
    expect(await asIs(await makeDisk(even, 'vhd-dynamic'), 'vhd')).toBe(true);
    expect(await asIs(await makeDisk(even, 'vhd-fixed'), 'vhd', 'fixed')).toBe(true);
    const compressed = await makeDisk(even, 'qcow2-compressed');
    expect([await asIs(compressed, 'qcow2'), await asIs(compressed, 'qcow2', 'compressed')]).toEqual([false, true]);
    const { advice, estimates } = await estimateDisk(await inspectDisk(qcow2, qemu), qemu);
    expect(advice).toMatchObject({ format: 'qcow2', because: 'already-right' });
    expect(estimates[0]).toMatchObject({
      asIs: true,
      stagingBytes: 0,
      uploadBytes: (await stat(qcow2)).size,
    });
  });

  test('nor when it is not clean, bloated, or holds what ECS does not document', async () => {
    const even = await makeRawDisk(join(folder, 'odd.raw'), { bytes: 20 * MiB });
    const extended = await makeDisk(even, 'qcow2-extended');
    expect(await asIs(extended, 'qcow2')).toBe(false);
    const snapped = await makeDisk(even, 'qcow2', join(folder, 'snapped.qcow2'));
    await runQemuImg(['snapshot', '-c', 'before', snapped]);
    expect(await asIs(snapped, 'qcow2')).toBe(false);
    const leaking = await makeDisk(even, 'qcow2', join(folder, 'leaking.qcow2'));
    // a count of references to a cluster that nothing refers to
    const table = Number((await readFile(leaking)).readBigUInt64BE(48));
    const block = Number((await readFile(leaking)).readBigUInt64BE(table));
    const clusters = Math.ceil((await readFile(leaking)).length / 65_536);
    await truncate(leaking, (clusters + 1) * 65_536);
    await flipBit(leaking, block + 2 * clusters + 1);
    expect(await asIs(leaking, 'qcow2')).toBe(false);
    const full = await makeDisk(even, 'qcow2', join(folder, 'full.qcow2'));
    await truncate(full, 8 * MiB);
    expect(await asIs(full, 'qcow2')).toBe(false);
  });
});
