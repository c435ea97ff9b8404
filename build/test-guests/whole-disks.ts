/** Whole disks of the servers people migrate, made by script without root: each with its own tables, volumes and system. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gpt, makeRawDisk, mbr, overwrite } from '../test-disks.ts';
import { cpioOf } from './cpio.ts';
import { makeFat } from './fat.ts';
import { growTo, makeBtrfs, makeExt, makeXfs, place, smallestXfsBytes } from './linux.ts';
import { lvmDataAt, lvmExtentAt, lvmExtentBytes, makeLvm } from './lvm.ts';
import { makeWindowsServer } from './server-disks.ts';
import { dpkg, type Files, goodLinux, servicing, windowsFiles, type WindowsWish } from './servers.ts';
import { treeOf, writeTree } from './tree.ts';

const MiB = 2 ** 20;
const sectors = (bytes: number): number => bytes / 512;
const uuidOf = (n: number): string => `5eed0000-ec51-4a9e-8d15-0000000001${n}`;
const type = {
  efi: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  bios: '21686148-6449-6e6f-744e-656564454649',
  linux: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  lvm: 'e6d6d379-f507-44c2-a23c-238f2a3df928',
};

interface LinuxWish {
  readonly release: string;
  readonly kernel: string;
  /** As the boot loader and fstab name it. */
  readonly root: string;
  readonly fstab: string;
  readonly menu: '/boot/grub/grub.cfg' | '/boot/grub2/grub.cfg';
  readonly initramfs: string;
  /** Of the boot loader's own view, when /boot is a file system of its own. */
  readonly bootIsApart?: boolean;
  readonly more?: Files;
}

function linuxFiles(wish: LinuxWish): Files {
  const { kernel, initramfs, menu, bootIsApart = false } = wish;
  const drivers = ['block/virtio_blk', 'virtio/virtio_pci', 'nvme/host/nvme'];
  const archive = cpioOf(drivers.map((name) => `usr/lib/modules/${kernel}/kernel/drivers/${name}.ko`));
  const at = bootIsApart ? '' : '/boot';
  const text =
    `set default=0\nmenuentry 'Linux' {\n  linux ${at}/vmlinuz-${kernel} root=${wish.root} ro\n` +
    `  initrd ${at}/${initramfs}\n}\n`;
  const others = Object.entries(goodLinux).filter(([path]) => !path.startsWith('/boot/'));
  return {
    ...Object.fromEntries(others),
    '/etc/os-release': Buffer.from(wish.release),
    '/etc/fstab': Buffer.from(wish.fstab),
    [menu]: Buffer.from(text),
    [`/boot/vmlinuz-${kernel}`]: Buffer.alloc(64, 7),
    [`/boot/${initramfs}`]: archive,
    ...wish.more,
  };
}

const below = (files: Files, folder: string): Files =>
  Object.fromEntries(
    Object.entries(files).flatMap(([path, entry]) =>
      path.startsWith(`${folder}/`) ? [[path.slice(folder.length), entry] as const] : [],
    ),
  );
const without = (files: Files, folder: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(`${folder}/`)));

async function inFolder<T>(path: string, files: Files, act: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(dirname(path), 'tree-'));
  try {
    await mkdir(folder, { recursive: true });
    await writeTree(treeOf(files), folder);
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function centos7(path: string): Promise<void> {
  const [bootAt, bootBytes] = [2 * MiB, smallestXfsBytes];
  const lvmAt = bootAt + bootBytes;
  const extents = Math.ceil(smallestXfsBytes / lvmExtentBytes);
  const lvmBytes = lvmDataAt + extents * lvmExtentBytes + MiB;
  const bytes = lvmAt + lvmBytes + 2 * MiB;
  const head = gpt(bytes, [
    { type: type.bios, start: 2_048, sectors: sectors(MiB) },
    { type: type.linux, start: sectors(bootAt), sectors: sectors(bootBytes) },
    { type: type.lvm, start: sectors(lvmAt), sectors: sectors(lvmBytes) },
  ]);
  await makeRawDisk(path, { bytes, data: [], head });
  const files = linuxFiles({
    release: 'ID="centos"\nVERSION_ID="7"\nID_LIKE="rhel fedora"\nPRETTY_NAME="CentOS Linux 7 (Core)"\n',
    kernel: '3.10.0-1160.el7.x86_64',
    root: '/dev/mapper/centos-root',
    fstab: `/dev/mapper/centos-root / xfs defaults 0 0\nUUID=${uuidOf(10)} /boot xfs defaults 0 0\n`,
    menu: '/boot/grub2/grub.cfg',
    initramfs: 'initramfs-3.10.0-1160.el7.x86_64.img',
    bootIsApart: true,
  });
  const boot = below(files, '/boot');
  const rest = { ...without(files, '/boot'), '/boot': 'directory' as const };
  await inFolder(path, boot, (folder) =>
    makeXfs({
      disk: path,
      offset: bootAt,
      sizeBytes: bootBytes,
      uuid: uuidOf(10),
      folder,
      tree: treeOf(boot),
    }),
  );
  const root = `${path}.root`;
  await inFolder(path, rest, (folder) =>
    makeXfs({ disk: root, sizeBytes: smallestXfsBytes, uuid: uuidOf(11), folder, tree: treeOf(rest) }),
  );
  const physical = [{ disk: path, offset: lvmAt, sizeBytes: lvmBytes, id: 'centos7'.padEnd(32, '0') }];
  await makeLvm({ name: 'centos', physical, volumes: { root: [{ extents, on: [[0, 0]] }] } });
  await place(root, path, lvmAt + lvmExtentAt(0), smallestXfsBytes);
  await rm(root);
}

async function debian12(path: string): Promise<void> {
  const bytes = 64 * MiB;
  const start = { type: 0x83, start: 2_048, sectors: sectors(bytes - MiB), active: true };
  await makeRawDisk(path, { bytes, data: [], head: mbr([start]) });
  const files = linuxFiles({
    release: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    kernel: '6.1.0-18-amd64',
    root: `UUID=${uuidOf(20)}`,
    fstab: `UUID=${uuidOf(20)} / ext4 errors=remount-ro 0 1\n`,
    menu: '/boot/grub/grub.cfg',
    initramfs: 'initrd.img-6.1.0-18-amd64',
    more: { '/var/lib/dpkg/status': dpkg('cloud-init', 'cloud-guest-utils', 'openssh-server') },
  });
  await inFolder(path, files, (folder) =>
    makeExt('ext4', { disk: path, offset: MiB, sizeBytes: bytes - MiB, uuid: uuidOf(20), folder, args: ['-O', '^64bit'] }),
  ); // prettier-ignore
}

async function ubuntuUefi(path: string): Promise<void> {
  const [espAt, espBytes] = [MiB, 40 * MiB];
  const rootAt = espAt + espBytes;
  const rootBytes = 64 * MiB;
  const bytes = rootAt + rootBytes + MiB;
  const esp = {
    '/EFI/BOOT/BOOTX64.EFI': Buffer.alloc(64, 1),
    '/EFI/ubuntu/grubx64.efi': Buffer.alloc(64, 2),
  };
  await makeRawDisk(path, { bytes: espAt + espBytes, data: [] });
  await inFolder(path, esp, (folder) =>
    makeFat(32, {
      disk: path,
      offset: espAt,
      sizeBytes: espBytes,
      uuid: 'ABCD-1234',
      folder,
      args: ['-s', '1'],
    }),
  );
  const files = linuxFiles({
    release: 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\nPRETTY_NAME="Ubuntu 22.04.4 LTS"\n',
    kernel: '5.15.0-100-generic',
    root: `UUID=${uuidOf(30)}`,
    fstab: `UUID=${uuidOf(30)} / ext4 defaults 0 1\nUUID=ABCD-1234 /boot/efi vfat umask=0077 0 1\n`,
    menu: '/boot/grub/grub.cfg',
    initramfs: 'initrd.img-5.15.0-100-generic',
  });
  await inFolder(path, files, (folder) =>
    makeExt('ext4', { disk: path, offset: rootAt, sizeBytes: rootBytes, uuid: uuidOf(30), folder, args: ['-O', '^64bit'] }),
  ); // prettier-ignore
  const head = gpt(bytes, [
    { type: type.efi, start: sectors(espAt), sectors: sectors(espBytes) },
    { type: type.linux, start: sectors(rootAt), sectors: sectors(rootBytes) },
  ]);
  // mtools wants nothing behind the volume it fills, so the disk gets its tables last
  await growTo(path, bytes);
  await overwrite(path, 0, head);
}

async function sles15(path: string): Promise<void> {
  const bytes = 180 * MiB;
  const start = { type: 0x83, start: 2_048, sectors: sectors(bytes - MiB), active: true };
  await makeRawDisk(path, { bytes, data: [], head: mbr([start]) });
  const files = linuxFiles({
    release: 'ID="sles"\nID_LIKE="suse"\nVERSION_ID="15.5"\nPRETTY_NAME="SUSE Linux Enterprise Server 15 SP5"\n',
    kernel: '5.14.21-150500.53-default',
    root: `UUID=${uuidOf(40)}`,
    fstab: `UUID=${uuidOf(40)} / btrfs defaults 0 0\n`,
    menu: '/boot/grub2/grub.cfg',
    initramfs: 'initrd-5.14.21-150500.53-default',
  });
  await inFolder(path, files, (folder) =>
    makeBtrfs({ disk: path, offset: MiB, sizeBytes: bytes - MiB, uuid: uuidOf(40), folder }),
  );
}

const windows =
  (wish: WindowsWish) =>
  async (path: string): Promise<void> => {
    await makeWindowsServer(path, windowsFiles(wish));
  };
const kb3033929 = servicing({
  Packages: { keys: { 'Package_for_KB3033929~31bf3856ad364e35~amd64~~6.1.1.1': {} } },
});

export interface WholeDisk {
  /** Programs it takes to make it. */
  readonly tools: readonly string[];
  readonly make: (path: string) => Promise<void>;
  /** What every inspection of it must say. */
  readonly facts: object;
  /** Rules that fail on it, in any group; the rest passes. */
  readonly failing: readonly string[];
}

const server = (version: string, kernel: string): object => ({ osType: 'windows', version, kernel, architecture: 'x86_64', bootMode: 'BIOS' }); // prettier-ignore
const ntfsTools = ['mkntfs', 'python3'];

export const wholeDisks: Readonly<Record<string, WholeDisk>> = {
  'CentOS 7, GPT, XFS on LVM': {
    tools: ['mkfs.xfs'],
    make: centos7,
    facts: { osType: 'linux', distribution: 'centos', version: '7', kernel: '3.10.0-1160.el7.x86_64', bootMode: 'BIOS', root: { volume: 'centos/root', fileSystem: 'xfs' } },
    failing: ['linux.lvm'],
  },
  'Debian 12, MBR, ext4': {
    tools: ['mke2fs'],
    make: debian12,
    facts: { osType: 'linux', distribution: 'debian', version: '12', kernel: '6.1.0-18-amd64', bootMode: 'BIOS', root: { fileSystem: 'ext4' } },
    failing: [],
  },
  'Ubuntu 22.04, GPT, UEFI, ext4': {
    tools: ['mke2fs', 'mkfs.fat', 'mcopy'],
    make: ubuntuUefi,
    facts: { osType: 'linux', distribution: 'ubuntu', version: '22.04', bootMode: 'UEFI', root: { volume: 'disk 1 partition 2' } },
    failing: [],
  },
  'SLES 15, MBR, Btrfs': {
    tools: ['mkfs.btrfs'],
    make: sles15,
    facts: { osType: 'linux', distribution: 'sles', version: '15.5', kernel: '5.14.21-150500.53-default', root: { fileSystem: 'btrfs' } },
    failing: ['linux.file-system'],
  },
  'Windows Server 2008 R2': {
    tools: ntfsTools,
    make: windows({ product: 'Windows Server 2008 R2 Standard', ntVersion: '6.1', build: '7601', software: kb3033929 }),
    facts: server('2008 R2', '6.1.7601'),
    failing: [],
  },
  'Windows Server 2012': {
    tools: ntfsTools,
    make: windows({ product: 'Windows Server 2012 Standard', ntVersion: '6.2', build: '9200' }),
    facts: server('2012', '6.2.9200'),
    failing: [],
  },
  'Windows Server 2016': { tools: ntfsTools, make: windows({}), facts: server('2016', '10.0.14393'), failing: [] },
  'Windows Server 2019': {
    tools: ntfsTools,
    make: windows({ product: 'Windows Server 2019 Datacenter', build: '17763' }),
    facts: server('2019', '10.0.17763'),
    failing: [],
  },
  'Windows Server 2022': {
    tools: ntfsTools,
    make: windows({ product: 'Windows Server 2022 Standard', build: '20348' }),
    facts: server('2022', '10.0.20348'),
    failing: [],
  },
}; // prettier-ignore
