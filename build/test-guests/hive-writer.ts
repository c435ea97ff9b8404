/** Writes registry hives for the tests of everything that reads Windows: a tree in, the bytes of a regf file out. */
import { headerChecksum } from '../../main/core/guest/registry/hive-header.ts';
import { nameHash } from '../../main/core/guest/registry/hive.ts';

export type HiveWritable = string | number | bigint | readonly string[] | Buffer | { type: number; data: Buffer };

export interface HiveTree {
  /** By name; the empty name is the default value. */
  readonly values?: Readonly<Record<string, HiveWritable>>;
  readonly keys?: Readonly<Record<string, HiveTree>>;
}

export interface HiveOptions {
  /** The kind of list that names subkeys; `ri` cuts them into lists of 500. */
  readonly lists?: 'lf' | 'lh' | 'li' | 'ri';
  /** 3 knows no segmented data; 5 is what Windows writes today. */
  readonly minorVersion?: 3 | 5;
  /** As left behind by a machine that was switched off. */
  readonly dirty?: boolean;
}

const segmentBytes = 16_344;
const none = 0xffffffff;
const madeAt = 132_539_328_000_000_000n;

/** The same bytes for the same tree. Names are kept in one byte a letter where they fit. */
export function writeHive(tree: HiveTree, options: HiveOptions = {}): Buffer {
  const { lists = 'lh', minorVersion = 5, dirty = false } = options;
  const cells: Buffer[] = [];
  let used = 32;

  function put(content: Buffer): number {
    const offset = used;
    const size = Math.ceil((content.length + 4) / 8) * 8;
    const cell = Buffer.alloc(size);
    cell.writeInt32LE(-size, 0);
    content.copy(cell, 4);
    cells.push(cell);
    used += size;
    return offset;
  }

  function putData(data: Buffer): number {
    if (data.length <= segmentBytes || minorVersion < 4) return put(data);
    const segments: number[] = [];
    for (let at = 0; at < data.length; at += segmentBytes) {
      segments.push(put(data.subarray(at, at + segmentBytes)));
    }
    const head = Buffer.alloc(8);
    head.write('db', 'latin1');
    head.writeUInt16LE(segments.length, 2);
    head.writeUInt32LE(put(numbers(segments)), 4);
    return put(head);
  }

  function putValue(name: string, written: HiveWritable): number {
    const { type, data } = encode(written);
    const text = nameBytes(name);
    const cell = Buffer.alloc(20 + text.bytes.length);
    cell.write('vk', 'latin1');
    cell.writeUInt16LE(text.bytes.length, 2);
    cell.writeUInt32LE(type, 12);
    cell.writeUInt16LE(text.oneByte ? 1 : 0, 16);
    text.bytes.copy(cell, 20);
    if (data.length <= 4) {
      cell.writeUInt32LE(data.length + 0x80000000, 4);
      data.copy(cell, 8);
    } else {
      cell.writeUInt32LE(data.length, 4);
      cell.writeUInt32LE(putData(data), 8);
    }
    return put(cell);
  }

  function putKey(name: string, key: HiveTree, isRoot: boolean): number {
    const children = Object.entries(key.keys ?? {})
      .sort(([one], [other]) => (one.toUpperCase() < other.toUpperCase() ? -1 : 1))
      .map(([child, below]) => ({ name: child, offset: putKey(child, below, false) }));
    const values = Object.entries(key.values ?? {}).map(([value, data]) => putValue(value, data));
    const text = nameBytes(name);
    const cell = Buffer.alloc(76 + text.bytes.length);
    cell.write('nk', 'latin1');
    cell.writeUInt16LE((text.oneByte ? 0x20 : 0) | (isRoot ? 0x0c : 0), 2);
    cell.writeBigUInt64LE(madeAt, 4);
    cell.writeUInt32LE(children.length, 20);
    cell.writeUInt32LE(children.length === 0 ? none : putList(children), 28);
    cell.writeUInt32LE(none, 32);
    cell.writeUInt32LE(values.length, 36);
    cell.writeUInt32LE(values.length === 0 ? none : put(numbers(values)), 40);
    cell.writeUInt32LE(none, 44);
    cell.writeUInt32LE(none, 48);
    cell.writeUInt16LE(text.bytes.length, 72);
    text.bytes.copy(cell, 76);
    return put(cell);
  }

  function putList(children: readonly { name: string; offset: number }[]): number {
    if (lists !== 'ri') return put(list(lists, children));
    const parts: number[] = [];
    for (let at = 0; at < children.length; at += 500) {
      parts.push(put(list('lh', children.slice(at, at + 500))));
    }
    const head = Buffer.alloc(4);
    head.write('ri', 'latin1');
    head.writeUInt16LE(parts.length, 2);
    return put(Buffer.concat([head, numbers(parts)]));
  }

  const root = putKey('ROOT', tree, true);
  const binsBytes = Math.ceil((used + 8) / 4_096) * 4_096;
  const bins = Buffer.alloc(binsBytes);
  bins.write('hbin', 'latin1');
  bins.writeUInt32LE(binsBytes, 8);
  Buffer.concat(cells).copy(bins, 32);
  if (binsBytes > used) bins.writeInt32LE(binsBytes - used, used);
  return Buffer.concat([header(root, binsBytes, minorVersion, dirty), bins]);
}

function header(root: number, binsBytes: number, minorVersion: number, dirty: boolean): Buffer {
  const bytes = Buffer.alloc(4_096);
  bytes.write('regf', 'latin1');
  bytes.writeUInt32LE(dirty ? 8 : 7, 4);
  bytes.writeUInt32LE(7, 8);
  bytes.writeBigUInt64LE(madeAt, 12);
  bytes.writeUInt32LE(1, 20);
  bytes.writeUInt32LE(minorVersion, 24);
  bytes.writeUInt32LE(1, 32);
  bytes.writeUInt32LE(root, 36);
  bytes.writeUInt32LE(binsBytes, 40);
  bytes.writeUInt32LE(1, 44);
  bytes.writeUInt32LE(headerChecksum(bytes), 508);
  return bytes;
}

function list(kind: 'lf' | 'lh' | 'li', children: readonly { name: string; offset: number }[]): Buffer {
  const entry = kind === 'li' ? 4 : 8;
  const bytes = Buffer.alloc(4 + children.length * entry);
  bytes.write(kind, 'latin1');
  bytes.writeUInt16LE(children.length, 2);
  for (const [index, { name, offset }] of children.entries()) {
    const at = 4 + index * entry;
    bytes.writeUInt32LE(offset, at);
    if (kind === 'lh') bytes.writeUInt32LE(nameHash(name.toUpperCase()), at + 4);
    if (kind === 'lf') Buffer.from(name.slice(0, 4), 'latin1').copy(bytes, at + 4);
  }
  return bytes;
}

function numbers(all: readonly number[]): Buffer {
  const bytes = Buffer.alloc(all.length * 4);
  for (const [index, number] of all.entries()) bytes.writeUInt32LE(number, index * 4);
  return bytes;
}

function nameBytes(name: string): { bytes: Buffer; oneByte: boolean } {
  const oneByte = Array.from(name).every((letter) => letter <= '\u00ff');
  return { oneByte, bytes: Buffer.from(name, oneByte ? 'latin1' : 'utf16le') };
}

function encode(written: HiveWritable): { type: number; data: Buffer } {
  if (typeof written === 'string') return { type: 1, data: Buffer.from(`${written}\0`, 'utf16le') };
  if (typeof written === 'number') {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(written);
    return { type: 4, data };
  }
  if (typeof written === 'bigint') {
    const data = Buffer.alloc(8);
    data.writeBigUInt64LE(written);
    return { type: 11, data };
  }
  if (Buffer.isBuffer(written)) return { type: 3, data: written };
  if ('type' in written) return written;
  return { type: 7, data: Buffer.from([...written, ''].map((text) => `${text}\0`).join(''), 'utf16le') };
}
