/** Reads the rows of one table of an SQLite file (https://www.sqlite.org/fileformat2.html), read-only and bounded. */
import { GuestCorrupt, GuestError, StepLimit } from '../damage.ts';
import { piece } from '../fields.ts';
import type { Volume } from '../sub-source.ts';

export type SqliteValue = number | string | Buffer | undefined;

const magic = 'SQLite format 3\0';
const pageTypes = { interior: 5, leaf: 13 } as const;
/** A tree of the smallest pages with as many rows as a disk holds is less deep. */
const mostDepth = 20;
const structure = 'SQLite data base';

export const isSqlite = (head: Buffer): boolean => head.toString('latin1', 0, 16) === magic;

interface Layout {
  readonly source: Volume;
  readonly pageBytes: number;
  /** Without what is reserved at the end of each page. */
  readonly usableBytes: number;
  /** A page belongs to one place only: more steps than pages are a circle. */
  readonly steps: StepLimit;
}

/**
 * The columns of each row of `table`, in the order of row numbers; texts and blobs are cut to `mostValueBytes` each
 * row. The column that is another name of the row number comes as undefined. Only what has reached the file itself is
 * seen: its `-wal` is not read.
 */
export async function* sqliteRows(
  source: Volume,
  table: string,
  mostValueBytes: number,
): AsyncGenerator<SqliteValue[]> {
  const head = await source.read(0, Math.min(100, source.size));
  if (head.length < 100 || !isSqlite(head)) throw new GuestCorrupt(structure, 'no-signature');
  const stored = head.readUInt16BE(16);
  const pageBytes = stored === 1 ? 65_536 : stored;
  const usableBytes = pageBytes - head.readUInt8(20);
  if (pageBytes < 512 || !Number.isInteger(Math.log2(pageBytes)) || usableBytes < 480) {
    throw new GuestCorrupt(structure, 'page-size', pageBytes);
  }
  if (head.readUInt32BE(56) > 1) throw new GuestError('unsupported', structure, 'not-utf-8');
  const layoutOf = (): Layout => ({
    source,
    pageBytes,
    usableBytes,
    steps: new StepLimit(structure, Math.floor(source.size / pageBytes) + 1),
  });
  let root: SqliteValue;
  for await (const [type, name, , page] of rows(layoutOf(), 1, 4_096)) {
    if (type === 'table' && name === table) root = page;
  }
  if (typeof root !== 'number') throw new GuestCorrupt(structure, 'no-table', table);
  yield* rows(layoutOf(), root, mostValueBytes);
}

async function* rows(layout: Layout, root: number, most: number, depth = 0): AsyncGenerator<SqliteValue[]> {
  layout.steps.step();
  if (depth > mostDepth) throw new GuestCorrupt(structure, 'tree-too-deep');
  const page = await readPage(layout, root);
  // the file's own header comes before the first page's
  const start = root === 1 ? 100 : 0;
  const type = page.readUInt8(start);
  const count = page.readUInt16BE(start + 3);
  if (type !== pageTypes.interior && type !== pageTypes.leaf) throw new GuestCorrupt(structure, 'page-no-table');
  const head = type === pageTypes.interior ? 12 : 8;
  const cells = piece(page, start + head, count * 2, structure);
  for (let index = 0; index < count; index++) {
    const at = cells.readUInt16BE(index * 2);
    if (type === pageTypes.interior) yield* rows(layout, page.readUInt32BE(at), most, depth + 1);
    else yield decodeRow(await payload(layout, page, at, most));
  }
  if (type === pageTypes.interior) yield* rows(layout, page.readUInt32BE(start + 8), most, depth + 1);
}

async function readPage({ source, pageBytes }: Layout, number: number): Promise<Buffer> {
  const offset = (number - 1) * pageBytes;
  if (number < 1 || offset + pageBytes > source.size) throw new GuestCorrupt(structure, 'no-page', number);
  return source.read(offset, pageBytes);
}

/** The first bytes of a row: in its leaf, then on pages of its own, each naming the next. */
async function payload(layout: Layout, page: Buffer, cell: number, most: number): Promise<Buffer> {
  const { usableBytes } = layout;
  const [total, afterTotal] = varint(page, cell);
  const [, at] = varint(page, afterTotal);
  const mostLocal = usableBytes - 35;
  if (total <= mostLocal) return piece(page, at, total, structure);
  const least = Math.floor(((usableBytes - 12) * 32) / 255) - 23;
  const fitting = least + ((total - least) % (usableBytes - 4));
  const local = fitting <= mostLocal ? fitting : least;
  const parts = [piece(page, at, local, structure)];
  let missing = Math.min(total, most) - local;
  for (let next = piece(page, at + local, 4, structure).readUInt32BE(0); missing > 0;) {
    layout.steps.step();
    const overflow = await readPage(layout, next);
    parts.push(overflow.subarray(4, Math.min(usableBytes, 4 + missing)));
    missing -= usableBytes - 4;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function decodeRow(record: Buffer): SqliteValue[] {
  const [headBytes, first] = varint(record, 0);
  if (headBytes > record.length) throw new GuestCorrupt(structure, 'row-damaged');
  const values: SqliteValue[] = [];
  let at = headBytes;
  for (let head = first; head < headBytes;) {
    const [type, next] = varint(record, head);
    head = next;
    if (type >= 12) {
      const length = Math.floor((type - 12) / 2);
      // a row that was cut short gives what there is
      const bytes = record.subarray(at, at + length);
      values.push(type % 2 === 0 ? bytes : bytes.toString('utf8'));
      at += length;
      continue;
    }
    const width = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type];
    if (width === undefined) throw new GuestCorrupt(structure, 'value-type');
    const bytes = record.subarray(at, at + width);
    at += width;
    if (type === 8 || type === 9) values.push(type - 8);
    else if (width === 0 || bytes.length < width) values.push(undefined);
    else if (type === 7) values.push(bytes.readDoubleBE(0));
    else values.push(width === 8 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, width));
  }
  return values;
}

/** A number of one to nine bytes, and where it ends. */
function varint(bytes: Buffer, at: number): [number, number] {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = bytes.readUInt8(at + index);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  value = value * 256 + bytes.readUInt8(at + 8);
  if (!Number.isSafeInteger(value)) throw new GuestCorrupt(structure, 'number-too-large');
  return [value, at + 9];
}
