/** Finds and checks the inodes of ext2, ext3 and ext4. */
import { crc32cRegister } from '../../disk/fields.ts';
import { GuestError } from '../damage.ts';
import { piece } from '../fields.ts';
import type { EntryKind, GuestStat } from '../file-system.ts';
import { damaged, type ExtVolume } from './superblock.ts';

export const rootInode = 2;

export const inodeFlags = {
  immutable: 0x10,
  appendOnly: 0x20,
  encrypted: 0x800,
  extents: 0x80000,
  inlineData: 0x10000000,
} as const;

export interface ExtInode {
  readonly number: number;
  readonly flags: number;
  /** The 60 bytes that hold block numbers, the root of an extent tree, a short link or the first of the data. */
  readonly blockArea: Buffer;
  /** The whole record, which may hold extended attributes. */
  readonly record: Buffer;
  readonly stat: GuestStat;
  /** Where checksums of the blocks of this file start; absent without `metadata_csum`. */
  readonly checksumSeed: number | undefined;
}

/** Inode `number`, in use and with the right checksum. */
export async function readInode(ext: ExtVolume, number: number, signal?: AbortSignal): Promise<ExtInode> {
  if (number < 1 || number > ext.inodes) throw damaged('no-inode', number);
  const group = Math.floor((number - 1) / ext.inodesPerGroup);
  const index = (number - 1) % ext.inodesPerGroup;
  const table = await inodeTable(ext, group, signal);
  const record = await ext.volume.read(table * ext.blockBytes + index * ext.inodeBytes, ext.inodeBytes, signal);
  const checksumSeed = inodeChecksumSeed(ext, number, record);
  const mode = record.readUInt16LE(0);
  // a name that leads to a freed inode
  if (mode === 0) throw damaged('inode-not-in-use', number);
  if (checksumSeed !== undefined) assertChecksum(record, number, checksumSeed);
  const flags = record.readUInt32LE(32);
  const kind = kindOf(mode);
  const sizeBytes = record.readUInt32LE(4) + (kind === 'file' ? record.readUInt32LE(108) * 2 ** 32 : 0);
  if (!Number.isSafeInteger(sizeBytes)) throw damaged('inode-bytes', number, sizeBytes);
  return {
    number,
    flags,
    blockArea: record.subarray(40, 100),
    record,
    checksumSeed,
    stat: {
      kind,
      sizeBytes,
      id: number,
      mode: mode & 0o7777,
      uid: record.readUInt16LE(2) + record.readUInt16LE(120) * 2 ** 16,
      gid: record.readUInt16LE(24) + record.readUInt16LE(122) * 2 ** 16,
      modifiedMs: modifiedMs(record),
      attributes: [
        ...(flags & inodeFlags.immutable ? ['immutable'] : []),
        ...(flags & inodeFlags.appendOnly ? ['append-only'] : []),
        ...(flags & inodeFlags.encrypted ? ['encrypted'] : []),
      ],
    },
  };
}

/** Files and folders of an encrypted folder have contents and names that only the guest's key opens. */
export function assertOpen(inode: ExtInode): void {
  if (inode.flags & inodeFlags.encrypted) throw new GuestError('unsupported', `ext inode ${inode.number}`, 'encrypted');
}

export function kindOf(mode: number): EntryKind {
  switch (mode >>> 12) {
    case 4:
      return 'directory';
    case 8:
      return 'file';
    case 10:
      return 'link';
    default:
      return 'other';
  }
}

/** Seconds, with two more bits of them in the field behind, where the record is long enough to have it. */
function modifiedMs(record: Buffer): number {
  const seconds = record.readInt32LE(16);
  const extra = record.length >= 140 && record.readUInt16LE(128) >= 12 ? record.readUInt32LE(136) : 0;
  return (seconds + (extra & 3) * 2 ** 32) * 1_000 + Math.floor((extra >>> 2) / 1e6);
}

async function inodeTable(ext: ExtVolume, group: number, signal?: AbortSignal): Promise<number> {
  const descriptor = await ext.volume.read(descriptorAt(ext, group), ext.groupBytes, signal);
  if (ext.checksumSeed !== undefined) {
    const sum = descriptor.readUInt16LE(0x1e);
    const zeroed = Buffer.from(descriptor);
    zeroed.writeUInt16LE(0, 0x1e);
    if ((crc32cRegister(zeroed, crc32cRegister(number32(group), ext.checksumSeed)) & 0xffff) !== sum)
      throw damaged('checksum-of-group', group);
  }
  const high = ext.groupBytes >= 64 ? descriptor.readUInt32LE(40) * 2 ** 32 : 0;
  const table = descriptor.readUInt32LE(8) + high;
  if (table === 0 || table >= ext.blocks) throw damaged('inodes-at-block', group, table);
  return table;
}

/** Descriptors lie together behind the superblock, or with `meta_bg` one block of them in every group of groups. */
function descriptorAt(ext: ExtVolume, group: number): number {
  const perBlock = ext.blockBytes / ext.groupBytes;
  const block = Math.floor(group / perBlock);
  const within = (group % perBlock) * ext.groupBytes;
  if (ext.firstMetaGroup === undefined || block < ext.firstMetaGroup)
    return (ext.firstBlock + 1 + block) * ext.blockBytes + within;
  const first = block * perBlock;
  const start = ext.firstBlock + first * ext.blocksPerGroup + (ext.hasCopy(first) ? 1 : 0);
  return start * ext.blockBytes + within;
}

function inodeChecksumSeed(ext: ExtVolume, number: number, record: Buffer): number | undefined {
  if (ext.checksumSeed === undefined) return undefined;
  const generation = piece(record, 100, 4, 'ext');
  return crc32cRegister(generation, crc32cRegister(number32(number), ext.checksumSeed));
}

function assertChecksum(record: Buffer, number: number, seed: number): void {
  const zeroed = Buffer.from(record);
  zeroed.writeUInt16LE(0, 124);
  const wide = record.length > 128 && record.readUInt16LE(128) >= 4;
  if (wide) zeroed.writeUInt16LE(0, 130);
  const stored = record.readUInt16LE(124) + (wide ? record.readUInt16LE(130) * 2 ** 16 : 0);
  const sum = crc32cRegister(zeroed, seed);
  if ((wide ? sum : sum & 0xffff) !== stored) throw damaged('checksum-of-inode', number);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
