/** Looking at a disk and inside it starts few programs, however many partitions it has, and leaves none running. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diskKinds, gpt, makeDisk, makeRawDisk, type DiskKind } from '../../../build/test-disks.ts';
import { findQemu } from '../disk/find-qemu.ts';
import { lookAt } from '../disk/look.ts';
import type { Qemu } from '../disk/qemu.ts';
import { insideOf } from './with-guests.ts';

const MiB = 2 ** 20;
const linux = '0fc63daf-8483-4772-8e79-3d69d8477de4';
let folder = '';
let raw = '';
let qemu: Qemu;
const ledger = (): string => join(folder, 'started');

/** Programs that write down each start before they become the real ones. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'program-starts-'));
  const real = await findQemu();
  for (const name of ['qemu-img', 'qemu-nbd']) {
    const script = `#!/bin/sh\necho "${name} $1" >> '${ledger()}'\nexec '${join(dirname(real.program), name)}' "$@"\n`;
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o700);
  }
  qemu = { ...real, program: join(folder, 'qemu-img') };
  const bytes = 64 * MiB;
  const partitions = [0, 1, 2, 3, 4, 5].map((n) => ({
    type: linux,
    start: 2_048 + n * 16_384,
    sectors: 16_384,
  }));
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes, head: gpt(bytes, partitions) });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.keys(diskKinds) as DiskKind[])('%s', async (kind) => {
  const path = kind === 'raw' ? raw : await makeDisk(raw, kind);
  await writeFile(ledger(), '');
  const [look] = await lookAt(path, qemu, { settleMs: 0, inside: insideOf() });
  expect(look?.report?.partitions).toHaveLength(6);
  expect(look?.report?.guest).toBeDefined();
  const started = (await readFile(ledger(), 'utf8')).trim().split('\n');
  expect(started.length, started.join(', ')).toBeLessThanOrEqual(3);
});
