/** Puts a VMDK together from what was chosen: a whole disk in one file, a descriptor, or any piece of a set. */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Piece } from '../../../../contract/disks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { unsupported, type DiskLayout, type Known, type Noticed, type Reading } from '../layout.ts';
import { placePieces, placeVmdk } from '../block/vmdk-places.ts';
import { corrupt, withSourceFile, type SourceFile } from '../source-file.ts';
import { hasMark, type DiskFormat } from './format.ts';
import {
  decodeDescriptor,
  descriptorText,
  isDescriptor,
  longestDescriptorBytes,
  parseDescriptor,
  type Extent,
} from './vmdk-descriptor.ts';
import { descriptorMissing, lostSetOf } from './vmdk-lost.ts';
import { diagnose } from './vmdk-set.ts';
import { readSparseHeader } from './vmdk-sparse.ts';
import { checkGrains } from './vmdk-tables.ts';

/** Kinds whose descriptor lists extents that qemu-img can read. */
const descriptorKinds = new Set(['monolithicFlat', 'vmfs', 'twoGbMaxExtentSparse', 'twoGbMaxExtentFlat']);
const mostNeighbours = 10_000;
/** Of all descriptors beside a piece together: a folder of 1,000 split disks has less. */
const mostNeighbourBytes = 2 ** 25;

export const vmdk: DiskFormat = {
  name: 'vmdk',
  endings: ['vmdk'],
  driver: 'vmdk',
  markedAt: (start) => (hasMark(start, 'KDMV') || isText(start) ? 'start' : undefined),
  read: async (file, reading) =>
    isText(await file.read(0, Math.min(512, file.bytes)))
      ? readDescriptorVmdk(file, reading)
      : readSparseVmdk(file, reading),
  readPiece: readFlatPiece,
  place: async ({ path, range, pieces }, _, open) =>
    pieces === undefined ? placeVmdk(await open(path, range), open) : placePieces(pieces, open),
};

const isText = (start: Buffer): boolean => isDescriptor(start.toString('latin1', 0, 512));

/** A file that begins like a sparse VMDK: a whole disk, or a piece that leads to its set. */
async function readSparseVmdk(file: SourceFile, reading: Reading): Promise<DiskLayout> {
  const header = await readSparseHeader(file);
  if (header.descriptor === undefined) return readPiece(file, reading);
  reading.known.virtualSizeBytes = header.virtualSizeBytes;
  const { subformat, extents } = parseDescriptor(file, header.descriptor);
  reading.known.subformat = subformat;
  const [extent] = extents;
  if (extents.length !== 1 || extent === undefined || extent.kind !== 'sparse') {
    throw corrupt(file, 'descriptor-of-others');
  }
  // the name in it is not compared: a renamed disk is still the same disk
  if (extent.bytes !== header.virtualSizeBytes) {
    throw corrupt(file, 'descriptor-and-header', extent.bytes, header.virtualSizeBytes);
  }
  return {
    subformat,
    virtualSizeBytes: header.virtualSizeBytes,
    allocatedBytes: await checkGrains(file, header),
    files: [file.path],
    source: { format: 'vmdk', path: file.path },
  };
}

/** A file that is a descriptor and nothing else; its extents lie in the same folder. */
async function readDescriptorVmdk(file: SourceFile, reading: Reading): Promise<DiskLayout> {
  const { known, signal } = reading;
  known.format = 'vmdk';
  known.pieces = [{ name: file.name, state: 'found', bytes: file.bytes }];
  if (reading.inside === true) throw corrupt(file, 'descriptor-alone');
  if (file.bytes > longestDescriptorBytes) throw corrupt(file, 'descriptor-bytes', file.bytes);
  const { text, foreign } = decodeDescriptor(await file.read(0, file.bytes));
  const { subformat, extents, misread } = parseDescriptor(file, text);
  known.subformat = subformat;
  if (!descriptorKinds.has(subformat)) {
    known.pieces.push(...extents.map((one): Piece => ({ name: one.name, state: 'found', bytes: 0 })));
    throw unsupported(file, `VMDK ${subformat}`);
  }
  const own = known.pieces.slice(0, 1);
  return assemble({ descriptor: file.path, own, extents, subformat, foreign: foreign || misread }, known, signal);
}

/** For a file without any header of its own: the disk it is a piece of, or undefined when it is no piece. */
async function readFlatPiece(file: SourceFile, reading: Reading): Promise<DiskLayout | undefined> {
  if (reading.inside === true) return undefined;
  const descriptor = await findDescriptor(file.path, reading.signal);
  if (descriptor !== undefined) {
    return withSourceFile(descriptor, reading.signal, (found) => readDescriptorVmdk(found, reading));
  }
  return readLostSet(file, reading);
}

async function readPiece(file: SourceFile, reading: Reading): Promise<DiskLayout> {
  reading.known.pieces = [{ name: file.name, state: 'found', bytes: file.bytes }];
  if (reading.inside === true) throw corrupt(file, 'piece-alone');
  const descriptor =
    (await findDescriptor(file.path, reading.signal)) ?? (await descriptorLacking(file, reading.signal));
  if (descriptor !== undefined) {
    return withSourceFile(descriptor, reading.signal, (found) => readDescriptorVmdk(found, reading));
  }
  const layout = await readLostSet(file, reading);
  if (layout === undefined) throw descriptorMissing(file, say('descriptor'));
  return layout;
}

async function readLostSet(file: SourceFile, reading: Reading): Promise<DiskLayout | undefined> {
  const { known, signal } = reading;
  const lost = await lostSetOf(file, signal);
  if (lost === undefined) return undefined;
  known.format = 'vmdk';
  known.subformat = lost.subformat;
  const own: Piece[] = [{ name: basename(lost.descriptor), state: 'missing', bytes: 0 }];
  return assemble({ ...lost, own, foreign: false }, known, signal);
}

interface FoundSet {
  readonly descriptor: string;
  /** The descriptor as a piece of the set. */
  readonly own: Piece[];
  readonly extents: readonly Extent[];
  readonly subformat: string;
  readonly foreign: boolean;
}

/** Fails with the first thing that is wrong; all of them are in `known`. */
async function assemble(set: FoundSet, known: Known, signal: AbortSignal | undefined): Promise<DiskLayout> {
  const { descriptor, own, extents, subformat } = set;
  const virtualSizeBytes = extents.reduce((sum, extent) => sum + extent.bytes, 0);
  known.virtualSizeBytes = virtualSizeBytes;
  const { pieces, paths, failures, allocatedBytes } = await diagnose(descriptor, extents, signal);
  known.pieces = [...own, ...pieces];
  const [first, ...more] = failures;
  if (first !== undefined) {
    known.also = more;
    throw first;
  }
  const lost = own[0]?.state === 'missing';
  const renamed = pieces.filter(({ state }) => state === 'renamed');
  const files = paths.filter((path) => path !== undefined);
  const noticed: Noticed[] = [];
  if (lost) noticed.push({ rule: 'descriptor-rebuilt', facts: { file: basename(descriptor) } });
  if (renamed.length > 0) {
    const facts = { pieces: renamed.map(({ name, foundAs }) => `${foundAs} = ${name}`).join(', ') };
    noticed.push({ rule: 'renamed-pieces', facts });
  }
  // what qemu-img would look for under another name is told to it in a descriptor of ours
  const assembled = lost || renamed.length > 0 || set.foreign;
  return {
    subformat,
    virtualSizeBytes,
    ...(allocatedBytes === undefined ? {} : { allocatedBytes }),
    files: [...(lost ? [] : [descriptor]), ...files.filter((path, at) => files.indexOf(path) === at)],
    source: {
      format: 'vmdk',
      path: descriptor,
      ...(assembled
        ? {
            pieces: extents.map(({ kind, bytes, offsetBytes }, at) => ({
              path: paths[at] ?? '',
              kind,
              bytes,
              offsetBytes,
            })),
          }
        : {}),
    },
    noticed,
    pieces: known.pieces,
  };
}

/** The descriptor in the same folder that names this file. */
async function findDescriptor(piece: string, signal?: AbortSignal): Promise<string | undefined> {
  const pieceFile = basename(piece);
  for await (const descriptor of descriptorsBeside(piece, signal)) {
    if (descriptor.text.split('\n').some((line) => line.includes(`"${pieceFile}"`))) return descriptor.path;
  }
  return undefined;
}

/** The descriptor in the same folder that lacks a piece which this file turns out to be, under another name. */
async function descriptorLacking(file: SourceFile, signal?: AbortSignal): Promise<string | undefined> {
  for await (const { path, text } of descriptorsBeside(file.path, signal)) {
    try {
      const { pieces } = await diagnose(path, parseDescriptor({ path }, text).extents, signal);
      if (pieces.some(({ foundAs }) => foundAs === file.name)) return path;
    } catch (error) {
      if (!(error instanceof Failure)) throw error; // another disk's, and refused: no answer for this one
    }
  }
  return undefined;
}

const pieceName = /^(.*)-(?:flat|[sf]\d{3,})\.vmdk$/i;

async function* descriptorsBeside(piece: string, signal?: AbortSignal): AsyncGenerator<{ path: string; text: string }> {
  const own = basename(piece);
  const likely = own.replace(pieceName, '$1.vmdk');
  const names = (await readdir(dirname(piece)))
    .filter((name) => /\.vmdk$/i.test(name) && name !== own)
    .sort((a, b) => Number(b === likely) - Number(a === likely));
  let readBytes = 0;
  for (const name of names.slice(0, mostNeighbours)) {
    signal?.throwIfAborted();
    if (readBytes > mostNeighbourBytes) return;
    const path = join(dirname(piece), name);
    const stats = await lstat(path).catch(() => undefined); // gone meanwhile
    if (stats?.isFile() !== true || stats.size > longestDescriptorBytes || stats.size === 0) continue;
    const text = await withSourceFile(path, signal, async (file) => {
      const head = (await file.read(0, Math.min(64, file.bytes))).toString('latin1');
      if (!isDescriptor(head)) return undefined;
      readBytes += file.bytes;
      return descriptorText(await file.read(0, file.bytes));
    }).catch((error: unknown) => {
      if (error instanceof Failure) return undefined; // not ours to read: no descriptor for us
      throw error;
    });
    if (text !== undefined) yield { path, text };
  }
}
