/** Finds the one disk in a zip file (PKWARE APPNOTE 6.3): by the central directory, bounded, with zip64. */
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { corrupt, truncated, type SourceFile } from '../source-file.ts';

export interface ZipEntry {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly packedBytes: number;
  readonly crc32: number;
  readonly method: 'stored' | 'deflated';
  /** Where the packed bytes start. */
  readonly offset: number;
}

const endBytes = 22;
const longestComment = 65_535;
const longestDirectoryBytes = 2 ** 20;
const mostEntries = 4_096;

/** The largest file in it. Fails with `source.nothing-inside`, `.several-inside`, `.encrypted`, `.corrupt`, `.truncated`. */
export async function readZip(file: SourceFile): Promise<ZipEntry> {
  const { entries, start, bytes } = await endOfDirectory(file);
  if (entries > mostEntries || bytes > longestDirectoryBytes) throw corrupt(file, 'directory-size', entries, bytes);
  if (start + bytes > file.bytes) throw truncated(file.path, file.name, start + bytes, file.bytes);
  const directory = await file.read(start, bytes);
  const found: Central[] = [];
  for (let at = 0, n = 0; n < entries; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw corrupt(file, 'directory-damaged');
    const entry = central(file, directory, at);
    at = entry.next;
    if (!entry.name.endsWith('/')) found.push(entry);
  }
  const largest = found.toSorted((a, b) => b.bytes - a.bytes)[0];
  if (largest === undefined) throw new Failure('source.nothing-inside', { file: file.path, inside: say('nothing') });
  const disks = found.filter(({ name }) => /\.(vmdk|vhdx?|qcow2?|vdi|raw|img|dd|ova)$/i.test(name));
  if (disks.length > 1) {
    const names = disks
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 500);
    throw new Failure('source.several-inside', { file: file.path, disks: names });
  }
  return located(file, disks[0] ?? largest);
}

interface Central {
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly crc32: number;
  readonly method: number;
  readonly flags: number;
  readonly header: number;
  readonly next: number;
}

async function endOfDirectory(file: SourceFile): Promise<{ entries: number; start: number; bytes: number }> {
  const length = Math.min(file.bytes, endBytes + longestComment);
  const tail = await file.read(file.bytes - length, length);
  const at = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (at < 0 || at + endBytes > tail.length) throw corrupt(file, 'directory-missing');
  const entries = tail.readUInt16LE(at + 10);
  const bytes = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (entries !== 0xffff && bytes !== 0xffffffff && start !== 0xffffffff) return { entries, start, bytes };
  const locatorAt = at - 20;
  if (locatorAt < 0 || tail.readUInt32LE(locatorAt) !== 0x07064b50) throw corrupt(file, 'directory-damaged');
  const record = await file.read(exact(file, tail.readBigUInt64LE(locatorAt + 8)), 56);
  if (record.readUInt32LE(0) !== 0x06064b50) throw corrupt(file, 'directory-damaged');
  return {
    entries: exact(file, record.readBigUInt64LE(32)),
    bytes: exact(file, record.readBigUInt64LE(40)),
    start: exact(file, record.readBigUInt64LE(48)),
  };
}

function central(file: SourceFile, directory: Buffer, at: number): Central {
  const nameBytes = directory.readUInt16LE(at + 28);
  const extraBytes = directory.readUInt16LE(at + 30);
  const next = at + 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw corrupt(file, 'directory-damaged');
  const long = {
    packedBytes: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    header: directory.readUInt32LE(at + 42),
  };
  const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
  return {
    name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
    ...zip64(file, extra, long),
    crc32: directory.readUInt32LE(at + 16),
    method: directory.readUInt16LE(at + 10),
    flags: directory.readUInt16LE(at + 8),
    next,
  };
}

type Sizes = Pick<Central, 'bytes' | 'packedBytes' | 'header'>;
const full = 0xffffffff;

/** Fields that do not fit are in an extra field, in this order, and only those. */
function zip64(file: SourceFile, extra: Buffer, sizes: Sizes): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let value = at + 4;
    const next = (now: number): number => {
      if (now !== full) return now;
      if (value + 8 > extra.length) throw corrupt(file, 'directory-damaged');
      value += 8;
      return exact(file, extra.readBigUInt64LE(value - 8));
    };
    const bytes = next(sizes.bytes);
    const packedBytes = next(sizes.packedBytes);
    return { bytes, packedBytes, header: next(sizes.header) };
  }
  return sizes;
}

async function located(file: SourceFile, entry: Central): Promise<ZipEntry> {
  if ((entry.flags & 1) !== 0) throw new Failure('source.encrypted', { file: file.path, by: 'zip' });
  if (entry.method !== 0 && entry.method !== 8) throw corrupt(file, 'packing-method', entry.method);
  const local = await file.read(entry.header, 30);
  if (local.readUInt32LE(0) !== 0x04034b50) throw corrupt(file, 'member-misplaced');
  const offset = entry.header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (offset + entry.packedBytes > file.bytes)
    throw truncated(file.path, entry.name, offset + entry.packedBytes, file.bytes);
  const { name, bytes, packedBytes, crc32 } = entry;
  return { name, bytes, packedBytes, crc32, offset, method: entry.method === 0 ? 'stored' : 'deflated' };
}

function exact(file: SourceFile, value: bigint): number {
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw corrupt(file, 'impossible-number', Number(value));
}
