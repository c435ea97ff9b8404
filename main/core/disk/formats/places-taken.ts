/** Which places of a disk file are taken: one bit each, in pages made as they are needed, so that memory follows what is there. */
import { corrupt } from '../source-file.ts';

const pageBits = 2 ** 15;
/** 64 MiB of bits: more than the tables of any real disk fill. */
const mostPages = 2 ** 14;
/** So many units always have room. */
export const mostPlaces = mostPages * pageBits;

export interface PlacesTaken {
  /** How many are taken. */
  count(): number;
  has(unit: number): boolean;
  /** Takes one unit. Fails with `source.corrupt` when it is taken already: one place cannot be two parts of the disk. */
  take(unit: number): void;
  /** Takes one unit that others may share. */
  share(unit: number): void;
}

/** `unitBytes`: what one bit stands for. */
export function placesTaken(file: { path: string }, unitBytes: number): PlacesTaken {
  const pages = new Map<number, Uint8Array>();
  let count = 0;
  const set = (unit: number): boolean => {
    const number = Math.floor(unit / pageBits);
    let page = pages.get(number);
    if (page === undefined) {
      if (pages.size === mostPages) throw corrupt(file, 'tables-too-large');
      page = new Uint8Array(pageBits / 8);
      pages.set(number, page);
    }
    const bit = unit % pageBits;
    const mask = 1 << (bit & 7);
    const before = page[bit >> 3] ?? 0;
    if ((before & mask) !== 0) return false;
    page[bit >> 3] = before | mask;
    count++;
    return true;
  };
  return {
    count: () => count,
    has: (unit) =>
      ((pages.get(Math.floor(unit / pageBits))?.[(unit % pageBits) >> 3] ?? 0) & (1 << ((unit % pageBits) & 7))) !== 0,
    take(unit) {
      if (!set(unit)) throw corrupt(file, 'place-used-twice', unit * unitBytes);
    },
    share(unit) {
      set(unit);
    },
  };
}
