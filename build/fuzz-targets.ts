/** What `npm run fuzz` damages: valid structures of the kinds we read, with their checksums put right where readers check them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { listInitramfs } from '../main/core/guest/archives/initramfs.ts';
import { readBlsEntry } from '../main/core/guest/boot-config/bls.ts';
import { readGrub2 } from '../main/core/guest/boot-config/grub2.ts';
import { readGrubEnvironment } from '../main/core/guest/boot-config/grubenv.ts';
import { readExtlinux, readGrubLegacy } from '../main/core/guest/boot-config/simple-menus.ts';
import { openBtrfs } from '../main/core/guest/btrfs/btrfs.ts';
import { isGuestError } from '../main/core/guest/damage.ts';
import { openExt } from '../main/core/guest/ext/ext.ts';
import { openExfat } from '../main/core/guest/fat/exfat.ts';
import { openFat } from '../main/core/guest/fat/fat.ts';
import { parseMetadata } from '../main/core/guest/lvm/metadata-text.ts';
import { readPhysicalVolume } from '../main/core/guest/lvm/physical-volume.ts';
import { openNtfs } from '../main/core/guest/ntfs/ntfs.ts';
import { readRpmDatabase } from '../main/core/guest/packages/rpm.ts';
import { readTables } from '../main/core/guest/partition-tables.ts';
import { readBcd } from '../main/core/guest/registry/bcd.ts';
import { headerChecksum } from '../main/core/guest/registry/hive-header.ts';
import { openHive } from '../main/core/guest/registry/hive.ts';
import { openXfs } from '../main/core/guest/xfs/xfs.ts';
import { gpt } from './test-disks.ts';
import { bcdTree } from './test-guests/bcd-writer.ts';
import { metadataSectors, sealPatches } from './test-guests/btrfs-surgery.ts';
import { cpioOf } from './test-guests/cpio.ts';
import { makeExfat, makeFat } from './test-guests/fat.ts';
import { fuzzOnce, type FuzzOptions, readImage } from './test-guests/fuzz.ts';
import { type HiveTree, writeHive } from './test-guests/hive-writer.ts';
import { makeBtrfs, makeExt, makeXfs, smallestXfsBytes } from './test-guests/linux.ts';
import { lvmDataAt, lvmExtentBytes, makeLvm } from './test-guests/lvm.ts';
import { damager, memoryVolume } from './test-guests/mutate.ts';
import { makeNtfs } from './test-guests/ntfs.ts';
import { writeRpmNdb, writeRpmSqlite } from './test-guests/rpm-databases.ts';
import { type Files, grubMenu, windowsFiles } from './test-guests/servers.ts';
import { treeOf, writeTree } from './test-guests/tree.ts';

const MiB = 2 ** 20;

export interface FuzzTarget {
  readonly name: string;
  /** Of a million structures. */
  readonly share: number;
  readonly tools: readonly string[];
  /** Makes what is damaged; then each seed is one damaged copy. It resolves to how many structures it damaged. */
  readonly prepare: (folder: string) => Promise<(seed: number) => Promise<number>>;
}

const small: Files = {
  '/folder/file-1': Buffer.from('one'),
  '/folder/file-2': Buffer.alloc(9_000, 2),
  '/long': Buffer.concat(Array.from({ length: 40 }, (_, n) => Buffer.alloc(1_024, n % 2))),
  ...Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [`/names/number ${n}`.replace(' ', '-'), Buffer.from(`${n}`)]),
  ),
};
const linked: Files = {
  ...small,
  '/links/fast': { link: '/folder/file-1' },
  '/links/slow': { link: 'x/'.repeat(100) },
};

/** An answer is one thing, a typed error another; anything else is a bug. */
async function answers(read: () => Promise<unknown>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!isGuestError(error)) throw error;
  }
}

function fileSystem(
  name: string,
  share: number,
  tools: readonly string[],
  make: (disk: string, folder: string) => Promise<void>,
  options: Pick<FuzzOptions, 'open'> & Partial<FuzzOptions>,
  pick?: (image: FuzzOptions['image']) => number[],
): FuzzTarget {
  return {
    name,
    share,
    tools,
    async prepare(folder) {
      const disk = join(folder, `${name.replaceAll(/\W/g, '-')}.raw`);
      await make(disk, `${disk}.tree`);
      const image = await readImage(disk);
      const sectors = pick?.(image);
      return (seed) => fuzzOnce({ image, ...options, ...(sectors === undefined ? {} : { sectors }) }, seed);
    },
  };
}

/** `seal` puts right what the damage made wrong. */
function bytesOf(
  name: string,
  share: number,
  make: (folder: string) => Promise<readonly Buffer[]> | readonly Buffer[],
  read: (bytes: Buffer) => Promise<unknown>,
  seal?: (bytes: Buffer) => void,
  within?: (bytes: Buffer) => readonly { readonly at: number; readonly length: number }[],
): FuzzTarget {
  return {
    name,
    share,
    tools: [],
    async prepare(folder) {
      const originals = await make(folder);
      return async (seed) => {
        const sound = originals[seed % originals.length] ?? Buffer.alloc(0);
        const bytes = damager(seed, within?.(sound)).damage(sound);
        if (bytes.length === sound.length) seal?.(bytes);
        await answers(() => read(bytes));
        return 1;
      };
    },
  };
}

const linux =
  (make: (options: { disk: string; folder: string }) => Promise<void>) =>
  async (disk: string, folder: string): Promise<void> => {
    await writeTree(treeOf(linked), folder);
    await make({ disk, folder });
  };

const hive: HiveTree = {
  keys: {
    A: { keys: { b: { values: { one: 1, two: 'zwei', three: ['a', 'b'] } }, c: {} } },
    Big: { values: { big: Buffer.alloc(20_000, 7) } },
  },
};

function sealHive(bytes: Buffer): void {
  if (bytes.length >= 512) bytes.writeUInt32LE(headerChecksum(bytes), 508);
}

async function walkHive(bytes: Buffer): Promise<void> {
  const opened = await openHive(memoryVolume(bytes));
  const walk = async (key: typeof opened.root, depth: number): Promise<void> => {
    await opened.values(key);
    if (depth === 6) return;
    for (const child of await opened.subkeys(key, 50)) await walk(child, depth + 1);
  };
  await walk(opened.root, 0);
  await opened.value('a\\B', 'three');
}

function sealGpt(bytes: Buffer): void {
  const header = bytes.subarray(512, 1_024);
  const table = Number(header.readBigUInt64LE(72)) * 512;
  const length = header.readUInt32LE(80) * header.readUInt32LE(84);
  if (table + length <= bytes.length) header.writeUInt32LE(crc32(bytes.subarray(table, table + length)), 88);
  header.writeUInt32LE(0, 16);
  const size = Math.min(512, Math.max(92, header.readUInt32LE(12)));
  header.writeUInt32LE(crc32(header.subarray(0, size)), 16);
}

const lvmCrc = (bytes: Buffer): number => ~crc32(bytes, ~0xf597a6cf >>> 0) >>> 0;
function sealLvm(bytes: Buffer): void {
  const label = bytes.subarray(512, 1_024);
  label.writeUInt32LE(lvmCrc(label.subarray(20)), 16);
  const area = bytes.subarray(4_096);
  const [offset, size] = [Number(area.readBigUInt64LE(40)), Number(area.readBigUInt64LE(48))];
  if (offset + size <= area.length) area.writeUInt32LE(lvmCrc(area.subarray(offset, offset + size)), 56);
  area.writeUInt32LE(lvmCrc(area.subarray(4, 512)), 0);
}

async function physicalVolume(folder: string): Promise<Buffer> {
  const disk = join(folder, 'lvm.raw');
  await makeLvm({
    name: 'vg',
    physical: [{ disk, offset: 0, sizeBytes: lvmDataAt + 4 * lvmExtentBytes, id: 'a'.repeat(32) }],
    volumes: { a: [{ extents: 2, on: [[0, 0]] }], b: [{ extents: 1, on: [[0, 3]] }] },
  });
  return (await readFile(disk)).subarray(0, 65_536);
}

const menus = [
  grubMenu('UUID=5eed0000-ec51-4a9e-8d15-0000000000aa').toString(),
  'set default="${saved_entry}"\nif [ x$a = xb ]; then\n set x=1\nelse\n set y=$x\nfi\nsubmenu "a" {\n menuentry "b" --id c {\n  linux16 /v root=/dev/sda1\n  initrd16 /i\n }\n}\nfunction f {\n true\n}\n',
  'default=1\ntimeout=5\ntitle A\n root (hd0,0)\n kernel /vmlinuz-2.6 ro root=LABEL=/\n initrd /initrd-2.6.img\ntitle B\n kernel /v\n',
  'DEFAULT linux\nLABEL linux\n  KERNEL /v\n  APPEND initrd=/i root=UUID=1\n',
  'title x\nversion 5.14\nlinux /v\ninitrd /i\noptions root=UUID=1 ro $kernelopts\n',
  `# GRUB Environment Block\nsaved_entry=a-5.14\nkernelopts=root=UUID=1 ro\n${'#'.repeat(900)}`,
].map((text) => Buffer.from(text));

async function readMenu(bytes: Buffer): Promise<void> {
  const text = bytes.toString('utf8');
  for (const read of [readGrub2, readGrubLegacy, readExtlinux]) read(text);
  readBlsEntry('x.conf', text);
  readGrubEnvironment(bytes);
  await Promise.resolve();
}

async function rpmDatabases(folder: string): Promise<Buffer[]> {
  const packages = Array.from({ length: 12 }, (_, n) => ({
    name: `package-${n}`,
    version: '1.2',
    release: `${n}`,
  }));
  await writeRpmNdb(join(folder, 'rpm.ndb'), packages);
  await writeRpmSqlite(join(folder, 'rpm.sqlite'), packages);
  return [await readFile(join(folder, 'rpm.ndb')), await readFile(join(folder, 'rpm.sqlite'))];
}

const names = Array.from({ length: 40 }, (_, n) => `usr/lib/modules/6.1/kernel/drivers/x/driver-${n}.ko`);
const archives = [
  cpioOf(names, { [names[0] ?? '']: Buffer.alloc(3_000, 5) }),
  gzipSync(cpioOf(names)),
  Buffer.concat([cpioOf(['kernel/x86/microcode/x.bin']), gzipSync(cpioOf(names))]),
];

export const fuzzTargets: readonly FuzzTarget[] = [
  bytesOf('boot menus', 250_000, () => menus, readMenu),
  bytesOf('hives, checksum right', 150_000, () => [writeHive(hive), writeHive(hive, { dirty: true })], walkHive, sealHive, () => [{ at: 0, length: 512 }, { at: 4_096, length: 1_200 }]),
  bytesOf('BCD, checksum right', 60_000, () => [windowsFiles()['/Boot/BCD'] as Buffer, writeHive(bcdTree({ device: { diskSignature: 1, offset: MiB }, loaders: [] }))], async (bytes) => readBcd(await openHive(memoryVolume(bytes))), sealHive),
  bytesOf('GPT, checksums right', 120_000, () => [gpt(64 * MiB, [{ type: '0fc63daf-8483-4772-8e79-3d69d8477de4', start: 2_048, sectors: 1_000 }])], (bytes) => readTables(memoryVolume(bytes)), sealGpt, () => [{ at: 440, length: 72 }, { at: 512, length: 92 }, { at: 1_024, length: 256 }]),
  bytesOf('LVM, checksums right', 100_000, async (folder) => [await physicalVolume(folder)], async (bytes) => readPhysicalVolume({ ...memoryVolume(bytes), map: () => { throw new Error('not asked for'); }, close: () => Promise.resolve() }), sealLvm, () => [{ at: 512, length: 512 }, { at: 4_096, length: 512 }, { at: 4_608, length: 1_200 }]),
  bytesOf('text of LVM', 100_000, async (folder) => [(await physicalVolume(folder)).subarray(4_608, 6_200)], async (bytes) => parseMetadata(bytes.toString().replace(/\0+$/, ''))),
  bytesOf('initramfs', 60_000, () => archives, (bytes) => listInitramfs(memoryVolume(bytes), { mostUnpackedBytes: 16 * MiB })),
  bytesOf('rpm data bases', 40_000, rpmDatabases, (bytes) => readRpmDatabase(memoryVolume(bytes)), undefined, (bytes) => Array.from({ length: bytes.length >> 10 }, (_, n) => ({ at: n << 10, length: 40 }))),
  fileSystem('ext2', 20_000, ['mke2fs'], linux(({ disk, folder }) => makeExt('ext2', { disk, sizeBytes: 4 * MiB, folder, args: ['-b', '1024', '-N', '128'] })), { open: openExt, often: [1_024, 1_536] }),
  fileSystem('ext4 without checksums', 20_000, ['mke2fs'], linux(({ disk, folder }) => makeExt('ext4', { disk, sizeBytes: 8 * MiB, folder, args: ['-b', '1024', '-N', '128', '-O', '^metadata_csum,inline_data', '-J', 'size=1'] })), { open: openExt, often: [1_024, 1_536] }),
  fileSystem('ext4 with checksums', 10_000, ['mke2fs'], linux(({ disk, folder }) => makeExt('ext4', { disk, sizeBytes: 8 * MiB, folder, args: ['-b', '1024', '-N', '128', '-J', 'size=1'] })), { open: openExt, often: [1_024, 1_536] }),
  fileSystem('XFS without checksums', 20_000, ['mkfs.xfs'], linux(({ disk, folder }) => makeXfs({ disk, sizeBytes: smallestXfsBytes, folder, tree: treeOf(linked), args: ['-m', 'crc=0'] })), { open: openXfs, often: [0] }),
  fileSystem('NTFS', 20_000, ['mkntfs', 'python3'], (disk) => makeNtfs({ disk, sizeBytes: 8 * MiB, tree: treeOf(small) }), { open: (volume) => openNtfs(volume), often: [0] }),
  fileSystem('FAT', 15_000, ['mkfs.fat', 'mcopy'], linuxLess((disk, folder) => makeFat(12, { disk, sizeBytes: 8 * MiB, folder })), { open: openFat, often: [0] }),
  fileSystem('exFAT', 10_000, ['mkfs.exfat'], (disk) => makeExfat({ disk, sizeBytes: 8 * MiB }, treeOf({ '/a/b': Buffer.alloc(9_000, 1), '/c': Buffer.from('c') })), { open: openExfat, often: [0] }),
  fileSystem('Btrfs, checksums right', 5_000, ['mkfs.btrfs'], linux(({ disk, folder }) => makeBtrfs({ disk, sizeBytes: 128 * MiB, folder })), { open: (volume) => openBtrfs(volume), often: [65_536], seal: sealPatches }, metadataSectors),
]; // prettier-ignore

function linuxLess(make: (disk: string, folder: string) => Promise<void>) {
  return async (disk: string, folder: string): Promise<void> => {
    await writeTree(treeOf(small), folder);
    await make(disk, folder);
  };
}
