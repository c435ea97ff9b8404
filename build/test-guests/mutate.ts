/** Damages bytes the way disks and attackers do, the same way every time: for the tests of every reader of guests. */
import { assertWithin, type Volume } from '../../main/core/guest/sub-source.ts';

export interface Damager {
  /** A whole number from 0 to below `below`. */
  number(below: number): number;
  /** A damaged copy. */
  damage(bytes: Buffer): Buffer;
}

/** Numbers that length and offset fields are most afraid of. */
const unkind = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe];

/** The same damages in the same order for the same seed. `within`: where damage falls, when not anywhere. */
export function damager(seed: number, within?: readonly { readonly at: number; readonly length: number }[]): Damager {
  // neighbouring seeds must not begin alike
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  const number = (below: number): number => {
    // xorshift: small, and equal on every machine
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
  const place = (size: number): number => {
    const range = within?.[number(within.length)];
    return range === undefined ? number(size) : Math.min(size - 1, range.at + number(range.length));
  };
  const write = (bytes: Buffer): void => {
    const at = place(bytes.length);
    const kind = number(4);
    if (kind === 0) bytes.writeUInt8((bytes.readUInt8(at) ^ (1 << number(8))) & 0xff, at);
    else if (kind === 1) bytes.writeUInt8(number(256), at);
    else {
      const value = unkind[number(unkind.length)] ?? 0;
      const width = kind === 2 ? 2 : 4;
      const from = Math.max(0, Math.min(bytes.length - width, at - (at % width)));
      if (bytes.length >= width) bytes.writeUIntLE(value % 2 ** (8 * width), from, width);
    }
  };
  return {
    number,
    damage(bytes) {
      if (bytes.length === 0) return Buffer.alloc(0);
      const copy = Buffer.from(number(16) === 0 ? bytes.subarray(0, place(bytes.length)) : bytes);
      if (copy.length === 0) return copy;
      for (let times = 1 + number(6); times > 0; times--) write(copy);
      return copy;
    },
  };
}

/** How many damaged copies a fuzz test looks at: `usual`, or as many as FUZZ_RUNS says. */
export function fuzzRuns(usual: number): number {
  const asked = Number(process.env['FUZZ_RUNS'] ?? '');
  return Number.isSafeInteger(asked) && asked > 0 ? asked : usual;
}

/** Bytes in memory as a volume; like a real one it refuses what lies outside. */
export function memoryVolume(bytes: Buffer): Volume {
  return {
    size: bytes.length,
    async read(offset, length) {
      assertWithin(bytes.length, offset, length);
      return Buffer.from(bytes.subarray(offset, offset + length));
    },
  };
}
