/** Reads one half of a mirror of Linux software RAID (level 1): each half holds everything, so one is enough. */
import type { BlockSource } from '../../disk/block-source.ts';
import { u64le } from '../fields.ts';
import { subSource } from '../sub-source.ts';

const sectorBytes = 512;
const magic = 0xa92b4efc;
const newBytes = 4_096;
/** Of a member that is being filled, reshaped, or that only stands in for another one. */
const unfitFeatures = 0x2 | 0x4 | 0x10;
const firstRoleNotActive = 0xfffd;
const oldBytes = 4_096;
const oldInSync = 0x4;

export interface MirrorHalf {
  /** The same on all halves. */
  readonly mirror: string;
  /** The half with the most was written to last. */
  readonly events: number;
  readonly data: BlockSource;
}

/** Undefined when it is no mirror, or not a half with all of its data. */
export async function readMirrorHalf(member: BlockSource, signal?: AbortSignal): Promise<MirrorHalf | undefined> {
  const { size } = member;
  for (const at of [0, 4_096, Math.floor((size - 8_192) / 4_096) * 4_096]) {
    if (at < 0 || at + newBytes > size) continue;
    const half = newHalf(member, at, await member.read(at, newBytes, signal));
    if (half) return half;
  }
  const at = Math.floor(size / 65_536) * 65_536 - 65_536;
  return at < 0 ? undefined : oldHalf(member, await member.read(at, oldBytes, signal));
}

/** Versions 1.0, 1.1 and 1.2 differ only in where they are. */
function newHalf(member: BlockSource, at: number, block: Buffer): MirrorHalf | undefined {
  if (block.readUInt32LE(0) !== magic || block.readUInt32LE(4) !== 1) return undefined;
  const [features, devices, own] = [block.readUInt32LE(8), block.readUInt32LE(220), block.readUInt32LE(160)];
  const used = 256 + devices * 2;
  if (used > newBytes || own >= devices || u64le(block, 144, 'volume') * sectorBytes !== at) return undefined;
  if (sumOf(block.subarray(0, used), 216) !== block.readUInt32LE(216)) return undefined;
  const role = block.readUInt16LE(256 + own * 2);
  if (block.readUInt32LE(72) !== 1 || role >= firstRoleNotActive || features & unfitFeatures) return undefined;
  const [from, length] = [128, 80].map((field) => u64le(block, field, 'volume') * sectorBytes);
  return {
    mirror: block.toString('hex', 16, 32),
    events: u64le(block, 200, 'volume'),
    data: subSource(member, from ?? 0, length ?? 0),
  };
}

/** Version 0.90, which grub-legacy could start from. */
function oldHalf(member: BlockSource, block: Buffer): MirrorHalf | undefined {
  const word = (n: number): number => block.readUInt32LE(n * 4);
  if (word(0) !== magic || word(1) !== 0 || sumOf(block, 152) !== word(38)) return undefined;
  // the last descriptor is that of this half
  if (word(7) !== 1 || !(word(996) & oldInSync)) return undefined;
  return {
    mirror: [5, 13, 14, 15].map((n) => word(n).toString(16)).join(':'),
    events: word(40) * 2 ** 32 + word(39),
    data: subSource(member, 0, word(8) * 1_024),
  };
}

/** All words added up, and what does not fit into one added again; `sumAt` counts as zeros. */
function sumOf(block: Buffer, sumAt: number): number {
  let sum = 0;
  for (let at = 0; at + 4 <= block.length; at += 4) if (at !== sumAt) sum += block.readUInt32LE(at);
  if (block.length % 4 === 2) sum += block.readUInt16LE(block.length - 2);
  return ((sum % 2 ** 32) + Math.floor(sum / 2 ** 32)) % 2 ** 32;
}
