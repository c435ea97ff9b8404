/** `Packages.db` of SUSE: rpm's own format, slots that name the blocks where each header lies. */
import { GuestCorrupt } from '../damage.ts';
import type { Volume } from '../sub-source.ts';
import { headerPrefixBytes } from './rpm-header.ts';

const magic = 'RpmP';
const slotBytes = 16;
const blockBytes = 16;
const slotPageBytes = 4_096;
/** Two slots' room at the front belong to the file's own header. */
const firstSlot = 2;
const mostSlotPages = 2_048;
const structure = 'rpm data base';

export const isNdb = (head: Buffer): boolean => head.toString('latin1', 0, 4) === magic;

/** The beginning of every header, in the order of slots. */
export async function* ndbValues(source: Volume): AsyncGenerator<Buffer> {
  const head = await source.read(0, Math.min(32, source.size));
  if (head.length < 32 || !isNdb(head) || head.readUInt32LE(4) !== 0) {
    throw new GuestCorrupt(structure, 'no-signature-or-version');
  }
  const slotPages = head.readUInt32LE(12);
  if (slotPages < 1 || slotPages > mostSlotPages || slotPages * slotPageBytes > source.size) {
    throw new GuestCorrupt(structure, 'slot-pages', slotPages);
  }
  let left = source.size;
  for (let page = 0; page < slotPages; page++) {
    const slots = await source.read(page * slotPageBytes, slotPageBytes);
    for (let at = page === 0 ? firstSlot * slotBytes : 0; at < slotPageBytes; at += slotBytes) {
      if (slots.toString('latin1', at, at + 4) !== 'Slot') throw new GuestCorrupt(structure, 'slot-damaged');
      const number = slots.readUInt32LE(at + 4);
      const block = slots.readUInt32LE(at + 8);
      // free slots name no package
      if (number === 0 || block === 0) continue;
      const length = slots.readUInt32LE(at + 12) * blockBytes;
      left -= length;
      if (left < 0) throw new GuestCorrupt(structure, 'packages-overlap');
      yield await blob(source, number, block * blockBytes, length);
    }
  }
}

async function blob(source: Volume, number: number, offset: number, length: number): Promise<Buffer> {
  const head = await source.read(offset, 16);
  const bytes = head.readUInt32LE(12);
  if (head.toString('latin1', 0, 4) !== 'BlbS' || head.readUInt32LE(4) !== number || bytes + 28 > length) {
    throw new GuestCorrupt(structure, 'package-header', number);
  }
  return source.read(offset + 16, Math.min(bytes, headerPrefixBytes));
}
