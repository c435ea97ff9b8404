/** Reads VHDX headers, regions and block tables (Microsoft, MS-VHDX): refuses unplayed logs, parents and blocks past the end. */
import { say } from '../../../../contract/said.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { crc32c } from '../fields.ts';
import { guidText } from '../guid.ts';
import { assertVirtualSize, unsupported, type DiskLayout, type Reading } from '../layout.ts';
import { corrupt, tablePieces, truncated, u64le, type SourceFile } from '../source-file.ts';
import { markedBy, type DiskFormat } from './format.ts';
import { placesTaken, type PlacesTaken } from './places-taken.ts';

const headerAt = [65_536, 131_072];
const regionTableAt = 196_608;
const KiB64 = 65_536;
const MiB = 2 ** 20;
const guid = {
  bat: '2dc27766-f623-4200-9d64-115e9bfd4a08',
  metadata: '8b7ca206-4790-4b9a-b8fe-575f050f886e',
  fileParameters: 'caa16737-fa36-4d43-b3b6-33f0aa44e76b',
  virtualDiskSize: '2fa54224-cd1b-4876-b211-5dbed83bf4b8',
  logicalSectorSize: '8141bf1d-a96f-4709-ba47-f233a8faab5f',
  parentLocator: 'a8d35f2d-b30b-454d-abf7-d3d84834ab0c',
};
/** Block states (MS-VHDX 2.5.1.1): in its place; and those in which it reads as zeros. Partly there is only what has a parent. */
const present = 6;
const zeros = new Set([0, 1, 2, 3, 5]);

export const vhdx: DiskFormat = {
  name: 'vhdx',
  endings: ['vhdx'],
  driver: 'vhdx',
  markedAt: markedBy('vhdxfile'),
  read: readVhdx,
};

/** Fails with `source.dirty`, `.differencing`, `.corrupt`, `.truncated`. */
async function readVhdx(file: SourceFile, { known }: Reading): Promise<DiskLayout> {
  const header = await currentHeader(file);
  if (header.subarray(48, 64).some((byte) => byte !== 0)) {
    throw new Failure('source.dirty', { file: file.path, detail: say('log-not-replayed') });
  }
  const regions = await file.read(regionTableAt, KiB64);
  const metadata = entry(regions, guid.metadata, { count: 8, first: 16, entryBytes: 32 });
  const bat = entry(regions, guid.bat, { count: 8, first: 16, entryBytes: 32 });
  if (!metadata || !bat) throw corrupt(file, 'regions-missing');
  const metadataAt = u64le(metadata, 16, file.path);
  const items = await file.read(metadataAt, KiB64);
  const item = async (id: string, length: number): Promise<Buffer> => {
    const found = entry(items, id, { count: 10, first: 32, entryBytes: 32 });
    if (!found) throw corrupt(file, 'metadata-incomplete');
    return file.read(metadataAt + found.readUInt32LE(16), length);
  };

  const parameters = await item(guid.fileParameters, 8);
  if (
    (parameters.readUInt32LE(4) & 2) !== 0 ||
    entry(items, guid.parentLocator, { count: 10, first: 32, entryBytes: 32 })
  ) {
    throw new Failure('source.differencing', { file: file.path, parent: say('another-file') });
  }
  const virtualSizeBytes = u64le(await item(guid.virtualDiskSize, 8), 0, file.path);
  const sectorBytes = (await item(guid.logicalSectorSize, 4)).readUInt32LE(0);
  const blockBytes = parameters.readUInt32LE(0);
  assertVirtualSize(file, virtualSizeBytes, known);
  if (blockBytes < 2 ** 20 || blockBytes > 2 ** 28 || (sectorBytes !== 512 && sectorBytes !== 4_096)) {
    throw corrupt(file, 'block-and-sector-bytes', blockBytes, sectorBytes);
  }
  // what is no block has its own places
  const taken = placesTaken(file, MiB);
  const regionOf = (table: Buffer, at: number): [number, number] => [
    u64le(table, at, file.path),
    table.readUInt32LE(at + 8),
  ];
  const log: [number, number] = [u64le(header, 72, file.path), header.readUInt32LE(68)];
  for (const [at, bytes] of [[0, MiB] as const, log, regionOf(metadata, 16), regionOf(bat, 16)]) {
    if (at + bytes > file.bytes) throw truncated(file.path, file.name, at + bytes, file.bytes);
    for (let unit = Math.floor(at / MiB); unit * MiB < at + bytes; unit++) taken.take(unit);
  }
  const allocatedBytes = await checkBlocks(file, bat, { virtualSizeBytes, blockBytes, sectorBytes }, taken);
  if (sectorBytes !== 512) throw unsupported(file, say('vhdx-sectors', sectorBytes));
  const fixed = (parameters.readUInt32LE(4) & 1) !== 0;
  return {
    subformat: fixed ? 'fixed' : 'dynamic',
    virtualSizeBytes,
    ...(fixed ? {} : { allocatedBytes }),
    files: [file.path],
    source: { format: 'vhdx', path: file.path },
  };
}

/** The valid one of the two headers, with the higher sequence number (MS-VHDX 2.2.2). */
async function currentHeader(file: SourceFile): Promise<Buffer> {
  let current: Buffer | undefined;
  for (const at of headerAt) {
    const header = await file.read(at, 4_096);
    if (header.toString('latin1', 0, 4) !== 'head') continue;
    const stored = header.readUInt32LE(4);
    header.writeUInt32LE(0, 4);
    if (crc32c(header) !== stored) continue;
    if (!current || header.readBigUInt64LE(8) > current.readBigUInt64LE(8)) current = header;
  }
  if (!current) throw corrupt(file, 'no-valid-header');
  return current;
}

interface Table {
  readonly count: number;
  readonly first: number;
  readonly entryBytes: number;
}

function entry(table: Buffer, id: string, { count, first, entryBytes }: Table): Buffer | undefined {
  const entries = Math.min(table.readUInt16LE(count), Math.floor((KiB64 - first) / entryBytes));
  for (let n = 0; n < entries; n++) {
    const found = table.subarray(first + n * entryBytes, first + (n + 1) * entryBytes);
    if (guidText(found) === id) return found;
  }
  return undefined;
}

interface Geometry {
  readonly virtualSizeBytes: number;
  readonly blockBytes: number;
  readonly sectorBytes: number;
}

/** Every block in the file and none on another place; resolves to the bytes of the disk they hold. */
async function checkBlocks(file: SourceFile, bat: Buffer, geometry: Geometry, taken: PlacesTaken): Promise<number> {
  const { virtualSizeBytes, blockBytes, sectorBytes } = geometry;
  const blocks = Math.ceil(virtualSizeBytes / blockBytes);
  // after each run of so many blocks the table has one entry for a bitmap that only differencing disks use
  const ratio = (2 ** 23 * sectorBytes) / blockBytes;
  const entries = blocks + Math.floor((blocks - 1) / ratio);
  const there = Math.floor(bat.readUInt32LE(24) / 8);
  if (entries > there) throw corrupt(file, 'block-table-short', there, entries);
  let allocatedBytes = 0;
  for await (const { piece, start } of tablePieces(file, u64le(bat, 16, file.path), entries * 8)) {
    for (let at = 0; at < piece.length; at += 8) {
      const index = (start + at) / 8;
      const state = (piece[at] ?? 0) & 7;
      if (index % (ratio + 1) === ratio || zeros.has(state)) continue;
      if (state !== present) throw corrupt(file, 'block-state', state);
      // bits 20 to 63 are the offset in MiB
      const offset = Math.floor(piece.readUInt32LE(at) / 2 ** 20) * 2 ** 20 + piece.readUInt32LE(at + 4) * 2 ** 32;
      const guest = (index - Math.floor(index / (ratio + 1))) * blockBytes;
      const there = Math.min(blockBytes, virtualSizeBytes - guest);
      if (offset + there > file.bytes) throw truncated(file.path, file.name, offset + there, file.bytes);
      for (let unit = offset / MiB; unit * MiB < offset + blockBytes; unit++) taken.take(unit);
      allocatedBytes += there;
    }
  }
  return allocatedBytes;
}
