/** Reads the headers and tables of the first QCOW format (qemu, block/qcow.c), with the same refusals as for its successor. */
import { Failure } from '../../../../contract/failure-error.ts';
import { assertVirtualSize, type DiskLayout, type Reading } from '../layout.ts';
import { corrupt, tablePieces, truncated, u64be, type SourceFile } from '../source-file.ts';
import { markedBy, type DiskFormat } from './format.ts';
import { placesTaken, type PlacesTaken } from './places-taken.ts';

const largestL1Bytes = 32 * 2 ** 20;

export const qcow: DiskFormat = {
  name: 'qcow',
  endings: ['qcow'],
  driver: 'qcow',
  markedAt: markedBy('QFI\xfb\0\0\0\x01'),
  read: readQcow1,
};

/** Fails with `source.differencing`, `.encrypted`, `.corrupt`, `.truncated`. */
async function readQcow1(file: SourceFile, { known }: Reading): Promise<DiskLayout> {
  known.subformat = 'version 1';
  const header = await file.read(0, 48);
  const [clusterBits = 0, l2Bits = 0] = header.subarray(32, 34);
  if (clusterBits < 9 || clusterBits > 16) throw corrupt(file, 'cluster-bits', clusterBits);
  if (l2Bits < 6 || l2Bits > 13) throw corrupt(file, 'table-entries', 2 ** l2Bits);
  const virtualSizeBytes = u64be(header, 24, file.path);
  assertVirtualSize(file, virtualSizeBytes, known);
  const backing = u64be(header, 8, file.path);
  if (backing !== 0) {
    const length = Math.min(header.readUInt32BE(16), 1_023);
    const parent = backing + length <= file.bytes ? (await file.read(backing, length)).toString('utf8') : '';
    throw new Failure('source.differencing', { file: file.path, parent });
  }
  if (header.readUInt32BE(36) !== 0) throw new Failure('source.encrypted', { file: file.path, by: 'QCOW' });

  const clusterBytes = 2 ** clusterBits;
  const bytesPerL2 = clusterBytes * 2 ** l2Bits;
  const tables = Math.ceil(virtualSizeBytes / bytesPerL2);
  if (tables * 8 > largestL1Bytes) throw corrupt(file, 'first-table-entries', tables);
  const seen = new Set<number>();
  const taken = placesTaken(file, clusterBytes);
  let allocatedBytes = 0;
  for await (const { piece, start } of tablePieces(file, u64be(header, 40, file.path), tables * 8)) {
    for (let at = 0; at < piece.length; at += 8) {
      const offset = u64be(piece, at, file.path);
      if (offset === 0) continue;
      if (seen.has(offset)) throw corrupt(file, 'table-used-twice');
      seen.add(offset);
      const table = await file.read(offset, 2 ** l2Bits * 8);
      const guest = ((start + at) / 8) * bytesPerL2;
      allocatedBytes += checkL2(file, table, guest, { clusterBits, virtualSizeBytes, taken });
    }
  }
  return {
    subformat: 'version 1',
    virtualSizeBytes,
    allocatedBytes,
    files: [file.path],
    source: { format: 'qcow', path: file.path },
  };
}

function checkL2(
  file: SourceFile,
  table: Buffer,
  guestStart: number,
  { clusterBits, virtualSizeBytes, taken }: { clusterBits: number; virtualSizeBytes: number; taken: PlacesTaken },
): number {
  const clusterBytes = 2 ** clusterBits;
  let allocatedBytes = 0;
  for (let at = 0; at < table.length; at += 8) {
    const guest = guestStart + (at / 8) * clusterBytes;
    if (guest >= virtualSizeBytes) break;
    const entry = table.readBigUInt64BE(at);
    if (entry === 0n) continue;
    // compressed: length above, offset in the low bits
    const lowBits = BigInt(63 - clusterBits);
    const compressed = entry >> 63n === 1n;
    const offset = Number(compressed ? entry & ((1n << lowBits) - 1n) : entry);
    const length = compressed
      ? Number((entry >> lowBits) & BigInt(clusterBytes - 1))
      : Math.min(clusterBytes, virtualSizeBytes - guest);
    if (offset + length > file.bytes) throw truncated(file.path, file.name, offset + length, file.bytes);
    if (!compressed) taken.take(Math.floor(offset / clusterBytes));
    allocatedBytes += Math.min(clusterBytes, virtualSizeBytes - guest);
  }
  return allocatedBytes;
}
