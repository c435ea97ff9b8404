/** The LZMA algorithm: a range coder over adaptive bits, and copies out of a dictionary that holds what came before. */
import { GuestCorrupt } from '../damage.ts';

/** How literals and positions are modelled; `lc`, `lp` and `pb` of the format. */
export interface LzmaProperties {
  readonly literalContextBits: number;
  readonly literalPositionBits: number;
  readonly positionBits: number;
}

/** More input than any one symbol can take. */
export const mostSymbolBytes = 32;

const structure = 'lzma';
const half = 1_024;
const top = 0x1000000;
const firstDictionaryBytes = 2 ** 20;

// where the adaptive bits of each kind begin in one array
const isMatch = 0;
const isRepeat = isMatch + 192;
const isRepeat0 = isRepeat + 12;
const isRepeat1 = isRepeat0 + 12;
const isRepeat2 = isRepeat1 + 12;
const isLongRepeat0 = isRepeat2 + 12;
const distanceSlots = isLongRepeat0 + 192;
const distanceSpecial = distanceSlots + 256;
const distanceAlign = distanceSpecial + 128;
const matchLength = distanceAlign + 16;
const lengthSize = 2 + 128 + 128 + 256;
const repeatLength = matchLength + lengthSize;
const literals = repeatLength + lengthSize;

/** Reads the byte `(pb * 5 + lp) * 9 + lc`. */
export function lzmaProperties(byte: number): LzmaProperties {
  if (byte >= 225) throw new GuestCorrupt(structure, 'properties-damaged');
  return {
    literalContextBits: byte % 9,
    literalPositionBits: Math.floor(byte / 9) % 5,
    positionBits: Math.floor(byte / 45),
  };
}

/** One LZMA state. The owner feeds it input and takes its output; nothing outside the dictionary is kept. */
export class LzmaDecoder {
  /** True after the mark that some writers put at the end. */
  ended = false;
  /** Bytes put out since the dictionary was reset. */
  written = 0;

  readonly #dictionaryBytes: number;
  #dictionary: Buffer;
  #write = 0;
  #taken = 0;

  #probabilities = new Uint16Array(0);
  #literalContextBits = 0;
  #literalMask = 0;
  #positionMask = 0;
  #state = 0;
  #repeats: [number, number, number, number] = [0, 0, 0, 0];
  #pending = 0;

  #input: Buffer = Buffer.alloc(0);
  #at = 0;
  #range = 0;
  #code = 0;

  /** `dictionaryBytes`: how far back copies may reach; memory grows with what is put out. */
  constructor(dictionaryBytes: number) {
    this.#dictionaryBytes = Math.max(4_096, dictionaryBytes);
    this.#dictionary = Buffer.allocUnsafe(Math.min(this.#dictionaryBytes, firstDictionaryBytes));
  }

  resetState(properties: LzmaProperties): void {
    const { literalContextBits, literalPositionBits, positionBits } = properties;
    this.#literalContextBits = literalContextBits;
    this.#literalMask = 2 ** literalPositionBits - 1;
    this.#positionMask = 2 ** positionBits - 1;
    const size = literals + 0x300 * 2 ** (literalContextBits + literalPositionBits);
    if (this.#probabilities.length !== size) this.#probabilities = new Uint16Array(size);
    this.#probabilities.fill(half);
    this.#state = 0;
    this.#repeats = [0, 0, 0, 0];
    this.#pending = 0;
  }

  /** What came before can no longer be copied from. */
  resetDictionary(): void {
    this.written = 0;
  }

  /** Starts the range coder on five bytes. */
  start(bytes: Buffer): void {
    if (bytes.readUInt8(0) !== 0) throw new GuestCorrupt(structure, 'data-begins-wrong');
    this.#range = 0xffffffff;
    this.#code = bytes.readUInt32BE(1);
  }

  /** True when the coder has come to rest, as it must at the end of a stream of known size. */
  get isAtRest(): boolean {
    return this.#code === 0 && this.#pending === 0;
  }

  /** Stored bytes, which later copies may reach. */
  store(bytes: Buffer): void {
    for (const byte of bytes) this.#put(byte);
  }

  /** What was put out since the last call. */
  takeOutput(): Buffer {
    const from = this.#taken;
    const to = this.#write;
    this.#taken = to;
    if (to >= from) return Buffer.from(this.#dictionary.subarray(from, to));
    return Buffer.concat([this.#dictionary.subarray(from), this.#dictionary.subarray(0, to)]);
  }

  /**
   * Decodes until `most` bytes are put out, the end mark, or fewer than `mostSymbolBytes` of input are left (none,
   * when `isLast`). Answers how much input was used and how much was put out. `most` must be less than the dictionary.
   */
  decode(input: Buffer, most: number, isLast: boolean): { used: number; put: number } {
    this.#input = input;
    this.#at = 0;
    let put = 0;
    const safeEnd = isLast ? input.length : input.length - mostSymbolBytes;
    while (put < most) {
      if (this.#pending > 0) {
        put += this.#copyPending(most - put);
        continue;
      }
      if (this.#at > safeEnd || this.ended) break;
      put += this.#symbol();
      if (this.#at > input.length) throw new GuestCorrupt(structure, 'ends-early');
    }
    // the writer's last byte is only read when the next symbol would need it
    if (isLast && this.#pending === 0) this.#normalize();
    return { used: this.#at, put };
  }

  /** One literal (1), or the beginning of a copy (0: its bytes are pending). */
  #symbol(): number {
    const state = this.#state;
    const position = this.written & this.#positionMask;
    if (this.#bit(isMatch + (state << 4) + position) === 0) {
      this.#literal();
      return 1;
    }
    if (this.#bit(isRepeat + state) === 0) {
      this.#newMatch(position);
      return 0;
    }
    if (this.written === 0) throw new GuestCorrupt(structure, 'copy-of-nothing');
    const repeats = this.#repeats;
    if (this.#bit(isRepeat0 + state) === 0) {
      if (this.#bit(isLongRepeat0 + (state << 4) + position) === 0) {
        this.#state = state < 7 ? 9 : 11;
        this.#pend(1);
        return 0;
      }
    } else {
      let distance: number;
      if (this.#bit(isRepeat1 + state) === 0) distance = repeats[1];
      else {
        if (this.#bit(isRepeat2 + state) === 0) distance = repeats[2];
        else {
          distance = repeats[3];
          repeats[3] = repeats[2];
        }
        repeats[2] = repeats[1];
      }
      repeats[1] = repeats[0];
      repeats[0] = distance;
    }
    const length = this.#length(repeatLength, position);
    this.#state = state < 7 ? 8 : 11;
    this.#pend(length);
    return 0;
  }

  #literal(): void {
    const before = this.written > 0 ? this.#back(0) : 0;
    const context =
      ((this.written & this.#literalMask) << this.#literalContextBits) + (before >> (8 - this.#literalContextBits));
    const base = literals + 0x300 * context;
    let symbol = 1;
    if (this.#state < 7) symbol = this.#tree(base, 8);
    else {
      let matched = this.#back(this.#repeats[0]);
      do {
        const expected = (matched >> 7) & 1;
        matched <<= 1;
        const bit = this.#bit(base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      } while (symbol < 0x100);
      while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    }
    this.#put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #newMatch(position: number): void {
    const repeats = this.#repeats;
    repeats[3] = repeats[2];
    repeats[2] = repeats[1];
    repeats[1] = repeats[0];
    const length = this.#length(matchLength, position);
    this.#state = this.#state < 7 ? 7 : 10;
    const slot = this.#tree(distanceSlots + (Math.min(length - 2, 3) << 6), 6);
    let distance = slot;
    if (slot >= 4) {
      const direct = (slot >> 1) - 1;
      distance = ((2 | (slot & 1)) << direct) >>> 0;
      if (slot < 14) distance += this.#reverseTree(distanceSpecial + distance - slot, direct);
      else {
        distance += this.#direct(direct - 4) * 16;
        distance += this.#reverseTree(distanceAlign, 4);
      }
    }
    if (distance === 0xffffffff) {
      this.ended = true;
      return;
    }
    repeats[0] = distance;
    this.#pend(length);
  }

  #length(base: number, position: number): number {
    if (this.#bit(base) === 0) return 2 + this.#tree(base + 2 + (position << 3), 3);
    if (this.#bit(base + 1) === 0) return 10 + this.#tree(base + 130 + (position << 3), 3);
    return 18 + this.#tree(base + 258, 8);
  }

  #pend(length: number): void {
    const distance = this.#repeats[0];
    if (distance >= this.written || distance >= this.#dictionaryBytes) {
      throw new GuestCorrupt(structure, 'copy-outside');
    }
    this.#pending = length;
  }

  #copyPending(most: number): number {
    const count = Math.min(most, this.#pending);
    const distance = this.#repeats[0];
    const dictionary = this.#dictionary;
    const from = this.#write - distance - 1;
    if (from >= 0 && this.#write + count <= dictionary.length) {
      for (let offset = 0; offset < count; offset++) {
        dictionary[this.#write + offset] = dictionary[from + offset] ?? 0;
      }
      this.#write += count;
      this.written += count;
    } else for (let left = count; left > 0; left--) this.#put(this.#back(distance));
    this.#pending -= count;
    return count;
  }

  #back(distance: number): number {
    const at = this.#write - distance - 1;
    return this.#dictionary[at < 0 ? at + this.#dictionary.length : at] ?? 0;
  }

  #put(byte: number): void {
    if (this.#write === this.#dictionary.length) this.#wrap();
    this.#dictionary[this.#write++] = byte;
    this.written += 1;
  }

  /** At the end of the dictionary: a larger one while it may grow, else from its start again. */
  #wrap(): void {
    const size = this.#dictionary.length;
    if (size === this.#dictionaryBytes) {
      this.#write = 0;
      return;
    }
    const larger = Buffer.allocUnsafe(Math.min(size * 2, this.#dictionaryBytes));
    this.#dictionary.copy(larger);
    this.#dictionary = larger;
  }

  #normalize(): void {
    if (this.#range >= top) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | (this.#input[this.#at++] ?? 0)) >>> 0;
  }

  #bit(index: number): number {
    this.#normalize();
    const probability = this.#probabilities[index] ?? half;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      this.#probabilities[index] = probability + ((2_048 - probability) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    this.#probabilities[index] = probability - (probability >> 5);
    return 1;
  }

  /** Most of the time is spent here, so the coder's numbers are kept in local variables. */
  #tree(base: number, width: number): number {
    const probabilities = this.#probabilities;
    const input = this.#input;
    let range = this.#range;
    let code = this.#code;
    let at = this.#at;
    let symbol = 1;
    for (let left = width; left > 0; left--) {
      if (range < top) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | (input[at++] ?? 0)) >>> 0;
      }
      const index = base + symbol;
      const probability = probabilities[index] ?? half;
      const bound = (range >>> 11) * probability;
      if (code < bound) {
        range = bound;
        probabilities[index] = probability + ((2_048 - probability) >> 5);
        symbol <<= 1;
      } else {
        range -= bound;
        code -= bound;
        probabilities[index] = probability - (probability >> 5);
        symbol = (symbol << 1) | 1;
      }
    }
    this.#range = range;
    this.#code = code;
    this.#at = at;
    return symbol - (1 << width);
  }

  #reverseTree(base: number, width: number): number {
    let symbol = 1;
    let value = 0;
    for (let bit = 0; bit < width; bit++) {
      const one = this.#bit(base + symbol);
      symbol = (symbol << 1) | one;
      value |= one << bit;
    }
    return value;
  }

  #direct(width: number): number {
    let value = 0;
    for (let left = width; left > 0; left--) {
      this.#normalize();
      this.#range >>>= 1;
      let one = 0;
      if (this.#code >= this.#range) {
        this.#code -= this.#range;
        one = 1;
      }
      value = value * 2 + one;
    }
    return value;
  }
}
