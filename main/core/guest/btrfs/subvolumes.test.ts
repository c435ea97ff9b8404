/** Systems in subvolumes as installers make them, written by a kernel: each is told like the same files without subvolumes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kernelDisks, makePartitioned, partitionAt } from '../../../../build/test-guests/kernel-disks.ts';
import { makeBtrfs } from '../../../../build/test-guests/linux.ts';
import { machineMs, testMachine } from '../../../../build/test-guests/machine.ts';
import { goodLinux, kernelVersion } from '../../../../build/test-guests/servers.ts';
import { toldOf } from '../../../../build/test-guests/told.ts';
import { type Tree, treeOf, writeTree } from '../../../../build/test-guests/tree.ts';
import type { GuestGroup, GuestReport } from '../../../../contract/guest.ts';

const MiB = 2 ** 20;

interface Layout {
  readonly path: string;
  /** By where the system has them; the kernel is told of the root only where `names` is set. */
  readonly mounts: Readonly<Record<string, string>>;
  readonly names: boolean;
  /** Commands that make the subvolumes in /mnt. */
  readonly make: readonly string[];
}

const create = (...paths: readonly string[]): string[] => paths.map((path) => `btrfs -q subvolume create /mnt/${path}`);
const layouts: Readonly<Record<string, Layout>> = {
  ubuntu: {
    path: '@',
    mounts: { '/': '@', '/home': '@home' },
    names: true,
    make: [
      ...create('@', '@home'),
      'cp -a ubuntu/. /mnt/@',
      'mkdir -p /mnt/timeshift-btrfs/snapshots/1',
      'btrfs -q subvolume snapshot /mnt/@ /mnt/timeshift-btrfs/snapshots/1/@',
      'rm -r /mnt/timeshift-btrfs/snapshots/1/@/boot',
    ],
  },
  debian: {
    path: '@rootfs',
    mounts: { '/': '@rootfs' },
    names: true,
    make: [...create('@rootfs'), 'cp -a debian/. /mnt/@rootfs'],
  },
  fedora: {
    path: 'root',
    mounts: { '/': 'root', '/home': 'home', '/var': 'var' },
    names: true,
    make: [
      'mount -o remount,compress=zstd:1 /mnt',
      ...create('home', 'root', 'var'),
      'cp -a fedora/. /mnt/root',
      'mv /mnt/root/var/* /mnt/var',
    ],
  },
  opensuse: {
    path: '',
    mounts: { '/var': '@/var' },
    names: false,
    make: [
      ...create('@', '@/var', '@/.snapshots'),
      'mkdir /mnt/@/.snapshots/1 /mnt/@/.snapshots/2',
      ...create('@/.snapshots/1/snapshot'),
      'btrfs subvolume set-default /mnt/@/.snapshots/1/snapshot',
      'cp -a opensuse/. /mnt/@/.snapshots/1/snapshot',
      'mv /mnt/@/.snapshots/1/snapshot/var/* /mnt/@/var',
      'btrfs -q subvolume snapshot -r /mnt/@/.snapshots/1/snapshot /mnt/@/.snapshots/2/snapshot',
    ],
  },
};

function filesOf(name: string, boot: string): Tree {
  const { path = '', mounts = {}, names = false } = layouts[name] ?? {};
  const uuid = uuidOf(name);
  const lines = Object.entries(mounts).map(
    ([at, subvolume]) => `UUID=${uuid} ${at} btrfs subvol=/${subvolume},defaults 0 0`,
  );
  if (!('/' in mounts)) lines.unshift(`UUID=${uuid} / btrfs defaults 0 0`);
  const flags = names ? ` rootflags=subvol=${path}` : '';
  const menu = `set default=0\nmenuentry 'Linux' {\n  linux ${boot}/boot/vmlinuz-${kernelVersion} root=UUID=${uuid} ro${flags}\n  initrd ${boot}/boot/initramfs-${kernelVersion}.img\n}\n`;
  return treeOf({
    ...goodLinux,
    '/etc/fstab': Buffer.from(`${lines.join('\n')}\n`),
    '/boot/grub2/grub.cfg': Buffer.from(menu),
  });
}

/** Btrfs asks that they differ. */
const uuidOf = (name: string): string => `5eed0000-ec51-4a9e-8d15-00000000000${Object.keys(layouts).indexOf(name)}`;
const bytes = 160 * MiB;
const recipe = Object.entries(layouts).map(([name, { make }]) =>
  [
    `mkfs.btrfs -q -U ${uuidOf(name)} /disks/${name}-1`,
    `mount -t btrfs /disks/${name}-1 /mnt`,
    ...make,
    'umount /mnt',
  ].join('\n'),
);

/** What /etc/fstab and the kernel's arguments say of subvolumes is true of one of the two disks only. */
const ofSubvolumes = ['linux.fstab', 'linux.grub'];
const others = ({ checks, ...facts }: GuestReport): GuestReport => ({
  ...facts,
  checks: checks.filter(({ rule }) => !ofSubvolumes.includes(rule)),
});
const bySubvolume = ({ checks }: GuestReport): GuestGroup[] =>
  checks.filter(({ rule }) => ofSubvolumes.includes(rule)).map(({ severity }) => severity);

const machine = await testMachine();
let folder = '';
let disks: Record<string, string> = {};
beforeAll(async () => {
  if (typeof machine === 'string') return;
  folder = await mkdtemp(join(tmpdir(), 'subvolumes-'));
  disks = await kernelDisks(machine, {
    name: 'btrfs',
    disks: Object.fromEntries(Object.keys(layouts).map((name) => [name, bytes])),
    trees: Object.fromEntries(
      Object.entries(layouts).map(([name, layout]) => [name, filesOf(name, layout.path && `/${layout.path}`)]),
    ),
    recipe: recipe.join('\n'),
  });
}, 2 * machineMs);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(typeof machine === 'string')('the system is found, and what it mounts', () => {
  test.each(Object.keys(layouts))('%s', async (name) => {
    const flat = await makePartitioned(join(folder, `${name}.raw`), bytes);
    await writeTree(filesOf(name, ''), join(folder, name));
    await makeBtrfs({
      disk: flat,
      offset: partitionAt,
      sizeBytes: bytes - partitionAt,
      uuid: uuidOf(name),
      folder: join(folder, name),
    });
    const report = await toldOf(disks[name] ?? '');
    expect(report).toMatchObject({
      osType: 'linux',
      kernel: kernelVersion,
      packages: { 'cloud-init': '1.0-1' },
    });
    const alone = await toldOf(flat);
    expect(others(report)).toEqual(others(alone));
    expect(bySubvolume(report)).toEqual(['none', 'none']);
    // the same settings on a disk without the subvolumes that they name
    expect(bySubvolume(alone)).toContain('strong');
  });
});
