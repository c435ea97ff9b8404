/** Says what lies on a disk or a part of it, by the marks that each format leaves, and names it as the guest would: UUID and label. */
import type { FileSystem } from '../../../contract/disks.ts';
import type { BlockSource } from './block-source.ts';
import { textField, uuidField } from './fields.ts';
import type { SourceFile } from './source-file.ts';

export interface Content {
  readonly fileSystem: FileSystem;
  /** As blkid(8) prints it; empty where there is none or it has to be read from deeper inside. */
  readonly uuid: string;
  readonly label: string;
  /** Its journal was not played back (ext), so the server was not shut down cleanly. */
  readonly notShutDown?: boolean;
}

type Readable = Pick<BlockSource, 'size' | 'read'>;

interface Signature {
  readonly is: FileSystem;
  readonly mark: string;
  /** Where the mark may be. */
  readonly at: readonly number[];
  /** What is known besides the mark; undefined when it is something else after all. */
  readonly name?: (head: Buffer, at: number) => Partial<Content> | undefined;
}

const headBytes = 131_072;
const btrfsAt = 65_536;
const extAt = 1_024;
const mdMark = '\xfc\x4e\x2b\xa9';
const lvmSectors = [0, 512, 1_024, 1_536];

/** Their own marks, in front of what is in them. */
const containers: readonly Signature[] = [
  {
    is: 'luks',
    mark: 'LUKS\xba\xbe',
    at: [0],
    name: (head) => ({
      uuid: textField(head, 168, 40),
      label: head.readUInt16BE(6) === 2 ? textField(head, 24, 48) : '',
    }),
  },
  { is: 'bitlocker', mark: '-FVE-FS-', at: [3] },
  // BitLocker To Go: a FAT boot sector with the GUID of BitLocker in it
  { is: 'bitlocker', mark: '\x3b\xd6\x67\x49\x29\x2e\xd8\x4a\x83\x99\xf6\xa3\x39\xe3\xd0\x01', at: [424] },
  {
    is: 'lvm',
    mark: 'LABELONE',
    at: lvmSectors,
    name: (head) => {
      const at = lvmLabelAt(head);
      return at === undefined ? undefined : { uuid: lvmUuid(textAt(head, at + head.readUInt32LE(at + 20), 32)) };
    },
  },
  // versions 1.1 and 1.2
  { is: 'linux-raid', mark: `${mdMark}\x01\0\0\0`, at: [0, 4_096], name: (head, at) => md(head, at) },
];

const fileSystems: readonly Signature[] = [
  { is: 'ntfs', mark: 'NTFS    ', at: [3], name: (head) => ({ uuid: serial64(head, 72) }) },
  { is: 'exfat', mark: 'EXFAT   ', at: [3], name: (head) => ({ uuid: serial32(head, 100) }) },
  { is: 'refs', mark: 'ReFS\0\0\0\0', at: [3], name: (head) => ({ uuid: serial64(head, 56) }) },
  {
    is: 'xfs',
    mark: 'XFSB',
    at: [0],
    name: (head) => ({ uuid: uuidField(head, 32), label: textField(head, 108, 12) }),
  },
  {
    is: 'btrfs',
    mark: '_BHRfS_M',
    at: [btrfsAt + 64],
    name: (head) => ({ uuid: uuidField(head, btrfsAt + 32), label: textField(head, btrfsAt + 299, 256) }),
  },
  { is: 'ext2', mark: '\x53\xef', at: [extAt + 56], name: (head) => ext(head.subarray(extAt)) },
  // at the end of the first page, whose size is the machine's
  ...['SWAPSPACE2', 'SWAP-SPACE'].map((mark) => ({
    is: 'swap' as const,
    mark,
    at: [4_086, 8_182, 16_374, 65_526],
    name: (head: Buffer) => ({ uuid: uuidField(head, 1_036), label: textField(head, 1_052, 16) }),
  })),
  {
    is: 'iso9660',
    mark: 'CD001',
    at: [32_769],
    name: (head) => ({ label: textAt(head, 32_808, 32).trim() }),
  },
  { is: 'apfs', mark: 'NXSB', at: [32] },
  { is: 'hfs+', mark: 'H+\0\x04', at: [1_024] },
  { is: 'hfs+', mark: 'HX\0\x05', at: [1_024] },
  { is: 'ufs', mark: '\x54\x19\x01\x00', at: [8_192 + 1_372] },
  { is: 'ufs', mark: '\x19\x01\x54\x19', at: [65_536 + 1_372] },
  { is: 'fat32', mark: 'FAT32   ', at: [82], name: (head) => fat(head, 67) },
  { is: 'fat16', mark: 'FAT16   ', at: [54], name: (head) => fat(head, 39) },
  { is: 'fat12', mark: 'FAT12   ', at: [54], name: (head) => fat(head, 39) },
];

/** Reads the first 128 KiB and, for old software RAID, a little of the end. */
export async function contentOf(volume: Readable, signal?: AbortSignal): Promise<Content> {
  const head = await startOf(volume, signal);
  // RAID first: its members look like what is in them when its own mark is at the end
  const found = match(containers, head) ?? (await mdAtEnd(volume, signal)) ?? match(fileSystems, head);
  if (found !== undefined) return found;
  return { fileSystem: head.every((byte) => byte === 0) ? 'empty' : 'unknown', uuid: '', label: '' };
}

/** What the start alone says, which leaves out RAID that is marked at the end. */
export async function contentAtStart(file: SourceFile): Promise<FileSystem | undefined> {
  const head = await startOf({ size: file.bytes, read: (at, length) => file.read(at, length) });
  return (match(containers, head) ?? match(fileSystems, head))?.fileSystem;
}

/** With zeros behind the end of a small one, so that every mark has its place. */
async function startOf(volume: Readable, signal?: AbortSignal): Promise<Buffer> {
  const head = Buffer.alloc(headBytes);
  (await volume.read(0, Math.min(headBytes, volume.size), signal)).copy(head);
  return head;
}

function match(signatures: readonly Signature[], head: Buffer): Content | undefined {
  for (const { is, mark, at, name } of signatures) {
    const place = at.find((one) => textAt(head, one, mark.length) === mark);
    const named = place === undefined ? undefined : name === undefined ? {} : name(head, place);
    if (named !== undefined) return { fileSystem: is, uuid: '', label: '', ...named };
  }
  return undefined;
}

const textAt = (head: Buffer, at: number, length: number): string => head.toString('latin1', at, at + length);

/** Where the label of a physical volume of LVM2 is: in one of the first four sectors. */
export const lvmLabelAt = (head: Buffer): number | undefined =>
  lvmSectors.find((at) => textAt(head, at, 8) === 'LABELONE' && textAt(head, at + 24, 8) === 'LVM2 001');

/** The usual spelling of the 32 characters of an LVM identity. */
export const lvmUuid = (text: string): string =>
  text.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7');

const md = (head: Buffer, at: number): Partial<Content> => ({
  uuid: uuidField(head, at + 16),
  label: textField(head, at + 32, 32),
});

/** Version 1.0 in the last 8 to 12 KiB, 0.90 in the last 64 to 128 KiB. */
async function mdAtEnd(volume: Readable, signal?: AbortSignal): Promise<Content | undefined> {
  const at10 = Math.floor((volume.size - 8_192) / 4_096) * 4_096;
  const at09 = Math.floor(volume.size / 65_536) * 65_536 - 65_536;
  for (const at of [at10, at09]) {
    if (at < 0) continue;
    const block = await volume.read(at, 256, signal);
    if (textAt(block, 0, 4) !== mdMark) continue;
    if (at === at10) return { fileSystem: 'linux-raid', label: '', uuid: '', ...md(block, 0) };
    const uuid = Buffer.concat([block.subarray(20, 24), block.subarray(52, 64)]);
    return { fileSystem: 'linux-raid', uuid: uuidField(uuid, 0), label: '' };
  }
  return undefined;
}

/** The generations of ext differ in the features their superblock names (Linux, Documentation/filesystems/ext4/super.rst). */
function ext(superblock: Buffer): Partial<Content> | undefined {
  if (superblock.readUInt32LE(24) > 6) return undefined;
  const journal = (superblock.readUInt32LE(92) & 4) !== 0;
  const incompatible = superblock.readUInt32LE(96);
  const readOnlyCompatible = superblock.readUInt32LE(100);
  // extents, 64-bit, flexible groups, …; huge files, checksums, …: none of these is in ext3
  const fourth = (incompatible & ~0x1f) !== 0 || (readOnlyCompatible & ~7) !== 0;
  return {
    fileSystem: fourth ? 'ext4' : journal ? 'ext3' : 'ext2',
    uuid: uuidField(superblock, 104),
    label: textField(superblock, 120, 16),
    ...((incompatible & 4) === 0 ? {} : { notShutDown: true }),
  };
}

/** The label follows the serial number. */
function fat(head: Buffer, serialAt: number): Partial<Content> {
  const label = textAt(head, serialAt + 4, 11).trim();
  return { uuid: serial32(head, serialAt), label: label === 'NO NAME' ? '' : label };
}

/** Serial numbers as blkid prints them. */
export function serial32(bytes: Buffer, at: number): string {
  const hex = bytes.readUInt32LE(at).toString(16).toUpperCase().padStart(8, '0');
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}

const serial64 = (bytes: Buffer, at: number): string =>
  bytes.readBigUInt64LE(at).toString(16).toUpperCase().padStart(16, '0');
