/** bzip2: Huffman codes, move-to-front and the Burrows-Wheeler transform, one block of at most 900 kB at a time. */
import type { Damage } from '../../../../contract/damage.ts';
import { GuestCorrupt } from '../damage.ts';
import type { Feed } from './feed.ts';

/** More than a block of 900,000 bytes can take when every symbol has the longest code. */
const mostPackedBlockBytes = 3 * 2 ** 20;
const mostCodeBits = 20;
const groupSymbols = 50;
const structure = 'bzip2';

const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt(structure, ...what);

/** Bits from the front of each byte, a few of them kept ready. */
class Bits {
  readonly #bytes: Buffer;
  #at: number;
  #ready = 0;
  #count = 0;

  constructor(bytes: Buffer, startBit: number) {
    this.#bytes = bytes;
    this.#at = startBit >> 3;
    this.read(startBit & 7);
  }

  /** Bits given out so far. */
  get used(): number {
    return this.#at * 8 - this.#count;
  }

  /** The next bits, up to 24, without giving them out; zeros behind the end. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#ready = ((this.#ready << 8) | (this.#bytes[this.#at++] ?? 0)) >>> 0;
      this.#count += 8;
    }
    return (this.#ready >>> (this.#count - count)) & (2 ** count - 1);
  }

  drop(count: number): void {
    this.#count -= count;
    if (this.used > this.#bytes.length * 8) throw damaged('ends-early');
  }

  read(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }
}

/** Unpacks from the feed's position; streams that follow directly belong to it. */
export async function* unpackBzip2(feed: Feed): AsyncGenerator<Buffer> {
  while ((await feed.ensure(4)) && /^BZh[1-9]$/.test(feed.ready.toString('latin1', 0, 4))) {
    const blockBytes = (feed.ready.readUInt8(3) - 0x30) * 100_000;
    feed.drop(4);
    // blocks begin at any bit
    for (let startBit = 0; ;) {
      await feed.ensure(mostPackedBlockBytes);
      const bits = new Bits(feed.ready, startBit);
      const magic = `${bits.read(24).toString(16)} ${bits.read(24).toString(16)}`;
      bits.read(16);
      bits.read(16);
      if (magic === '177245 385090') {
        feed.drop((bits.used + 7) >> 3);
        break;
      }
      if (magic !== '314159 265359') throw damaged('block-without-start');
      yield unpackBlock(bits, blockBytes);
      feed.drop(bits.used >> 3);
      startBit = bits.used & 7;
    }
  }
}

function unpackBlock(bits: Bits, most: number): Buffer {
  if (bits.read(1) !== 0) throw damaged('old-packer');
  const origin = bits.read(24);
  const symbols = readAlphabet(bits);
  const tables = readTables(bits, symbols.length + 2);
  const transformed = readSymbols(bits, symbols, tables, most);
  if (origin >= transformed.length) throw damaged('block-starts-outside');
  return unrun(untransform(transformed, origin));
}

/** Which bytes occur. */
function readAlphabet(bits: Bits): number[] {
  const ranges = bits.read(16);
  const symbols: number[] = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const within = bits.read(16);
    for (let bit = 0; bit < 16; bit++) {
      if ((within & (0x8000 >> bit)) !== 0) symbols.push(range * 16 + bit);
    }
  }
  if (symbols.length === 0) throw damaged('block-without-bytes');
  return symbols;
}

interface Table {
  /** Largest code of each length, and where its symbols begin. */
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
  /** Bits of the shortest code. */
  readonly shortest: number;
}

function readTables(bits: Bits, size: number): (index: number) => Table {
  const groups = bits.read(3);
  const count = bits.read(15);
  if (groups < 2 || groups > 6 || count < 1) throw damaged('block-without-codes');
  const order = Array.from({ length: groups }, (_, index) => index);
  const chosen = Uint8Array.from({ length: count }, () => {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= groups) throw damaged('no-code');
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    return table;
  });
  const tables = Array.from({ length: groups }, () => readTable(bits, size));
  return (index) => {
    const table = tables[chosen[index] ?? groups];
    if (table === undefined) throw damaged('block-longer-than-codes');
    return table;
  };
}

function readTable(bits: Bits, size: number): Table {
  let length = bits.read(5);
  const lengths = Array.from({ length: size }, () => {
    for (;;) {
      if (length < 1 || length > mostCodeBits) throw damaged('code-too-long');
      if (bits.read(1) === 0) return length;
      length += bits.read(1) === 0 ? 1 : -1;
    }
  });
  const limit = new Int32Array(mostCodeBits + 1).fill(-1);
  const base = new Int32Array(mostCodeBits + 1);
  const symbols = new Uint16Array(size);
  let code = 0;
  let placed = 0;
  for (let width = 1; width <= mostCodeBits; width++) {
    base[width] = placed - code;
    for (const [symbol, each] of lengths.entries()) if (each === width) symbols[placed++] = symbol;
    const next = placed - (base[width] ?? 0);
    limit[width] = next > code ? next - 1 : -1;
    code = next << 1;
  }
  return { limit, base, symbols, shortest: Math.min(...lengths) };
}

function readSymbols(
  bits: Bits,
  alphabet: readonly number[],
  tables: (index: number) => Table,
  most: number,
): Uint8Array {
  const out = new Uint8Array(most);
  const front = Uint8Array.from(alphabet);
  const endOfBlock = alphabet.length + 1;
  let written = 0;
  let run = 0;
  let runStep = 1;
  let table = tables(0);
  for (let count = 0; ; count++) {
    if (count > 0 && count % groupSymbols === 0) table = tables(count / groupSymbols);
    const symbol = readCode(bits, table);
    if (symbol <= 1) {
      // two symbols write the length of a run in a number system of ones and twos
      run += runStep << symbol;
      runStep <<= 1;
      if (run > most) throw damaged('run-too-long');
      continue;
    }
    if (run > 0) {
      if (written + run > most) throw damaged('block-too-long');
      out.fill(front[0] ?? 0, written, written + run);
      written += run;
      run = 0;
      runStep = 1;
    }
    if (symbol === endOfBlock) return out.subarray(0, written);
    if (written >= most) throw damaged('block-too-long');
    const byte = front[symbol - 1] ?? 0;
    front.copyWithin(1, 0, symbol - 1);
    front[0] = byte;
    out[written++] = byte;
  }
}

function readCode(bits: Bits, table: Table): number {
  const next = bits.peek(mostCodeBits);
  for (let width = table.shortest; width <= mostCodeBits; width++) {
    const code = next >> (mostCodeBits - width);
    if (code > (table.limit[width] ?? -1)) continue;
    const symbol = table.symbols[code + (table.base[width] ?? 0)];
    if (symbol === undefined) break;
    bits.drop(width);
    return symbol;
  }
  throw damaged('no-code');
}

/** Undoes the Burrows-Wheeler transform. */
function untransform(bytes: Uint8Array, origin: number): Uint8Array {
  const starts = new Int32Array(257);
  for (const byte of bytes) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let value = 1; value <= 256; value++) starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
  const next = new Int32Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    const place = starts[byte] ?? 0;
    starts[byte] = place + 1;
    next[place] = index;
  }
  const out = new Uint8Array(bytes.length);
  let at = next[origin] ?? 0;
  for (let index = 0; index < bytes.length; index++) {
    out[index] = bytes[at] ?? 0;
    at = next[at] ?? 0;
  }
  return out;
}

/** Undoes the first step: after four equal bytes, one tells how many more there are. */
function unrun(bytes: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(unrunLength(bytes));
  let write = 0;
  let same = 0;
  let last = -1;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (same === 4) {
      out.fill(last, write, write + byte);
      write += byte;
      same = 0;
      last = -1;
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    out[write++] = byte;
  }
  return out;
}

function unrunLength(bytes: Uint8Array): number {
  let length = 0;
  let same = 0;
  let last = -1;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    const isCount = same === 4;
    length += isCount ? byte : 1;
    same = isCount ? 0 : byte === last ? same + 1 : 1;
    last = isCount ? -1 : byte;
  }
  return length;
}
