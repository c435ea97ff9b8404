/** A registry hive, read-only: keys by path, their subkeys and values, with nothing taken on trust. */
import type { Volume } from '../sub-source.ts';
import { type Cells, openCells } from './cells.ts';
import { binsOffset, damaged, type HiveHeader, readHiveHeader } from './hive-header.ts';
import type { HiveValue } from './value.ts';

export interface HiveKey {
  readonly name: string;
  readonly subkeyCount: number;
  readonly valueCount: number;
  /** Windows time, 100 ns since 1601, as written by the guest. */
  readonly lastWritten: bigint;
  readonly subkeyList: number;
  readonly valueList: number;
}

export interface Hive {
  readonly header: HiveHeader;
  readonly root: HiveKey;
  /** The key at a path like `ControlSet001\Services\viostor`, letter case ignored; undefined when there is none. */
  key(path: string, from?: HiveKey): Promise<HiveKey | undefined>;
  /** All subkeys in the order stored, at most `most` (default 100,000; more is damage). */
  subkeys(key: HiveKey, most?: number): Promise<HiveKey[]>;
  /** All values, at most 65,536; data longer than 16 MiB is damage. */
  values(key: HiveKey): Promise<HiveValue[]>;
  /** One value of the key at a path; the empty name is the default value. */
  value(path: string, name: string, from?: HiveKey): Promise<HiveValue | undefined>;
}

const mostValues = 65_536;
const mostSubkeys = 100_000;
const mostDataBytes = 16 * 2 ** 20;
/** Windows allows 512 levels. */
const mostDepth = 512;
/** Data longer than this is cut into segments of this size (hive version 1.4 and later). */
const segmentBytes = 16_344;
/** This bit of a value's size says that its data lies in place of the offset. */
const inPlace = 0x80000000;
/** The least a key takes, in bytes: more keys than fit the bins are not there. */
const leastKeyBytes = 80;

/** Reads the header and the root key. Throws GuestCorrupt when either is not there. */
export async function openHive(source: Volume): Promise<Hive> {
  if (source.size < binsOffset + 32) throw damaged('cut-short');
  const header = readHiveHeader(await source.read(0, 512));
  const bin = await source.read(binsOffset, 32);
  if (bin.toString('latin1', 0, 4) !== 'hbin') throw damaged('no-first-bin');
  const cells = openCells(source, header.binsBytes);
  const root = await readKey(cells, header.rootOffset);

  async function step(key: HiveKey, name: string): Promise<HiveKey | undefined> {
    const wanted = fold(name);
    for await (const { offset, hint } of listed(cells, key)) {
      if (hint !== undefined && !hint(wanted)) continue;
      const child = await readKey(cells, offset);
      if (fold(child.name) === wanted) return child;
    }
    return undefined;
  }

  async function key(path: string, from = root): Promise<HiveKey | undefined> {
    const names = path.split('\\').filter((name) => name !== '');
    if (names.length > mostDepth) return undefined;
    let at: HiveKey | undefined = from;
    for (const name of names) {
      at = await step(at, name);
      if (at === undefined) return undefined;
    }
    return at;
  }

  async function* eachValue(of: HiveKey): AsyncGenerator<StoredValue> {
    if (of.valueCount === 0) return;
    if (of.valueCount > mostValues) throw damaged('key-values', of.valueCount);
    const list = await cells.cell(of.valueList, of.valueCount * 4);
    for (let index = 0; index < of.valueCount; index++) {
      const offset = list.readUInt32LE(index * 4);
      yield await readValue(cells, offset);
    }
  }

  return {
    header,
    root,
    key,
    async subkeys(of, most = mostSubkeys) {
      const found: HiveKey[] = [];
      for await (const { offset } of listed(cells, of)) {
        if (found.length === most) throw damaged('too-many-subkeys', most);
        found.push(await readKey(cells, offset));
      }
      return found;
    },
    async values(of) {
      const found: HiveValue[] = [];
      let left = 4 * mostDataBytes;
      for await (const stored of eachValue(of)) {
        left -= stored.bytes;
        if (left < 0) throw damaged('key-data');
        found.push(await withData(cells, stored, header.minorVersion));
      }
      return found;
    },
    async value(path, name, from) {
      const at = await key(path, from);
      if (at === undefined) return undefined;
      const wanted = fold(name);
      for await (const stored of eachValue(at)) {
        if (fold(stored.name) === wanted) return withData(cells, stored, header.minorVersion);
      }
      return undefined;
    },
  };
}

interface Listed {
  readonly offset: number;
  /** False when the key cannot be the one with this folded name. */
  readonly hint?: ((wanted: string) => boolean) | undefined;
}

/** The offsets of a key's subkeys, from its list or its list of lists; never more than the hive has room for. */
async function* listed(cells: Cells, key: HiveKey): AsyncGenerator<Listed> {
  if (key.subkeyCount === 0) return;
  let left = Math.ceil(cells.binsBytes / leastKeyBytes);
  const top = await cells.cell(key.subkeyList, 4);
  const nested = top.toString('latin1', 0, 2) === 'ri';
  const count = nested ? top.readUInt16LE(2) : 1;
  if (nested && top.length < 4 + count * 4) throw damaged('subkey-list-cut');
  for (let index = 0; index < count; index++) {
    const list = nested ? await cells.cell(top.readUInt32LE(4 + index * 4), 4) : top;
    for (const entry of leaf(list)) {
      left -= 1;
      if (left < 0) throw damaged('subkeys-beyond-room');
      yield entry;
    }
  }
}

function* leaf(list: Buffer): Generator<Listed> {
  const kind = list.toString('latin1', 0, 2);
  const count = list.readUInt16LE(2);
  const entry = kind === 'li' ? 4 : 8;
  if (kind !== 'li' && kind !== 'lf' && kind !== 'lh') throw damaged('no-subkey-list');
  if (list.length < 4 + count * entry) throw damaged('subkey-list-cut');
  for (let index = 0; index < count; index++) {
    const at = 4 + index * entry;
    const offset = list.readUInt32LE(at);
    if (kind !== 'lh') yield { offset };
    else {
      const hash = list.readUInt32LE(at + 4);
      yield { offset, hint: (wanted) => !isAscii(wanted) || nameHash(wanted) === hash };
    }
  }
}

/** The hash of `lh` lists: over the name in capitals. Only names in ASCII are capitalised alike everywhere. */
export function nameHash(capitals: string): number {
  let hash = 0;
  for (let index = 0; index < capitals.length; index++) {
    hash = (Math.imul(hash, 37) + capitals.charCodeAt(index)) >>> 0;
  }
  return hash;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

/** Capitals letter by letter, as Windows makes them: none becomes two, ß stays. */
function fold(name: string): string {
  if (isAscii(name)) return name.toUpperCase();
  return Array.from(name, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === letter.length ? capital : letter;
  }).join('');
}

async function readKey(cells: Cells, offset: number): Promise<HiveKey> {
  const cell = await cells.cell(offset, 76);
  if (cell.toString('latin1', 0, 2) !== 'nk') throw damaged('no-key', offset);
  const nameBytes = cell.readUInt16LE(72);
  if (76 + nameBytes > cell.length) throw damaged('key-name-cut', offset);
  return {
    name: nameOf(cell.subarray(76, 76 + nameBytes), (cell.readUInt16LE(2) & 0x20) !== 0),
    subkeyCount: cell.readUInt32LE(20),
    subkeyList: cell.readUInt32LE(28),
    valueCount: cell.readUInt32LE(36),
    valueList: cell.readUInt32LE(40),
    lastWritten: cell.readBigUInt64LE(4),
  };
}

/** A value whose data has not been read yet. */
interface StoredValue {
  readonly name: string;
  readonly type: number;
  readonly bytes: number;
  /** Four bytes or fewer lie where the offset would be. */
  readonly data: Buffer | { readonly offset: number };
}

async function readValue(cells: Cells, offset: number): Promise<StoredValue> {
  const cell = await cells.cell(offset, 20);
  if (cell.toString('latin1', 0, 2) !== 'vk') throw damaged('no-value', offset);
  const nameBytes = cell.readUInt16LE(2);
  if (20 + nameBytes > cell.length) throw damaged('value-name-cut', offset);
  const name = nameOf(cell.subarray(20, 20 + nameBytes), (cell.readUInt16LE(16) & 1) !== 0);
  const type = cell.readUInt32LE(12);
  const size = cell.readUInt32LE(4);
  if (size < inPlace) return { name, type, bytes: size, data: { offset: cell.readUInt32LE(8) } };
  const bytes = size - inPlace;
  if (bytes > 4) throw damaged('value-size', offset);
  return { name, type, bytes, data: Buffer.from(cell.subarray(8, 8 + bytes)) };
}

async function withData(cells: Cells, stored: StoredValue, minorVersion: number): Promise<HiveValue> {
  const { name, type, bytes, data } = stored;
  if (Buffer.isBuffer(data)) return { name, type, data };
  if (bytes > mostDataBytes) throw damaged('value-bytes', bytes);
  if (bytes === 0) return { name, type, data: Buffer.alloc(0) };
  return { name, type, data: await readData(cells, data.offset, bytes, minorVersion) };
}

async function readData(cells: Cells, offset: number, size: number, minorVersion: number): Promise<Buffer> {
  const cell = await cells.cell(offset, 4);
  const segmented = size > segmentBytes && minorVersion > 3 && cell.toString('latin1', 0, 2) === 'db';
  if (!segmented) {
    if (cell.length < size) throw damaged('data-cut', offset);
    return Buffer.from(cell.subarray(0, size));
  }
  const count = cell.readUInt16LE(2);
  if (cell.length < 8 || count !== Math.ceil(size / segmentBytes)) throw damaged('data-cut', offset);
  const list = await cells.cell(cell.readUInt32LE(4), count * 4);
  const data = Buffer.alloc(size);
  for (let index = 0; index < count; index++) {
    const length = Math.min(segmentBytes, size - index * segmentBytes);
    const segment = await cells.cell(list.readUInt32LE(index * 4), length);
    segment.copy(data, index * segmentBytes, 0, length);
  }
  return data;
}

function nameOf(bytes: Buffer, oneByte: boolean): string {
  return oneByte ? bytes.toString('latin1') : bytes.toString('utf16le', 0, bytes.length & ~1);
}
