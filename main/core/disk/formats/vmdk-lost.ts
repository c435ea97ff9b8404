/** Works out the descriptor of a VMDK set that has lost it: from the pieces' names, their headers and the disk's own tables. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import type { Text } from '../../../../contract/said.ts';
import { tablesEndBytes } from '../partitions.ts';
import { withSourceFile, type ByteReader, type SourceFile } from '../source-file.ts';
import { carriesDisk } from './raw.ts';
import type { Extent } from './vmdk-descriptor.ts';
import { guestOfSparse, readSparseHeader } from './vmdk-sparse.ts';

export interface LostSet {
  /** Where the descriptor would be; nothing is there. */
  readonly descriptor: string;
  readonly subformat: string;
  readonly extents: Extent[];
}

const flatName = /^(.*)-flat\.vmdk$/i;
const splitName = /^(.*)-([sf])(\d{3,5})\.vmdk$/i;
const mostPieces = 1_024;

/**
 * The set this file is a piece of, by its name; undefined when the name is no piece's. Pieces that must have been there
 * are among the extents. Fails with `source.extent-missing`, naming the descriptor, where nothing tells whether the
 * pieces at hand are all of them.
 */
export async function lostSetOf(file: SourceFile, signal?: AbortSignal): Promise<LostSet | undefined> {
  const folder = dirname(file.path);
  const flat = flatName.exec(file.name);
  if (flat !== null) {
    const descriptor = join(folder, `${flat[1]}.vmdk`);
    if (file.bytes % 512 !== 0 || !(await carriesDisk(file))) throw descriptorMissing(file, descriptor);
    const bytes = Math.max(file.bytes, await tablesEndBytes(file, file.bytes));
    return {
      descriptor,
      subformat: 'monolithicFlat',
      extents: [{ kind: 'flat', bytes, name: file.name, offsetBytes: 0 }],
    };
  }
  const split = splitName.exec(file.name);
  if (split === null) return undefined;
  const [, stem = '', letter = 's', digits = '001'] = split;
  const descriptor = join(folder, `${stem}.vmdk`);
  const kind = letter.toLowerCase() === 's' ? 'sparse' : 'flat';
  const nameOf = (n: number): string => `${stem}-${letter}${String(n).padStart(digits.length, '0')}.vmdk`;
  const numbers = (await readdir(folder))
    .map((name) => splitName.exec(name))
    .filter((one) => one !== null && one[1] === stem && one[2] === letter && one[3]?.length === digits.length)
    .map((one) => Number(one?.[3]))
    .filter((n) => n >= 1 && n <= mostPieces);
  const last = Math.max(...numbers);
  const sizes = await Promise.all(
    Array.from({ length: last }, (_, index) => sizeOf(join(folder, nameOf(index + 1)), kind, signal)),
  );
  // every piece but the last is as large as the first
  const usual = sizes.find((bytes) => bytes !== undefined);
  if (usual === undefined) throw descriptorMissing(file, descriptor);
  const extents = sizes.map((bytes, index): Extent => ({
    kind,
    bytes: bytes ?? usual,
    name: nameOf(index + 1),
    offsetBytes: 0,
  }));
  await addWhatIsBeyond(extents, { folder, usual, last, nameOf, file, descriptor }, signal);
  return {
    descriptor,
    subformat: kind === 'sparse' ? 'twoGbMaxExtentSparse' : 'twoGbMaxExtentFlat',
    extents,
  };
}

/** A last piece that is smaller is the last one; else the disk's partition tables say whether more must follow. */
async function addWhatIsBeyond(
  extents: Extent[],
  set: {
    folder: string;
    usual: number;
    last: number;
    nameOf: (n: number) => string;
    file: SourceFile;
    descriptor: string;
  },
  signal: AbortSignal | undefined,
): Promise<void> {
  const lastExtent = extents.at(-1);
  if (extents.length > 1 && lastExtent !== undefined && lastExtent.bytes < set.usual) return;
  const total = extents.reduce((sum, { bytes }) => sum + bytes, 0);
  const end = await tablesEnd(join(set.folder, set.nameOf(1)), extents[0], signal);
  if (end === undefined) {
    // the first piece is missing or damaged itself, which is told; one that says nothing leaves the end open
    return;
  }
  if (end === 0) throw descriptorMissing(set.file, set.descriptor);
  const lacking = Math.min(mostPieces, Math.ceil(Math.max(0, end - total) / set.usual));
  for (let n = 1; n <= lacking; n++) {
    const bytes = n === lacking ? end - total - (lacking - 1) * set.usual : set.usual;
    extents.push({
      kind: lastExtent?.kind ?? 'sparse',
      bytes,
      name: set.nameOf(set.last + n),
      offsetBytes: 0,
    });
  }
}

/** Capacity of a sparse piece, length of a flat one; undefined when there is none to be had. */
async function sizeOf(
  path: string,
  kind: Extent['kind'],
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    return await withSourceFile(path, signal, async (file) =>
      kind === 'flat' ? Math.ceil(file.bytes / 512) * 512 : (await readSparseHeader(file)).virtualSizeBytes,
    );
  } catch (error) {
    if (error instanceof Failure) return undefined; // told piece by piece later
    throw error;
  }
}

/** Where the partition tables in the first piece say that the disk ends; 0 when there are none. */
async function tablesEnd(
  path: string,
  extent: Extent | undefined,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    return await withSourceFile(path, signal, async (file) => {
      const guest: ByteReader = extent?.kind === 'flat' ? file : guestOfSparse(file, await readSparseHeader(file));
      return tablesEndBytes(guest, extent?.bytes ?? 0);
    });
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** The descriptor that is not there and cannot be worked out. */
export const descriptorMissing = (file: SourceFile, descriptor: Text): Failure =>
  new Failure('source.extent-missing', {
    file: file.path,
    extent: typeof descriptor === 'string' ? basename(descriptor) : descriptor,
  });
