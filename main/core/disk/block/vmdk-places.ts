/** Opens the files of an accepted VMDK and places its disk in them: one sparse file, or what a descriptor lists. */
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import type { OpenFile } from '../formats/format.ts';
import {
  descriptorText,
  extentPath,
  isDescriptor,
  longestDescriptorBytes,
  parseDescriptor,
  type Extent,
} from '../formats/vmdk-descriptor.ts';
import { corrupt } from '../source-file.ts';
import type { BlockFile } from './block-file.ts';
import { flatPlacer, joinPlacers, type Placer } from './placed-source.ts';
import { placeGrains } from './vmdk-grains.ts';

/** An extent and the file it was found in. */
export interface FoundPiece extends Omit<Extent, 'name'> {
  readonly path: string;
}

/** A disk whose descriptor is of no use, from the pieces inspection found for it. Fails as `placeVmdk` does. */
export async function placePieces(pieces: readonly FoundPiece[], open: OpenFile): Promise<Placer> {
  const opened = new Map<string, BlockFile>();
  const parts: Placer[] = [];
  for (const piece of pieces) {
    const file = opened.get(piece.path) ?? (await open(piece.path));
    opened.set(piece.path, file);
    parts.push(await placeExtent(file, piece));
  }
  return joinPlacers(parts);
}

/** Fails with one of `source.*` when the files are no longer what was accepted. */
export async function placeVmdk(file: BlockFile, open: OpenFile): Promise<Placer> {
  const magic = (await file.read(0, Math.min(512, file.bytes))).toString('latin1');
  if (magic.startsWith('KDMV')) return placeGrains(file);
  if (!isDescriptor(magic) || file.bytes > longestDescriptorBytes) throw corrupt(file, 'not-vmdk');

  const { extents } = parseDescriptor(file, descriptorText(await file.read(0, file.bytes)));
  const pieces: FoundPiece[] = [];
  for (const extent of extents) pieces.push({ ...extent, path: await insideFolder(file, extent.name) });
  return placePieces(pieces, open);
}

async function placeExtent(piece: BlockFile, { kind, bytes, offsetBytes }: FoundPiece): Promise<Placer> {
  if (kind === 'flat') {
    if (offsetBytes + bytes <= piece.bytes) return flatPlacer(piece, offsetBytes, bytes);
    throw corrupt(piece, 'outside-file', bytes, offsetBytes, piece.bytes);
  }
  const placer = await placeGrains(piece);
  if (placer.size === bytes) return placer;
  throw corrupt(piece, 'descriptor-and-header', bytes, placer.size);
}

/** A link must not have come to lead out of the folder since the disk was accepted. */
async function insideFolder(descriptor: BlockFile, name: string): Promise<string> {
  const path = extentPath(descriptor.path, name);
  const real = await realpath(path).catch((error: unknown) => {
    throw new Failure('source.extent-missing', { file: descriptor.path, extent: name }, { cause: error });
  });
  if (dirname(real) === dirname(await realpath(descriptor.path))) return real;
  throw new Failure('source.outside-reference', { file: descriptor.path, reference: name });
}
