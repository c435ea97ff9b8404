/** Reads VDI headers and block maps: refuses differencing images and blocks past the end, which qemu-img reads as zeros. */
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { assertVirtualSize, unsupported, type DiskLayout, type Reading } from '../layout.ts';
import { corrupt, tablePieces, truncated, u64le, type SourceFile } from '../source-file.ts';
import { markedBy, type DiskFormat } from './format.ts';

const kinds = new Map([
  [1, 'dynamic'],
  [2, 'fixed'],
]);
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

  for await (const { piece, start } of tablePieces(file, mapOffset, needed * 4)) {
    for (let at = 0; at < piece.length; at += 4) {
      const block = piece.readUInt32LE(at);
      if (block >= firstUnused) continue;
      const guest = ((start + at) / 4) * blockBytes;
      const end = dataOffset + block * blockBytes + Math.min(blockBytes, virtualSizeBytes - guest);
      if (end > file.bytes) throw truncated(file.path, file.name, end, file.bytes);
    }
  }
  return { subformat, virtualSizeBytes, files: [file.path], source: { format: 'vdi', path: file.path } };
}
