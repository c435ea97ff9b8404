/** Reads the superblock of ext2, ext3 and ext4 and says which of their features are supported. */
import type { Damage } from '../../../../contract/said.ts';
import { crc32cRegister, textField, uuidField } from '../../disk/fields.ts';
import { GuestCorrupt, GuestError } from '../damage.ts';
import type { FileSystemFacts } from '../file-system.ts';
import type { Volume } from '../sub-source.ts';

const superblockAt = 1_024;
const superblockBytes = 1_024;
const magic = 0xef53;

// names as mke2fs and tune2fs use them (ext4(5)); bits from the ext4 on-disk format of the kernel's documentation
const compatible = bits({
  0x1: 'dir_prealloc', 0x4: 'has_journal', 0x8: 'ext_attr', 0x10: 'resize_inode', 0x20: 'dir_index',
  0x200: 'sparse_super2', 0x400: 'fast_commit', 0x800: 'stable_inodes', 0x1000: 'orphan_file',
}); // prettier-ignore
const incompatible = bits({
  0x2: 'filetype', 0x4: 'needs_recovery', 0x10: 'meta_bg', 0x40: 'extent', 0x80: '64bit', 0x100: 'mmp',
  0x200: 'flex_bg', 0x400: 'ea_inode', 0x1000: 'dirdata', 0x2000: 'metadata_csum_seed', 0x4000: 'large_dir',
  0x8000: 'inline_data', 0x10000: 'encrypt', 0x20000: 'casefold',
}); // prettier-ignore
const readOnlyCompatible = bits({
  0x1: 'sparse_super', 0x2: 'large_file', 0x4: 'btree_dir', 0x8: 'huge_file', 0x10: 'uninit_bg', 0x20: 'dir_nlink',
  0x40: 'extra_isize', 0x100: 'quota', 0x200: 'bigalloc', 0x400: 'metadata_csum', 0x1000: 'read-only',
  0x2000: 'project', 0x4000: 'shared_blocks', 0x8000: 'verity', 0x10000: 'orphan_present',
}); // prettier-ignore

export interface ExtVolume {
  readonly volume: Volume;
  readonly facts: FileSystemFacts;
  readonly blockBytes: number;
  readonly blocks: number;
  readonly firstBlock: number;
  readonly inodes: number;
  readonly inodeBytes: number;
  readonly inodesPerGroup: number;
  readonly blocksPerGroup: number;
  readonly groupBytes: number;
  /** Groups from here on keep their descriptors beside them; absent without `meta_bg`. */
  readonly firstMetaGroup: number | undefined;
  readonly hasCopy: (group: number) => boolean;
  /** Start of every checksum; absent without `metadata_csum`. */
  readonly checksumSeed: number | undefined;
  readonly namesHaveType: boolean;
}

/** Fails with `damaged`, and with `unsupported` for a feature that changes what we would read. */
export async function readSuperblock(volume: Volume, signal?: AbortSignal): Promise<ExtVolume> {
  const block = await volume.read(superblockAt, superblockBytes, signal);
  if (block.readUInt16LE(56) !== magic) throw damaged('no-signature');
  const revision = block.readUInt32LE(76);
  const [compat, incompat, readOnly] = revision === 0 ? [0, 0, 0] : [92, 96, 100].map((at) => block.readUInt32LE(at));
  const features = [
    ...named(compatible, compat ?? 0, 'compat'),
    ...named(incompatible, incompat ?? 0, 'incompat'),
    ...named(readOnlyCompatible, readOnly ?? 0, 'ro_compat'),
  ];
  const has = (feature: string): boolean => features.includes(feature);
  const unknown = features.find((feature) => feature.startsWith('incompat-'));
  if (unknown) throw new GuestError('unsupported', 'ext', 'unknown-feature', unknown);
  if (has('metadata_csum') && crc32cRegister(block.subarray(0, 1_020)) !== block.readUInt32LE(1_020))
    throw damaged('wrong-checksum');

  const logBlock = block.readUInt32LE(24);
  if (logBlock > 6) throw damaged('block-size', 10 + logBlock);
  const blockBytes = 1_024 << logBlock;
  const wide = has('64bit');
  const whole = (low: number, high: number): number =>
    block.readUInt32LE(low) + (wide ? block.readUInt32LE(high) * 2 ** 32 : 0);
  const blocks = whole(4, 0x150);
  const firstBlock = block.readUInt32LE(20);
  const inodes = block.readUInt32LE(0);
  const inodeBytes = revision === 0 ? 128 : block.readUInt16LE(88);
  const inodesPerGroup = block.readUInt32LE(40);
  const blocksPerGroup = block.readUInt32LE(32);
  const groupBytes = wide ? block.readUInt16LE(0xfe) : 32;
  if (blocks * blockBytes > volume.size || blocks <= firstBlock) throw damaged('blocks-beyond-volume', blocks);
  if (inodeBytes < 128 || inodeBytes > blockBytes || (inodeBytes & (inodeBytes - 1)) !== 0)
    throw damaged('inode-size', inodeBytes);
  if (inodesPerGroup === 0 || inodesPerGroup > blockBytes * 8) throw damaged('inodes-per-group', inodesPerGroup);
  if (blocksPerGroup === 0 || blocksPerGroup > 2 ** 31) throw damaged('blocks-per-group', blocksPerGroup);
  if (groupBytes < 32 || groupBytes > 1_024 || (groupBytes & (groupBytes - 1)) !== 0)
    throw damaged('group-descriptor-size', groupBytes);

  const state = block.readUInt16LE(58);
  const backups = [block.readUInt32LE(0x24c), block.readUInt32LE(0x250)];
  return {
    volume,
    facts: {
      kind: has('extent') || has('64bit') || has('flex_bg') ? 'ext4' : has('has_journal') ? 'ext3' : 'ext2',
      label: textField(block, 120, 16),
      uuid: uuidField(block, 104),
      // bit 0: unmounted in order; bit 1: errors were found
      clean: (state & 3) === 1 && !has('needs_recovery'),
      features,
      totalBytes: blocks * blockBytes,
      freeBytes: Math.min(whole(12, 0x158), blocks) * blockBytes,
      totalInodes: inodes,
      freeInodes: Math.min(block.readUInt32LE(16), inodes),
    },
    blockBytes, blocks, firstBlock, inodes, inodeBytes, inodesPerGroup, blocksPerGroup, groupBytes,
    firstMetaGroup: has('meta_bg') ? block.readUInt32LE(260) : undefined,
    hasCopy: (group) =>
      has('sparse_super2') ? group === 0 || backups.includes(group) : !has('sparse_super') || isSparse(group),
    checksumSeed: !has('metadata_csum')
      ? undefined
      : has('metadata_csum_seed')
        ? block.readUInt32LE(0x270)
        : crc32cRegister(block.subarray(104, 120)),
    namesHaveType: has('filetype'),
  }; // prettier-ignore
}

/** Groups 0 and 1 and the powers of 3, 5 and 7. */
function isSparse(group: number): boolean {
  if (group <= 1) return true;
  return [3, 5, 7].some((base) => {
    let power = base;
    while (power < group) power *= base;
    return power === group;
  });
}

function bits(names: Record<number, string>): Map<number, string> {
  return new Map(Object.entries(names).map(([bit, name]) => [Number(bit), name]));
}

function named(known: Map<number, string>, value: number, word: string): string[] {
  const set = Array.from({ length: 32 }, (_, n) => 2 ** n).filter((bit) => Math.floor(value / bit) % 2 === 1);
  return set.map((bit) => known.get(bit) ?? `${word}-0x${bit.toString(16)}`);
}

export const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('ext', ...what);
