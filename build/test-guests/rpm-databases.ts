/** Writes rpm's package data bases for tests: headers by our own hand, containers by the programs that own the format. */
import { rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { ask } from './oracle.ts';

export interface WrittenPackage {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch?: number;
  readonly architecture?: string;
  /** As many bytes of file names and other things as real headers have behind what we look for. */
  readonly ballastBytes?: number;
}

/** What rpm itself would print with `-qa --qf '%{name} [%{epoch}:]%{version}-%{release} %{arch}'`. */
export const versionOf = ({ epoch, version, release }: WrittenPackage): string =>
  `${epoch === undefined ? '' : `${epoch}:`}${version}-${release}`;

/** The header of a package as data bases keep it, region tag and trailer included. */
export function rpmHeader(written: WrittenPackage): Buffer {
  const { name, version, release, epoch, architecture = 'x86_64', ballastBytes = 100 } = written;
  const epochTag: Tag[] = epoch === undefined ? [] : [{ tag: 1003, type: 4, data: number(epoch) }];
  const tags: Tag[] = [
    { tag: 1000, type: 6, data: text(name) },
    { tag: 1001, type: 6, data: text(version) },
    { tag: 1002, type: 6, data: text(release) },
    ...epochTag,
    { tag: 1004, type: 9, data: text('summary') },
    { tag: 1021, type: 6, data: text('linux') },
    { tag: 1022, type: 6, data: text(architecture) },
    { tag: 1085, type: 6, data: text('x'.repeat(ballastBytes)) },
  ];
  const index: Buffer[] = [];
  const data: Buffer[] = [];
  let at = 0;
  for (const { tag, type, data: bytes } of tags) {
    if (type === 4 && at % 4 !== 0) {
      data.push(Buffer.alloc(4 - (at % 4)));
      at += 4 - (at % 4);
    }
    index.push(Buffer.concat([tag, type, at, 1].map(number)));
    data.push(bytes);
    at += bytes.length;
  }
  // the region: its entry points to a trailer that tells, negatively, how long the index is
  const trailer = Buffer.concat([63, 7, 0, 16].map(number));
  trailer.writeInt32BE(-16 * (tags.length + 1), 8);
  const region = Buffer.concat([63, 7, at, 16].map(number));
  const head = Buffer.concat([number(tags.length + 1), number(at + 16)]);
  return Buffer.concat([head, region, ...index, ...data, trailer]);
}

interface Tag {
  readonly tag: number;
  readonly type: number;
  readonly data: Buffer;
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** `rpmdb.sqlite`, with SQLite itself. */
export async function writeRpmSqlite(
  path: string,
  packages: readonly WrittenPackage[],
  pageBytes = 4_096,
): Promise<void> {
  await rm(path, { force: true });
  const base = new DatabaseSync(path);
  try {
    base.exec(`PRAGMA page_size = ${pageBytes}; BEGIN;
      CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);
      CREATE TABLE 'Name' (key 'TEXT' NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL);
      CREATE INDEX 'Name_key_idx' ON 'Name'(key ASC);`);
    const insert = base.prepare('INSERT INTO Packages (blob) VALUES (?)');
    const name = base.prepare('INSERT INTO Name VALUES (?, ?, 0)');
    for (const written of packages) name.run(written.name, insert.run(rpmHeader(written)).lastInsertRowid);
    base.exec('COMMIT');
  } finally {
    base.close();
  }
}

/** The program of Berkeley DB that makes a data base of a text. */
export const berkeleyLoader = 'db5.3_load';

/** `Packages`, with Berkeley DB's own loader. */
export async function writeRpmBerkeley(
  path: string,
  packages: readonly WrittenPackage[],
  { pageBytes = 4_096, isBigEndian = false } = {},
): Promise<void> {
  await rm(path, { force: true });
  const key = (value: number): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes.toString('hex');
  };
  const lines = [
    ...['VERSION=3', 'format=bytevalue', 'type=hash', `db_lorder=${isBigEndian ? 4321 : 1234}`],
    ...[`db_pagesize=${pageBytes}`, 'HEADER=END'],
    ...[` ${key(0)}`, ` ${key(packages.length)}`],
    ...packages.flatMap((written, index) => [` ${key(index + 1)}`, ` ${rpmHeader(written).toString('hex')}`]),
    'DATA=END',
  ];
  ask(berkeleyLoader, [path], Buffer.from(`${lines.join('\n')}\n`));
}

/** `Packages.db` of SUSE, by our own hand. */
export async function writeRpmNdb(path: string, packages: readonly WrittenPackage[]): Promise<void> {
  const slotPages = Math.max(1, Math.ceil((packages.length + 3) / 256));
  const slots = Buffer.alloc(slotPages * 4_096);
  for (let at = 0; at < slots.length; at += 16) slots.write('Slot', at, 'latin1');
  slots.fill(0, 0, 32);
  slots.write('RpmP', 'latin1');
  slots.writeUInt32LE(7, 8);
  slots.writeUInt32LE(slotPages, 12);
  slots.writeUInt32LE(packages.length + 1, 16);
  const blobs: Buffer[] = [];
  let block = slots.length / 16;
  for (const [index, written] of packages.entries()) {
    const header = rpmHeader(written);
    const blob = Buffer.alloc(Math.ceil((header.length + 28) / 16) * 16);
    blob.write('BlbS', 'latin1');
    blob.writeUInt32LE(index + 1, 4);
    blob.writeUInt32LE(7, 8);
    blob.writeUInt32LE(header.length, 12);
    header.copy(blob, 16);
    blob.writeUInt32LE(header.length, blob.length - 8);
    blob.write('BlbE', blob.length - 4, 'latin1');
    // one slot in between stays free, as after a package was removed
    const slot = (index < 5 ? index : index + 1) * 16 + 32;
    for (const [place, value] of [index + 1, block, blob.length / 16].entries()) {
      slots.writeUInt32LE(value, slot + 4 + place * 4);
    }
    blobs.push(blob);
    block += blob.length / 16;
  }
  await writeFile(path, Buffer.concat([slots, ...blobs]));
}
