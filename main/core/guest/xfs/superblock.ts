/** Reads the superblock of XFS, versions 4 and 5, and turns its inode and block numbers into places. */
import type { Damage } from '../../../../contract/said.ts';
import { crc32c, textField, uuidField } from '../../disk/fields.ts';
import { GuestCorrupt, GuestError } from '../damage.ts';
import { u64be } from '../fields.ts';
import type { FileSystemFacts } from '../file-system.ts';
import type { Volume } from '../sub-source.ts';

const sectorBytes = 512;

// names as xfs_info(8) and mkfs.xfs(8) use them; bits from the kernel's documentation of the format
const incompatibleBits = new Map([
  [0x1, 'ftype'], [0x2, 'sparse'], [0x4, 'meta_uuid'], [0x8, 'bigtime'], [0x10, 'needsrepair'], [0x20, 'nrext64'],
  [0x40, 'exchange'], [0x80, 'parent'],
]); // prettier-ignore
const readOnlyBits = new Map([
  [0x1, 'finobt'],
  [0x2, 'rmapbt'],
  [0x4, 'reflink'],
  [0x8, 'inobtcount'],
]);
const version4Type = 0x200;

type PowerCode = 'block-size' | 'inode-size-power' | 'group-size-power' | 'folder-block-power';

export interface XfsVolume {
  readonly volume: Volume;
  readonly facts: FileSystemFacts;
  readonly version: 4 | 5;
  readonly blockBytes: number;
  readonly folderBlockBytes: number;
  readonly inodeBytes: number;
  readonly rootInode: number;
  readonly namesHaveType: boolean;
  readonly log: { readonly at: number; readonly length: number } | undefined;
  /** Place of a block by its number as the file system counts. */
  blockAt(block: number, count: number): number;
  /** Place of an inode. */
  inodeAt(inode: number): number;
}

/** Fails with `damaged`, and with `unsupported` for a feature that changes what we would read. */
export async function readSuperblock(volume: Volume, signal?: AbortSignal): Promise<XfsVolume> {
  const block = await volume.read(0, sectorBytes, signal);
  if (block.toString('latin1', 0, 4) !== 'XFSB') throw damaged('no-signature');
  const version = block.readUInt16BE(100) & 0xf;
  if (version !== 4 && version !== 5) throw new GuestError('unsupported', 'xfs', 'unknown-version', version);
  const sector = block.readUInt16BE(102);
  if (sector < 512 || sector > 32_768 || (sector & (sector - 1)) !== 0) throw damaged('sector-size', sector);
  if (version === 5) assertChecksum(await volume.read(0, sector, signal), 224, 'checksum-of-superblock');
  const incompatible = version === 5 ? block.readUInt32BE(216) : 0;
  const unknown = [...Array(32).keys()].find((bit) => ((incompatible & ~0xff) >>> bit) & 1);
  if (unknown !== undefined) throw new GuestError('unsupported', 'xfs', 'unknown-feature', `incompat-2^${unknown}`);

  const power = (at: number, least: number, most: number, what: PowerCode): number => {
    const value = block.readUInt8(at);
    if (value >= least && value <= most) return value;
    throw damaged(what, value);
  };
  const blockLog = power(120, 9, 16, 'block-size');
  const inodeLog = power(122, 8, 11, 'inode-size-power');
  const groupLog = power(124, 1, 31, 'group-size-power');
  const folderLog = power(192, 0, 16 - blockLog, 'folder-block-power');
  const [blockBytes, inodeBytes] = [2 ** blockLog, 2 ** inodeLog];
  const [groupBlocks, groups] = [block.readUInt32BE(84), block.readUInt32BE(88)];
  const blocks = u64be(block, 8, 'xfs');
  const fits = groupBlocks > 0 && groupBlocks <= 2 ** groupLog && groups > 0 && blocks <= groups * groupBlocks;
  if (block.readUInt32BE(4) !== blockBytes || !fits || blocks * blockBytes > volume.size)
    throw damaged('groups-on-bytes', groups, groupBlocks, volume.size);

  const blockAt = (number: number, count: number): number => {
    const group = Math.floor(number / 2 ** groupLog);
    const within = number % 2 ** groupLog;
    // the last group may be shorter than the others
    if (within + count <= groupBlocks && group * groupBlocks + within + count <= blocks)
      return (group * groupBlocks + within) * blockBytes;
    throw damaged('no-block', number);
  };
  const perBlock = 2 ** (blockLog - inodeLog);
  const features2 = block.readUInt32BE(200);
  const named = (bits: Map<number, string>, at: number): string[] =>
    version === 4 ? [] : [...bits].filter(([bit]) => (block.readUInt32BE(at) & bit) !== 0).map(([, name]) => name);
  const logStart = u64be(block, 48, 'xfs');
  const logBlocks = block.readUInt32BE(96);
  return {
    volume,
    facts: {
      kind: 'xfs',
      label: textField(block, 108, 12),
      uuid: uuidField(block, 32),
      clean: undefined,
      features: [
        version === 5 ? 'crc' : 'v4',
        ...(version === 4 && features2 & version4Type ? ['ftype'] : []),
        ...named(incompatibleBits, 216),
        ...named(readOnlyBits, 212),
      ],
      totalBytes: blocks * blockBytes,
      freeBytes: Math.min(u64be(block, 144, 'xfs'), blocks) * blockBytes,
    },
    version,
    blockBytes,
    folderBlockBytes: 2 ** (blockLog + folderLog),
    inodeBytes,
    rootInode: u64be(block, 56, 'xfs'),
    namesHaveType: version === 5 ? (incompatible & 1) !== 0 : (features2 & version4Type) !== 0,
    log: logStart === 0 ? undefined : { at: blockAt(logStart, logBlocks), length: logBlocks * blockBytes },
    blockAt,
    inodeAt: (inode) => blockAt(Math.floor(inode / perBlock), 1) + (inode % perBlock) * inodeBytes,
  };
}

/** Checksums of XFS are CRC-32C of the whole structure, stored little-endian, counted as zeros themselves; `what` says that it is wrong. */
export function assertChecksum(bytes: Buffer, at: number, ...what: Damage): void {
  if (crc32c(bytes, { at, length: 4 }) !== bytes.readUInt32LE(at)) throw damaged(...what);
}

export const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('xfs', ...what);
