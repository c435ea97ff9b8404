/** LZNT1, the compression of NTFS: chunks of 4 KiB, each a row of literals and of copies from the same chunk. */
import { GuestCorrupt } from '../damage.ts';

const chunkBytes = 4_096;
const structure = 'NTFS compressed data';

/** Exactly `length` bytes; what the data does not reach is zeros, as Windows has it. */
export function unpackLznt1(packed: Buffer, length: number): Buffer {
  const out = Buffer.alloc(length);
  let at = 0;
  for (let start = 0; start < length; start += chunkBytes) {
    if (at + 2 > packed.length) break;
    const header = packed.readUInt16LE(at);
    if (header === 0) break;
    const end = at + 2 + (header & 0xfff) + 1;
    if (end > packed.length) throw new GuestCorrupt(structure, 'chunk-cut');
    const most = Math.min(length, start + chunkBytes);
    if ((header & 0x8000) !== 0) unpackChunk(packed, at + 2, end, out, start, most);
    else packed.copy(out, start, at + 2, Math.min(end, at + 2 + most - start));
    at = end;
  }
  return out;
}

function unpackChunk(packed: Buffer, from: number, end: number, out: Buffer, start: number, most: number): void {
  let read = from;
  let write = start;
  while (read < end) {
    let flags = packed.readUInt8(read++);
    for (let item = 0; item < 8 && read < end; item++, flags >>= 1) {
      if ((flags & 1) === 0) {
        if (write >= most) throw new GuestCorrupt(structure, 'chunk-too-long');
        out[write++] = packed.readUInt8(read++);
        continue;
      }
      if (read + 2 > end) throw new GuestCorrupt(structure, 'copy-cut');
      const token = packed.readUInt16LE(read);
      read += 2;
      // the further into the chunk, the more of the token tells the distance
      let distanceBits = 4;
      while ((write - start - 1) >> distanceBits > 0) distanceBits += 1;
      const distance = (token >> (16 - distanceBits)) + 1;
      const count = (token & (0xffff >> distanceBits)) + 3;
      if (distance > write - start || write + count > most) {
        throw new GuestCorrupt(structure, 'copy-outside');
      }
      for (const last = write + count; write < last; write++) out[write] = out[write - distance] ?? 0;
    }
  }
}
