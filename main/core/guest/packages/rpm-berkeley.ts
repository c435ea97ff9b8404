/** `Packages` of rpm before 4.16: a hash table of Berkeley DB, read page by page without following the hash. */
import { GuestCorrupt, StepLimit } from '../damage.ts';
import { piece } from '../fields.ts';
import type { Volume } from '../sub-source.ts';
import { headerPrefixBytes } from './rpm-header.ts';

const hashMagic = 0x061561;
const pageHeadBytes = 26;
const pageTypes = { oldHash: 2, overflow: 7, hash: 13 } as const;
const itemTypes = { inPlace: 1, elsewhere: 3 } as const;
const structure = 'Berkeley data base';

/** True for the first page of such a table, of either byte order. */
export const isBerkeleyHash = (head: Buffer): boolean =>
  head.length >= 16 && (head.readUInt32LE(12) === hashMagic || head.readUInt32BE(12) === hashMagic);

/** The beginning of every value, in the order of pages. */
export async function* berkeleyValues(source: Volume): AsyncGenerator<Buffer> {
  const head = await source.read(0, Math.min(512, source.size));
  if (head.length < 512 || !isBerkeleyHash(head)) throw new GuestCorrupt(structure, 'no-signature');
  const isLittle = head.readUInt32LE(12) === hashMagic;
  const u16 = (bytes: Buffer, at: number): number => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (bytes: Buffer, at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const pageBytes = u32(head, 20);
  if (pageBytes < 512 || pageBytes > 65_536 || !Number.isInteger(Math.log2(pageBytes))) {
    throw new GuestCorrupt(structure, 'page-size', pageBytes);
  }
  const pages = Math.min(u32(head, 32) + 1, Math.floor(source.size / pageBytes));

  // a page belongs to one value only
  const steps = new StepLimit(structure, pages);

  /** A value on pages of its own, each naming the next. */
  async function elsewhere(first: number, total: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = Math.min(total, headerPrefixBytes);
    for (let number = first; missing > 0;) {
      steps.step();
      if (number === 0 || number >= pages) throw new GuestCorrupt(structure, 'value-outside');
      const page = await source.read(number * pageBytes, pageBytes);
      const bytes = u16(page, 22);
      if (page.readUInt8(25) !== pageTypes.overflow || bytes === 0) {
        throw new GuestCorrupt(structure, 'value-foreign-page');
      }
      parts.push(piece(page, pageHeadBytes, bytes, structure).subarray(0, missing));
      missing -= Math.min(bytes, missing);
      number = u32(page, 16);
    }
    return Buffer.concat(parts);
  }

  for (let number = 1; number < pages; number++) {
    const page = await source.read(number * pageBytes, pageBytes);
    const type = page.readUInt8(25);
    if (type !== pageTypes.hash && type !== pageTypes.oldHash) continue;
    const count = u16(page, 20);
    const places = piece(page, pageHeadBytes, count * 2, structure);
    // keys and values take turns, written from the end of the page towards its beginning
    for (let index = 1; index < count; index += 2) {
      const at = u16(places, index * 2);
      const end = u16(places, index * 2 - 2);
      const item = piece(page, at, end - at, structure);
      if (item.length < 1) throw new GuestCorrupt(structure, 'value-without-bytes');
      if (item.readUInt8(0) === itemTypes.inPlace) yield item.subarray(1);
      else if (item.readUInt8(0) === itemTypes.elsewhere) yield await elsewhere(u32(item, 4), u32(item, 8));
    }
  }
}
