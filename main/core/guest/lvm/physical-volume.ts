/** Reads what a physical volume of LVM2 says of itself and of its group. */
import type { Damage } from '../../../../contract/said.ts';
import { crc32 } from 'node:zlib';
import type { BlockSource } from '../../disk/block-source.ts';
import { lvmLabelAt, lvmUuid } from '../../disk/content.ts';
import { GuestCorrupt, guarded } from '../damage.ts';
import { piece, u64le } from '../fields.ts';
import { type LvmSection, numberOf, parseMetadata } from './metadata-text.ts';

const labelBytes = 512;
const headerBytes = 512;
const headerMagic = ' LVM2 x[5A%r0N*>';
/** LVM starts its own CRC-32 from here and does not invert the result. */
const crcStart = 0xf597a6cf;
/** LVM's default room for metadata is 1 MiB; thousands of volumes have needed more. */
const mostTextBytes = 16 * 2 ** 20;
const mostAreas = 32;

export interface PhysicalVolume {
  readonly uuid: string;
  readonly source: BlockSource;
  /** The name of its group and what it knows of it; absent when it keeps no metadata, or is in no group. */
  readonly group: { readonly name: string; readonly section: LvmSection; readonly sequence: number } | undefined;
}

/** Fails with `damaged`. */
export async function readPhysicalVolume(source: BlockSource, signal?: AbortSignal): Promise<PhysicalVolume> {
  return guarded('lvm', async () => {
    const head = await source.read(0, 4 * labelBytes, signal);
    const labelAt = lvmLabelAt(head);
    if (labelAt === undefined) throw damaged('no-label');
    const label = head.subarray(labelAt, labelAt + labelBytes);
    if (lvmCrc(label.subarray(20)) !== label.readUInt32LE(16)) throw damaged('checksum-of-label');
    const header = piece(label, label.readUInt32LE(20), 40, 'lvm');
    const uuid = lvmUuid(header.toString('latin1', 0, 32));
    let newest: PhysicalVolume['group'];
    let damage: unknown;
    for (const areaAt of metadataAreas(label.subarray(label.readUInt32LE(20) + 40))) {
      try {
        const group = await readArea(source, areaAt, signal);
        if (group && group.sequence > (newest?.sequence ?? -1)) newest = group;
      } catch (error) {
        if (!(error instanceof GuestCorrupt)) throw error;
        // a volume may keep its metadata twice
        damage = error;
      }
    }
    if (!newest && damage instanceof GuestCorrupt) throw damage;
    return { uuid, source, group: newest };
  });
}

/** Two lists of offset and size, each ended by zeros: the room for data, then that for metadata. */
function metadataAreas(lists: Buffer): number[] {
  const areas: number[] = [];
  let list = 0;
  for (let at = 0; list < 2; at += 16) {
    const offset = u64le(lists, at, 'lvm');
    if (offset === 0) list++;
    else if (list === 1) areas.push(offset);
    if (areas.length > mostAreas) throw damaged('too-many-metadata-areas');
  }
  return areas;
}

/** The text is written round and round: it may pass the end of the area and continue behind its header. */
async function readArea(source: BlockSource, areaAt: number, signal?: AbortSignal): Promise<PhysicalVolume['group']> {
  const header = await source.read(areaAt, headerBytes, signal);
  if (header.toString('latin1', 4, 20) !== headerMagic) throw damaged('metadata-area-without-header');
  if (lvmCrc(header.subarray(4)) !== header.readUInt32LE(0)) throw damaged('checksum-of-metadata-area');
  const areaBytes = u64le(header, 32, 'lvm');
  const [offset, size] = [u64le(header, 40, 'lvm'), u64le(header, 48, 'lvm')];
  if (offset === 0 || size === 0) return undefined;
  if (size > mostTextBytes || offset >= areaBytes || size > areaBytes - headerBytes)
    throw damaged('metadata-at', size, offset);
  const straight = Math.min(size, areaBytes - offset);
  const parts = [await source.read(areaAt + offset, straight, signal)];
  if (straight < size) parts.push(await source.read(areaAt + headerBytes, size - straight, signal));
  const text = Buffer.concat(parts);
  if (lvmCrc(text) !== header.readUInt32LE(56)) throw damaged('checksum-of-metadata');
  const metadata = parseMetadata(text.toString().replace(/\0+$/, ''));
  const group = Object.entries(metadata).find(([, value]) => typeof value === 'object' && !Array.isArray(value));
  if (!group) throw damaged('metadata-without-group');
  const section = group[1] as LvmSection;
  return { name: group[0], section, sequence: numberOf(section, 'seqno') };
}

/** CRC-32 without its usual inversions, which are undone here. */
export const lvmCrc = (bytes: Buffer): number => ~crc32(bytes, ~crcStart >>> 0) >>> 0;

const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('lvm', ...what);
