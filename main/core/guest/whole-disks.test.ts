/** The servers people migrate, in the forms their disks come in: the same facts and findings from each form. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiskKind, makeDisk } from '../../../build/test-disks.ts';
import { hasTool } from '../../../build/test-guests/oracle.ts';
import { wholeDisks } from '../../../build/test-guests/whole-disks.ts';
import type { GuestReport } from '../../../contract/guest.ts';
import { findQemu } from '../disk/find-qemu.ts';
import { withDisks } from '../disk/inspect.ts';
import type { Qemu } from '../disk/qemu.ts';
import { withGuests } from './with-guests.ts';

const kinds: readonly DiskKind[] = [
  'vmdk-monolithicSparse',
  'vmdk-twoGbMaxExtentSparse',
  'vmdk-streamOptimized',
  'vhd-dynamic',
  'vhdx-dynamic',
  'qcow2',
];
let folder = '';
let qemu: Qemu;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-disks-'));
  qemu = await findQemu();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function guestOf(path: string): Promise<GuestReport | undefined> {
  // a loaded machine may be slow, and that is not asked here
  const [report] = await withDisks([{ path }], qemu, undefined, (disks) =>
    withGuests(disks, { complete: true, limitMs: 300_000 }),
  );
  return report?.guest;
}

describe.each(Object.entries(wholeDisks))('%s', (name, { tools, make, facts, failing }) => {
  it.skipIf(!tools.every((tool) => hasTool(tool)))(
    'is told alike from every form',
    async () => {
      const own = join(folder, name.replaceAll(/\W/g, '-'));
      const raw = `${own}.raw`;
      await make(raw);
      const guest = await guestOf(raw);
      expect(guest).toMatchObject(facts);
      expect(guest?.checks.filter(({ severity }) => severity !== 'none').map(({ rule }) => rule)).toEqual(failing);
      for (const kind of kinds) {
        const path = await makeDisk(raw, kind);
        expect([kind, await guestOf(path)]).toEqual([kind, guest]);
      }
      await rm(raw);
    },
    120_000,
  );
});
