/** Walks the headers of a tar file (POSIX.1-1988 ustar, with the GNU and pax additions that OVA makers use): bounded, and odd ones refused. */
import { Failure } from '../../../../contract/failure-error.ts';
import { corrupt, truncated, type SourceFile } from '../source-file.ts';

export interface TarMember {
  readonly name: string;
  readonly offset: number;
  readonly bytes: number;
}

const block = 512;
const mostMembers = 1_000;
const longestExtraBytes = 65_536;
const kinds = { file: new Set(['0', '\0', '7']), folder: '5', longName: 'L', pax: 'x', paxForAll: 'g' };

/** Plain files in order. Fails with `source.corrupt`, `.truncated`, and `.outside-reference` for a name that leads elsewhere. */
export async function readTar(file: SourceFile): Promise<TarMember[]> {
  const members: TarMember[] = [];
  let nextName: string | undefined;
  let nextBytes: number | undefined;
  let headers = 0;
  for (let at = 0; at + block <= file.bytes;) {
    const header = await file.read(at, block);
    if (header.every((byte) => byte === 0)) return members;
    if (++headers > mostMembers) throw corrupt(file, 'more-members', mostMembers);
    assertChecksum(file, header);
    const bytes = nextBytes ?? sizeOf(file, header);
    const kind = header.toString('latin1', 156, 157);
    const dataAt = at + block;
    if (dataAt + bytes > file.bytes) throw truncated(file.path, nameOf(header), dataAt + bytes, file.bytes);
    at = dataAt + Math.ceil(bytes / block) * block;
    if (kind === kinds.longName || kind === kinds.pax || kind === kinds.paxForAll) {
      if (bytes > longestExtraBytes) throw corrupt(file, 'member-header-bytes', bytes);
      const extra = (await file.read(dataAt, bytes)).toString('utf8');
      if (kind === kinds.longName) nextName = extra.split('\0', 1)[0];
      if (kind !== kinds.pax) continue;
      const pax = paxOf(file, extra);
      nextName = pax.get('path') ?? nextName;
      const size = pax.get('size');
      if (size !== undefined) nextBytes = number(file, size, 10);
      continue;
    }
    const name = plainName(file, nextName ?? nameOf(header));
    nextName = undefined;
    nextBytes = undefined;
    if (kind === kinds.folder) continue;
    // links, devices, sparse files: nothing of that is in an honest package
    if (!kinds.file.has(kind)) throw corrupt(file, 'member-kind', name, kind);
    if (members.some((one) => one.name === name)) throw corrupt(file, 'member-twice', name);
    members.push({ name, offset: dataAt, bytes });
  }
  // the two empty blocks at the end are often left out
  return members;
}

/** The sum of all bytes, with the checksum's own counted as blanks. */
function assertChecksum(file: SourceFile, header: Buffer): void {
  const stored = number(file, text(header, 148, 8), 8);
  let sum = 8 * 32;
  header.forEach((byte, index) => {
    if (index < 148 || index >= 156) sum += byte;
  });
  if (sum !== stored) throw corrupt(file, 'header-checksum');
}

function sizeOf(file: SourceFile, header: Buffer): number {
  const field = header.subarray(124, 136);
  const first = field[0] ?? 0;
  // base-256, for what eleven octal digits cannot say; negative ones have the next bit set as well
  if ((first & 0x80) === 0) return number(file, text(header, 124, 12), 8);
  let value = first & 0x7f;
  for (const byte of field.subarray(1)) value = value * 256 + byte;
  if ((first & 0x40) !== 0 || !Number.isSafeInteger(value)) throw corrupt(file, 'impossible-number', value);
  return value;
}

function number(file: SourceFile, digits: string, base: 8 | 10): number {
  const value = digits === '' ? 0 : parseInt(digits, base);
  if (!(base === 8 ? /^[0-7]*$/ : /^\d+$/).test(digits) || !Number.isSafeInteger(value)) {
    throw corrupt(file, 'member-header-number');
  }
  return value;
}

const text = (header: Buffer, at: number, bytes: number): string =>
  (header.toString('utf8', at, at + bytes).split('\0', 1)[0] ?? '').trim();

function nameOf(header: Buffer): string {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' || header.toString('latin1', 257, 265) === 'ustar  \0' ? name : `${prefix}/${name}`;
}

/** A name within the package, in its folders; one that leads elsewhere is refused. */
function plainName(file: SourceFile, name: string): string {
  const bare = name.replace(/^(\.\/)+/, '').replace(/\/$/, '');
  if (leadsElsewhere(bare)) {
    throw new Failure('source.outside-reference', { file: file.path, reference: name.slice(0, 500) });
  }
  return bare;
}

/** Whether a relative name could lead out of the folder it is meant for, on any system. */
export const leadsElsewhere = (name: string): boolean =>
  /[\\\0]|^[a-z]:/i.test(name) || name.split('/').some((part) => part === '..' || part === '.' || part === '');

/** `length key=value\n` records. */
function paxOf(file: SourceFile, extra: string): Map<string, string> {
  const records = new Map<string, string>();
  let rest = Buffer.from(extra);
  while (rest.length > 0 && rest[0] !== 0) {
    const length = Number(/^(\d{1,6}) /.exec(rest.toString('latin1', 0, 8))?.[1]);
    const record = /^\d+ ([^=]{1,200})=([\s\S]*)\n$/.exec(rest.toString('utf8', 0, length));
    if (!(length > 0) || length > rest.length || record === null) throw corrupt(file, 'pax-header');
    const [, key = '', value = ''] = record;
    if (key.startsWith('GNU.sparse')) throw corrupt(file, 'member-sparse');
    records.set(key, value);
    rest = rest.subarray(length);
  }
  return records;
}
