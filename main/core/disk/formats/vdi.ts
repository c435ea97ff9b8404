/**
 * Reads VDI headers and block maps: refuses differencing images and blocks past the end, which qemu-img reads as zeros, and
 * maps that show one block twice or have lost some.
 */
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { assertVirtualSize, unsupported, type DiskLayout, type Reading } from '../layout.ts';
import { corrupt, tablePieces, truncated, u64le, type SourceFile } from '../source-file.ts';
import { markedBy, type DiskFormat } from './format.ts';
import { placesTaken } from './places-taken.ts';

const kinds = new Map([
  [1, 'dynamic'],
  [2, 'fixed'],
]);
const headerBytes = 512;
/** Entries from here on mean "no block": free, or zeros. */
const firstUnused = 0xfffffffe;

export const vdi: DiskFormat = {
  name: 'vdi',
  endings: ['vdi'],
  driver: 'vdi',
  markedAt: markedBy('\x7f\x10\xda\xbe', 0x40),
  read: readVdi,
};

/** Fails with `source.differencing`, `.unsupported-format`, `.corrupt`, `.truncated`. */
async function readVdi(file: SourceFile, { known }: Reading): Promise<DiskLayout> {
  const header = await file.read(0, 512);
  const [minor, major] = [header.readUInt16LE(0x44), header.readUInt16LE(0x46)];
  if (major !== 1 || minor !== 1) throw unsupported(file, say('vdi-version', `${major}.${minor}`));
  const kind = header.readUInt32LE(0x4c);
  const linked = header.subarray(0x1a8, 0x1b8).some((byte) => byte !== 0);
  const hasParent = header.subarray(0x1b8, 0x1c8).some((byte) => byte !== 0);
  if (kind === 3 || kind === 4 || linked || hasParent) {
    throw new Failure('source.differencing', {
      file: file.path,
      parent: header.toString('hex', 0x1a8, 0x1b8),
    });
  }
  const subformat = kinds.get(kind);
  if (subformat === undefined) throw unsupported(file, say('vdi-kind', kind));

  const mapOffset = header.readUInt32LE(0x154);
  const dataOffset = header.readUInt32LE(0x158);
  const virtualSizeBytes = u64le(header, 0x170, file.path);
  const blockBytes = header.readUInt32LE(0x178);
  const blocks = header.readUInt32LE(0x180);
  assertVirtualSize(file, virtualSizeBytes, known);
  if (blockBytes !== 2 ** 20) throw unsupported(file, say('vdi-blocks', blockBytes));
  const needed = Math.ceil(virtualSizeBytes / blockBytes);
  if (blocks < needed) throw corrupt(file, 'block-table-short', blocks, needed);

  const tableEnd = mapOffset + blocks * 4;
  if (mapOffset < headerBytes || dataOffset < tableEnd) throw corrupt(file, 'place-used-twice', dataOffset);
  const taken = placesTaken(file, blockBytes);
  let allocatedBytes = 0;
  for await (const { piece, start } of tablePieces(file, mapOffset, blocks * 4)) {
    for (let at = 0; at < piece.length; at += 4) {
      const block = piece.readUInt32LE(at);
      if (block >= firstUnused) continue;
      const guest = ((start + at) / 4) * blockBytes;
      const there = Math.min(blockBytes, Math.max(0, virtualSizeBytes - guest));
      const end = dataOffset + block * blockBytes + there;
      if (end > file.bytes) throw truncated(file.path, file.name, end, file.bytes);
      taken.take(block);
      allocatedBytes += there;
    }
  }
  const counted = header.readUInt32LE(0x184);
  if (counted !== taken.count()) throw corrupt(file, 'blocks-counted', counted, taken.count());
  const unclaimed = file.bytes - dataOffset - counted * blockBytes;
  if (unclaimed >= blockBytes) throw corrupt(file, 'data-unclaimed', unclaimed);
  return {
    subformat,
    virtualSizeBytes,
    ...(subformat === 'fixed' ? {} : { allocatedBytes }),
    files: [file.path],
    source: { format: 'vdi', path: file.path },
  };
}
