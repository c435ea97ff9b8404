/** CRC-64 of a planned file, learned piece by piece from what a reader is given; the rest is learned at the end. */
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { crc64Combine, crc64OfZeros, emptyCrc64, newCrc64 } from '../../base/crc64.ts';
import type { BlockSource } from '../block-source.ts';
import { digestBlockBytes, type FileDigest } from '../digest.ts';
import { isZeroRange, readWhole, type PlannedFile } from './planned-file.ts';

/** What readers ask for is widened to whole pieces: small ones, unless they would be too many to remember. */
const smallestPieceBytes = 65_536;
const mostPieces = 2 ** 20;

export interface PlannedDigest {
  /** Fails with `source.changed` when a piece is not what it was at an earlier reading. */
  read(offset: number, length: number): Promise<Buffer>;
  /** Reads what was not asked for yet. */
  whole(): Promise<FileDigest>;
}

/** `name`: of the source, for failures. */
export async function plannedDigest(
  name: string,
  file: PlannedFile,
  disk: BlockSource,
  signal: AbortSignal,
): Promise<PlannedDigest> {
  const { byteLength } = file;
  let pieceBytes = smallestPieceBytes;
  while (byteLength / pieceBytes > mostPieces && pieceBytes < digestBlockBytes) pieceBytes *= 2;
  const pieces = Math.ceil(byteLength / pieceBytes);
  const crcs = new BigUint64Array(pieces);
  const known = new Uint8Array(pieces);
  const hasher = await newCrc64();
  const lengthOf = (piece: number): number => Math.min(pieceBytes, byteLength - piece * pieceBytes);

  const note = (piece: number, crc: bigint): void => {
    if (known[piece] === 1 && crcs[piece] !== crc) {
      throw new Failure('source.changed', { file: name, detail: say('content-other') });
    }
    crcs[piece] = crc;
    known[piece] = 1;
  };

  const read = async (offset: number, length: number): Promise<Buffer> => {
    const first = Math.floor(offset / pieceBytes);
    const end = Math.ceil((offset + length) / pieceBytes);
    const start = first * pieceBytes;
    const bytes = await readWhole(
      file,
      disk,
      { start, length: Math.min(end * pieceBytes, byteLength) - start },
      signal,
    );
    for (let piece = first; piece < end; piece++) {
      hasher.init();
      hasher.update(bytes.subarray((piece - first) * pieceBytes, (piece - first + 1) * pieceBytes));
      note(piece, hasher.value());
    }
    return bytes.subarray(offset - start, offset - start + length);
  };

  return {
    read,
    async whole() {
      const zeros = crc64OfZeros(pieceBytes);
      for (let piece = 0; piece < pieces; piece++) {
        if (known[piece] === 1) continue;
        const range = { start: piece * pieceBytes, length: lengthOf(piece) };
        if (range.length === pieceBytes && isZeroRange(file, range)) note(piece, zeros);
        else await read(range.start, range.length);
      }
      const perBlock = digestBlockBytes / pieceBytes;
      const blocks = new BigUint64Array(Math.ceil(byteLength / digestBlockBytes));
      let crc64 = emptyCrc64;
      for (const block of blocks.keys()) {
        let crc = emptyCrc64;
        const end = Math.min(pieces, (block + 1) * perBlock);
        for (let piece = block * perBlock; piece < end; piece++)
          crc = crc64Combine(crc, crcs[piece] ?? 0n, lengthOf(piece));
        blocks[block] = crc;
        crc64 = crc64Combine(crc64, crc, Math.min(digestBlockBytes, byteLength - block * digestBlockBytes));
      }
      return { bytes: byteLength, crc64, blockBytes: digestBlockBytes, blocks };
    },
  };
}
