/** Reads and checks the inodes of XFS. */
import { piece, u64be } from '../fields.ts';
import type { EntryKind, GuestStat } from '../file-system.ts';
import { assertChecksum, damaged, type XfsVolume } from './superblock.ts';

const immutable = 0x8;
const appendOnly = 0x10;
const realtime = 0x1;
const bigTimes = 0x8;
const wideCounts = 0x10;
const nanoseconds = 1_000_000n;
/** Where times counted in nanoseconds start: 2^31 seconds before 1970. */
const bigTimeStartMs = -(2 ** 31) * 1_000;

/** How the data of a file is kept: in the inode, as a list of extents there, or as a B-tree of them. */
export type XfsForkKind = 'local' | 'extents' | 'tree' | 'none';

export interface XfsInode {
  readonly number: number;
  readonly stat: GuestStat;
  readonly forkKind: XfsForkKind;
  /** The room for data, extents or the root of the tree. */
  readonly fork: Buffer;
  readonly extentCount: number;
}

const forkKinds: readonly XfsForkKind[] = ['none', 'local', 'extents', 'tree'];
const modes = new Map<number, EntryKind>([
  [4, 'directory'],
  [8, 'file'],
  [10, 'link'],
]);

/** Inode `number`, in use, of this place, and with the right checksum. */
export async function readInode(xfs: XfsVolume, number: number, signal?: AbortSignal): Promise<XfsInode> {
  const record = await xfs.volume.read(xfs.inodeAt(number), xfs.inodeBytes, signal);
  const mode = record.readUInt16BE(2);
  const version = record.readUInt8(4);
  if (record.toString('latin1', 0, 2) !== 'IN' || mode === 0 || version < 1 || version > 3)
    throw damaged('inode-not-in-use', number);
  if ((version === 3) !== (xfs.version === 5)) throw damaged('inode-version', number, version);
  if (version === 3) {
    assertChecksum(record, 100, 'checksum-of-inode', number);
    if (u64be(record, 152, 'xfs') !== number) throw damaged('inode-says-another', number);
  }
  const flags = record.readUInt16BE(90);
  const flags2 = version === 3 ? record.readUInt32BE(124) : 0;
  if (flags & realtime) throw damaged('inode-on-other-device', number);
  const start = version === 3 ? 176 : 100;
  const attributesAt = record.readUInt8(82) * 8;
  const forkBytes = attributesAt === 0 ? record.length - start : attributesAt;
  const forkKind = forkKinds[record.readUInt8(5)];
  if (forkKind === undefined) throw damaged('inode-form', number);
  return {
    number,
    stat: {
      kind: modes.get(mode >>> 12) ?? 'other',
      sizeBytes: u64be(record, 56, 'xfs'),
      id: number,
      mode: mode & 0o7777,
      uid: record.readUInt32BE(8),
      gid: record.readUInt32BE(12),
      modifiedMs: modifiedMs(record, (flags2 & bigTimes) !== 0),
      attributes: [...(flags & immutable ? ['immutable'] : []), ...(flags & appendOnly ? ['append-only'] : [])],
    },
    forkKind,
    fork: piece(record, start, forkBytes, 'xfs inode'),
    extentCount: flags2 & wideCounts ? u64be(record, 24, 'xfs') : record.readUInt32BE(76),
  };
}

function modifiedMs(record: Buffer, big: boolean): number {
  if (big) return bigTimeStartMs + Number(record.readBigUInt64BE(40) / nanoseconds);
  return record.readInt32BE(40) * 1_000 + Math.floor(record.readInt32BE(44) / 1e6);
}
