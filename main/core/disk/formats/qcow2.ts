/**
 * Reads QCOW2 headers and tables (qemu, docs/interop/qcow2.txt): refuses what points at other files or past the end,
 * because qemu-img reads missing clusters as zeros and reports success.
 */
import { say, type Text } from '../../../../contract/said.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { assertVirtualSize, unsupported, type DiskLayout, type Reading } from '../layout.ts';
import { corrupt, tablePieces, truncated, u64be, type SourceFile } from '../source-file.ts';
import { hasMark, type DiskFormat } from './format.ts';

const headerBytes = 104;
const incompatible = { dirty: 1, corrupt: 2, dataFile: 4, compression: 8, extendedL2: 16 };
const knownBits = 31;
const dataFileExtension = 0x44415441;
/** qemu refuses larger ones as well (QCOW_MAX_L1_SIZE). */
const largestL1Bytes = 32 * 2 ** 20;

interface Geometry {
  readonly clusterBits: number;
  readonly clusterBytes: number;
  readonly entryBytes: number;
  readonly virtualSizeBytes: number;
}

export const qcow2: DiskFormat = {
  name: 'qcow2',
  endings: ['qcow2'],
  driver: 'qcow2',
  // the first version is a format of its own
  markedAt: (start) => (hasMark(start, 'QFI\xfb') && !hasMark(start, '\0\0\0\x01', 4) ? 'start' : undefined),
  read: readQcow2,
};

/** Fails with `source.differencing`, `.outside-reference`, `.encrypted`, `.dirty`, `.corrupt`, `.truncated`. */
async function readQcow2(file: SourceFile, { known, headersOnly = false }: Reading): Promise<DiskLayout> {
  // version 2 headers are shorter, but a table always follows within the same cluster
  const header = await file.read(0, headerBytes);
  const version = header.readUInt32BE(4);
  known.subformat = `version ${version}`;
  if (version !== 2 && version !== 3) throw unsupported(file, say('qcow-version', version));
  const clusterBits = header.readUInt32BE(20);
  if (clusterBits < 9 || clusterBits > 21) throw corrupt(file, 'cluster-bits', clusterBits);
  const virtualSizeBytes = u64be(header, 24, file.path);
  assertVirtualSize(file, virtualSizeBytes, known);

  await assertNoBackingFile(file, header);
  if (header.readUInt32BE(32) !== 0) throw new Failure('source.encrypted', { file: file.path, by: 'QCOW2' });
  const extended = version === 3 && (await checkFeatures(file, header));

  const clusterBytes = 2 ** clusterBits;
  const geometry = { clusterBits, clusterBytes, entryBytes: extended ? 16 : 8, virtualSizeBytes };
  const { compressed } = headersOnly ? { compressed: false } : await checkTables(file, header, geometry);
  const snapshots = header.readUInt32BE(60);
  // zlib is method 0; the byte is there only when the header says it is that long
  const otherCompression = version === 3 && header.readUInt32BE(100) > 104 && (await file.read(104, 1))[0] !== 0;
  return {
    subformat: `version ${version}`,
    virtualSizeBytes,
    files: [file.path],
    source: { format: 'qcow2', path: file.path },
    plain: snapshots === 0 && !extended && !otherCompression,
    ...(compressed ? { variant: 'compressed' as const } : {}),
    ...(snapshots === 0 ? {} : { noticed: [{ rule: 'snapshots-inside' as const, facts: { count: snapshots } }] }),
  };
}

async function assertNoBackingFile(file: SourceFile, header: Buffer): Promise<void> {
  const offset = u64be(header, 8, file.path);
  if (offset === 0) return;
  const length = Math.min(header.readUInt32BE(16), 1_023);
  const parent = offset + length <= file.bytes ? (await file.read(offset, length)).toString('utf8') : '';
  throw new Failure('source.differencing', { file: file.path, parent });
}

/** True when L2 entries are of the long kind. */
async function checkFeatures(file: SourceFile, header: Buffer): Promise<boolean> {
  const low = header.readUInt32BE(76);
  if (header.readUInt32BE(72) !== 0 || low > knownBits) {
    throw unsupported(file, say('newer-features', 'QCOW2'));
  }
  if ((low & incompatible.dataFile) !== 0) {
    throw new Failure('source.outside-reference', {
      file: file.path,
      reference: await dataFileName(file, header),
    });
  }
  if ((low & incompatible.dirty) !== 0) {
    throw new Failure('source.dirty', {
      file: file.path,
      detail: say('references-not-written'),
    });
  }
  if ((low & incompatible.corrupt) !== 0) throw corrupt(file, 'marked-corrupt');
  return (low & incompatible.extendedL2) !== 0;
}

async function dataFileName(file: SourceFile, header: Buffer): Promise<Text> {
  let at = header.readUInt32BE(100);
  for (let steps = 0; steps < 32 && at >= 72 && at + 8 <= file.bytes; steps++) {
    const extension = await file.read(at, 8);
    const type = extension.readUInt32BE(0);
    const length = extension.readUInt32BE(4);
    if (type === 0) break;
    if (type === dataFileExtension && length <= 4_096 && at + 8 + length <= file.bytes) {
      return (await file.read(at + 8, length)).toString('utf8');
    }
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return say('data-file');
}

async function checkTables(file: SourceFile, header: Buffer, geometry: Geometry): Promise<{ compressed: boolean }> {
  const { clusterBytes, entryBytes, virtualSizeBytes } = geometry;
  const l1Entries = header.readUInt32BE(36);
  const l1Offset = u64be(header, 40, file.path);
  const bytesPerL2 = clusterBytes * (clusterBytes / entryBytes);
  const needed = Math.ceil(virtualSizeBytes / bytesPerL2);
  if (l1Entries < needed || l1Entries * 8 > largestL1Bytes) throw corrupt(file, 'first-table-entries', l1Entries);
  const seen = new Set<number>();
  let compressed = false;
  for await (const { piece, start } of tablePieces(file, l1Offset, needed * 8)) {
    for (let at = 0; at < piece.length; at += 8) {
      const l2Offset = clusterOf(piece, at);
      if (l2Offset === 0) continue;
      if (seen.has(l2Offset)) throw corrupt(file, 'table-used-twice');
      seen.add(l2Offset);
      const found = await checkL2(file, l2Offset, ((start + at) / 8) * bytesPerL2, geometry);
      compressed ||= found.compressed;
    }
  }
  return { compressed };
}

async function checkL2(
  file: SourceFile,
  offset: number,
  guestStart: number,
  geometry: Geometry,
): Promise<{ compressed: boolean }> {
  const { clusterBits, clusterBytes, entryBytes, virtualSizeBytes } = geometry;
  let compressed = false;
  const inSectors = Math.ceil(file.bytes / 512) * 512;
  for await (const { piece, start } of tablePieces(file, offset, clusterBytes)) {
    for (let at = 0; at < piece.length; at += entryBytes) {
      const guest = guestStart + ((start + at) / entryBytes) * clusterBytes;
      if (guest >= virtualSizeBytes) return { compressed };
      const high = piece.readUInt32BE(at);
      if ((high & 0x40000000) !== 0) {
        compressed = true;
        // host offset in the low bits, length in sectors above (bits 62 - (clusterBits - 8) and up)
        const highBits = 62 - (clusterBits - 8) - 32;
        const hostOffset = (high & (2 ** highBits - 1)) * 2 ** 32 + piece.readUInt32BE(at + 4);
        const sectors = ((high & 0x3fffffff) >>> highBits) + 1;
        const end = Math.floor(hostOffset / 512) * 512 + sectors * 512;
        // the last one need not fill its last sector
        if (end > inSectors) throw truncated(file.path, file.name, end, file.bytes);
        continue;
      }
      const hostOffset = clusterOf(piece, at);
      const readsAsZeros = entryBytes === 8 && ((piece[at + 7] ?? 0) & 1) !== 0;
      if (hostOffset === 0 || readsAsZeros) continue;
      const end = hostOffset + Math.min(clusterBytes, virtualSizeBytes - guest);
      if (end > inSectors) throw truncated(file.path, file.name, end, file.bytes);
    }
  }
  return { compressed };
}

/** Bits 9 to 55 of an L1 or L2 entry: where its cluster lies, 0 for nowhere. */
const clusterOf = (table: Buffer, at: number): number =>
  (table.readUInt32BE(at) & 0x00ffffff) * 2 ** 32 + ((table.readUInt32BE(at + 4) & 0xfffffe00) >>> 0);
