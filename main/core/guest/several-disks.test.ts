/** A server whose root, volume group and mounts lie over two disks: whole together, and honestly half with one of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRawDisk, mbr } from '../../../build/test-disks.ts';
import { makeExt, place } from '../../../build/test-guests/linux.ts';
import { lvmExtentAt, lvmExtentBytes, makeLvm } from '../../../build/test-guests/lvm.ts';
import { hasTool } from '../../../build/test-guests/oracle.ts';
import { goodLinux, grubMenu } from '../../../build/test-guests/servers.ts';
import { treeOf, writeTree } from '../../../build/test-guests/tree.ts';
import type { GuestReport } from '../../../contract/guest.ts';
import { findQemu } from '../disk/find-qemu.ts';
import type { Qemu } from '../disk/qemu.ts';
import { withDisks } from '../disk/inspect.ts';
import { withGuests } from './with-guests.ts';
import type { DiskReport } from '../../../contract/disks.ts';

const MiB = 2 ** 20;
const rootUuid = '5eed0000-ec51-4a9e-8d15-0000000000b1';
const dataUuid = '5eed0000-ec51-4a9e-8d15-0000000000b2';
let folder = '';
let qemu: Qemu;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'several-disks-'));
  qemu = await findQemu();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const look = (paths: readonly string[], complete: boolean): Promise<DiskReport[]> =>
  withDisks(
    paths.map((path) => ({ path })),
    qemu,
    undefined,
    (disks) => withGuests(disks, { complete }),
  );

const severityOf = (report: GuestReport | undefined, rule: string): string | undefined =>
  report?.checks.find((check) => check.rule === rule)?.severity;

/** Two disks in one volume group; the root begins on the first and ends on the second. */
async function spanningServer(name: string): Promise<string[]> {
  const fstab = [`/dev/mapper/vg-root / ext4 defaults 0 1`, `UUID=${dataUuid} /data ext4 defaults 0 2`, ''].join('\n');
  const files = {
    ...goodLinux,
    '/etc/fstab': Buffer.from(fstab),
    '/boot/grub2/grub.cfg': grubMenu('/dev/mapper/vg-root'),
  };
  const tree = join(folder, name);
  await writeTree(treeOf(files), tree);
  const root = join(folder, `${name}.root`);
  await makeExt('ext4', { disk: root, sizeBytes: 8 * lvmExtentBytes, uuid: rootUuid, folder: tree });
  const paths = [join(folder, `${name}-1.raw`), join(folder, `${name}-2.raw`)];
  const [first = '', second = ''] = paths;
  const table = (pv: number, more: Parameters<typeof mbr>[0] = []): Buffer =>
    mbr([{ type: 0x8e, start: 2_048, sectors: pv / 512, active: true }, ...more]);
  const pvBytes = 32 * MiB;
  await makeRawDisk(first, { bytes: 48 * MiB, data: [], head: table(pvBytes) });
  const data = { type: 0x83, start: (40 * MiB) / 512, sectors: (16 * MiB) / 512 };
  await makeRawDisk(second, { bytes: 64 * MiB, data: [], head: table(pvBytes, [data]) });
  const id = (n: number): string => `${name}${n}`.padEnd(32, 'x');
  await makeLvm({
    name: 'vg',
    physical: paths.map((disk, n) => ({ disk, offset: MiB, sizeBytes: pvBytes, id: id(n) })),
    volumes: {
      root: [
        { extents: 4, on: [[0, 0]] },
        { extents: 4, on: [[1, 0]] },
      ],
    },
  });
  const half = 4 * lvmExtentBytes;
  const tail = join(folder, `${name}.tail`);
  await place(root, first, MiB + lvmExtentAt(0), half);
  const { open, writeFile } = await import('node:fs/promises');
  const file = await open(root);
  const rest = Buffer.alloc(half);
  await file.read(rest, 0, half, half);
  await file.close();
  await writeFile(tail, rest);
  await place(tail, second, MiB + lvmExtentAt(0), half);
  await makeExt('ext4', { disk: second, offset: 40 * MiB, sizeBytes: 16 * MiB, uuid: dataUuid });
  return paths;
}

describe.skipIf(!hasTool('mke2fs'))('a volume group over two disks', () => {
  test('has its root when both are there, and nothing of them is missing', async () => {
    const [first, second] = await look(await spanningServer('both'), true);
    expect(first?.guest).toMatchObject({
      osType: 'linux',
      distribution: 'centos',
      root: { volume: 'vg/root' },
    });
    for (const rule of ['linux.fstab', 'linux.grub', 'linux.virtio'])
      expect([rule, severityOf(first?.guest, rule)]).toEqual([rule, 'none']);
    expect(first?.findings.filter(({ severity }) => severity === 'stops')).toEqual([]);
    // the second disk is no server of its own, and says whose it is
    expect(second?.guest?.osType).toBe('unknown');
    expect(second?.guest?.checks).toContainEqual({
      rule: 'guest.data-disk',
      severity: 'none',
      evidence: { says: 'of-system', what: ['/', '/data'], disk: 1 },
    });
    expect(second?.findings.map(({ rule }) => rule)).not.toContain('guest.no-system');
  });

  test('is told to need the other disk when that is not there', async () => {
    const [path = ''] = await spanningServer('half');
    const [known] = await look([path], false);
    expect(severityOf(known?.guest, 'guest.disk-missing')).toBe('recommended');
    const [all] = await look([path], true);
    expect(severityOf(all?.guest, 'guest.disk-missing')).toBe('strong');
  });
});

describe.skipIf(!hasTool('mke2fs'))('a line of fstab about another disk', () => {
  test('stops only when all disks are known; clones are looked at one by one', async () => {
    const fstab = `UUID=${rootUuid} / ext4 defaults 0 1\nUUID=${dataUuid} /data ext4 defaults 0 2\n`;
    const tree = join(folder, 'alone');
    await writeTree(
      treeOf({
        ...goodLinux,
        '/etc/fstab': Buffer.from(fstab),
        '/boot/grub2/grub.cfg': grubMenu(`UUID=${rootUuid}`),
      }),
      tree,
    );
    const paths = [join(folder, 'one.raw'), join(folder, 'two.raw')];
    for (const disk of paths) {
      const head = mbr([{ type: 0x83, start: 2_048, sectors: (32 * MiB) / 512, active: true }]);
      await makeRawDisk(disk, { bytes: 34 * MiB, data: [], head });
      await makeExt('ext4', { disk, offset: MiB, sizeBytes: 32 * MiB, uuid: rootUuid, folder: tree });
    }
    const [path = ''] = paths;
    expect(severityOf((await look([path], false))[0]?.guest, 'linux.fstab')).toBe('recommended');
    expect(severityOf((await look([path], true))[0]?.guest, 'linux.fstab')).toBe('strong');
    const clones = await look(paths, true);
    expect(clones.map(({ guest }) => [guest?.osType, severityOf(guest, 'linux.fstab')])).toEqual([
      ['linux', 'recommended'],
      ['linux', 'recommended'],
    ]);
  });
});
