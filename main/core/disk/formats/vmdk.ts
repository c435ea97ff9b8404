/** Puts a VMDK together from what was chosen: a whole disk in one file, a descriptor, or a piece whose descriptor lies beside it. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import { corrupt, unsupported, type DiskLayout } from '../layout.ts';
import { resolveSource, truncated, withSourceFile, type SourceFile } from '../source-file.ts';
import {
  descriptorText, extentPath, isDescriptor, longestDescriptorBytes, parseDescriptor, type Extent,
} from './vmdk-descriptor.ts'; // prettier-ignore
import { checkGrains, readSparseHeader } from './vmdk-sparse.ts';

/** Kinds whose descriptor lists extents that qemu-img can read. */
const descriptorKinds = new Set(['monolithicFlat', 'vmfs', 'twoGbMaxExtentSparse', 'twoGbMaxExtentFlat']);
const mostNeighbours = 10_000;

/** A file that begins like a sparse VMDK: a whole disk, or a piece that leads to its descriptor. */
export async function readSparseVmdk(file: SourceFile, signal?: AbortSignal): Promise<DiskLayout> {
  const header = await readSparseHeader(file);
  if (header.descriptor === undefined) {
    const descriptor = await findDescriptor(file.path, signal);
    if (descriptor === undefined) throw descriptorMissing(file);
    return withSourceFile(descriptor, signal, (found) => readDescriptorVmdk(found, signal));
  }
  const { subformat, extents } = parseDescriptor(file, header.descriptor);
  const [extent] = extents;
  if (extents.length !== 1 || extent === undefined || extent.kind !== 'sparse') {
    throw corrupt(file, 'its own descriptor speaks of other files');
  }
  // the name in it is not compared: a renamed disk is still the same disk
  if (extent.bytes !== header.virtualSizeBytes) {
    throw corrupt(file, `its descriptor says ${extent.bytes} bytes, its header ${header.virtualSizeBytes}`);
  }
  await checkGrains(file, header);
  return whole(file, subformat, header.virtualSizeBytes, []);
}

/** A file that is a descriptor and nothing else; its extents lie in the same folder. */
export async function readDescriptorVmdk(file: SourceFile, signal?: AbortSignal): Promise<DiskLayout> {
  if (file.bytes > longestDescriptorBytes) throw corrupt(file, `a descriptor of ${file.bytes} bytes`);
  const text = descriptorText(await file.read(0, file.bytes));
  const { subformat, extents } = parseDescriptor(file, text);
  if (!descriptorKinds.has(subformat)) throw unsupported(file, `VMDK ${subformat}`);
  const files: string[] = [];
  for (const extent of extents) files.push(await checkExtent(file, extent, signal));
  const bytes = extents.reduce((sum, extent) => sum + extent.bytes, 0);
  return whole(
    file,
    subformat,
    bytes,
    files.filter((path, index) => files.indexOf(path) === index),
  );
}

/** For a file without any header of its own: the disk it is a piece of, or undefined when no descriptor names it. */
export async function readFlatPiece(file: SourceFile, signal?: AbortSignal): Promise<DiskLayout | undefined> {
  if (!/\.vmdk$/i.test(file.name)) return undefined;
  const descriptor = await findDescriptor(file.path, signal);
  if (descriptor !== undefined) {
    return withSourceFile(descriptor, signal, (found) => readDescriptorVmdk(found, signal));
  }
  if (pieceName.test(file.name)) throw descriptorMissing(file);
  return undefined;
}

const whole = (
  file: SourceFile,
  subformat: string,
  virtualSizeBytes: number,
  extents: string[],
): DiskLayout => ({
  subformat,
  virtualSizeBytes,
  files: [file.path, ...extents],
  source: { format: 'vmdk', path: file.path },
});

/** Returns the extent's real path. */
async function checkExtent(descriptor: SourceFile, extent: Extent, signal?: AbortSignal): Promise<string> {
  const path = extentPath(descriptor.path, extent.name);
  const real = await resolveSource(path).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'source.missing') {
      throw new Failure(
        'source.extent-missing',
        { file: descriptor.path, extent: extent.name },
        { cause: error },
      );
    }
    throw error;
  });
  // a symbolic link must not lead out of the folder
  if (dirname(real) !== dirname(await realpath(descriptor.path)) || real === descriptor.path) {
    throw new Failure('source.outside-reference', { file: descriptor.path, reference: extent.name });
  }
  await withSourceFile(path, signal, async (file) => {
    if (extent.kind === 'flat') {
      const needed = extent.offsetBytes + extent.bytes;
      if (needed > file.bytes) throw truncated(descriptor.path, extent.name, needed, file.bytes);
      return;
    }
    if ((await file.read(0, Math.min(4, file.bytes))).toString('latin1') !== 'KDMV') {
      throw corrupt(file, 'it is no sparse piece of a VMDK');
    }
    const header = await readSparseHeader(file);
    if (header.virtualSizeBytes !== extent.bytes) {
      throw corrupt(file, `the descriptor says ${extent.bytes} bytes, the piece ${header.virtualSizeBytes}`);
    }
    await checkGrains(file, header);
  });
  return real;
}

const pieceName = /^(.*)-(?:flat|[sf]\d{3,})\.vmdk$/i;
const likelyDescriptor = (piece: string): string => piece.replace(pieceName, '$1.vmdk');

function descriptorMissing(file: SourceFile): Failure {
  const likely = likelyDescriptor(file.name);
  return new Failure('source.extent-missing', {
    file: file.path,
    extent: likely === file.name ? 'descriptor (.vmdk)' : likely,
  });
}

/** The descriptor in the same folder that names this file. */
async function findDescriptor(piece: string, signal?: AbortSignal): Promise<string | undefined> {
  const pieceFile = basename(piece);
  const names = (await readdir(dirname(piece)))
    .filter((name) => /\.vmdk$/i.test(name) && name !== pieceFile)
    .sort((a, b) => Number(b === likelyDescriptor(pieceFile)) - Number(a === likelyDescriptor(pieceFile)));
  for (const name of names.slice(0, mostNeighbours)) {
    const path = join(dirname(piece), name);
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > longestDescriptorBytes || stats.size === 0) continue;
    if (await withSourceFile(path, signal, (file) => isNamedIn(file, pieceFile))) return path;
  }
  return undefined;
}

async function isNamedIn(file: SourceFile, piece: string): Promise<boolean> {
  if (!isDescriptor((await file.read(0, Math.min(64, file.bytes))).toString('latin1'))) return false;
  const text = descriptorText(await file.read(0, file.bytes));
  return text.split('\n').some((line) => line.includes(`"${piece}"`));
}
