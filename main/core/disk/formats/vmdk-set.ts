/** Holds a split or flat VMDK against its folder: for every piece whether it is there, whole, the right one, or renamed. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Piece } from '../../../../contract/disks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { corrupt, resolveSource, truncated, withSourceFile } from '../source-file.ts';
import { extentPath, type Extent } from './vmdk-descriptor.ts';
import { readSparseHeader } from './vmdk-sparse.ts';
import { checkGrains } from './vmdk-tables.ts';

export interface Diagnosis {
  /** In the descriptor's order; a file that several extents share is listed once. */
  readonly pieces: Piece[];
  /** Real path of each extent; absent where it is missing. */
  readonly paths: (string | undefined)[];
  readonly failures: Failure[];
  /** Of sparse pieces alone, together: what their tables say is data. */
  readonly allocatedBytes: number | undefined;
}

/** So many other files in the folder are looked at. */
const mostNeighbours = 10_000;
const mostCandidates = 256;

/**
 * Never throws for a piece; every wrong one is in `failures`. An extent that leads out of the folder does throw
 * (`source.outside-reference`), before any piece is opened. `descriptor` need not exist.
 */
export async function diagnose(
  descriptor: string,
  extents: readonly Extent[],
  signal?: AbortSignal,
): Promise<Diagnosis> {
  for (const { name } of extents) extentPath(descriptor, name);
  const folder = dirname(descriptor);
  const names = await namesIn(folder);
  const wanted = new Set(extents.map(({ name }) => name));
  const places = new Map<string, string>();
  const spelt = bySpelling([...names].filter((name) => !wanted.has(name)));
  for (const { name } of extents) {
    const [same, ...more] = spelt.get(plain(name)) ?? [];
    const here = names.has(name) ? name : more.length === 0 ? same : undefined;
    if (here !== undefined) places.set(name, here);
  }
  await findRenamed(folder, descriptor, extents, names, places, signal);

  const pieces = new Map<string, Piece>();
  const paths: (string | undefined)[] = [];
  const failures: Failure[] = [];
  let allocatedBytes: number | undefined = 0;
  for (const extent of extents) {
    const place = places.get(extent.name);
    const { piece, path, failure, allocated } = await checkPiece(descriptor, extents, extent, place, signal);
    const before = pieces.get(extent.name);
    if (before === undefined || before.state === 'found') pieces.set(extent.name, piece);
    paths.push(path);
    if (failure !== undefined) failures.push(failure);
    allocatedBytes = allocated === undefined || allocatedBytes === undefined ? undefined : allocatedBytes + allocated;
  }
  return { pieces: [...pieces.values()], paths, failures, allocatedBytes };
}

async function namesIn(folder: string): Promise<Set<string>> {
  try {
    return new Set((await readdir(folder)).slice(0, mostNeighbours));
  } catch {
    return new Set(); // a folder one may enter but not list: only exact names can be found there
  }
}

const plain = (name: string): string => name.normalize('NFC').toLowerCase();

/** Copied between systems, names change their case or how accents are composed. */
function bySpelling(names: readonly string[]): Map<string, string[]> {
  const spelt = new Map<string, string[]>();
  for (const name of names) spelt.set(plain(name), [...(spelt.get(plain(name)) ?? []), name]);
  return spelt;
}

interface Checked {
  readonly piece: Piece;
  readonly path?: string;
  readonly failure?: Failure;
  /** Bytes of data, where its tables say so. */
  readonly allocated?: number | undefined;
}

async function checkPiece(
  descriptor: string,
  extents: readonly Extent[],
  extent: Extent,
  place: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Checked> {
  const { name } = extent;
  const renamed = place !== undefined && place !== name ? { foundAs: place } : {};
  let bytes = 0;
  try {
    const path = await realPiece(descriptor, place ?? name, name);
    bytes = (await lstat(path)).size;
    const allocated = await withSourceFile(path, signal, async (file) => {
      if (extent.kind === 'sparse') return checkSparse(file, extent, signal);
      checkFlat(descriptor, extents, extent, file.bytes);
      return undefined;
    });
    const state = place === undefined || place === name ? 'found' : 'renamed';
    return { piece: { name, state, bytes, ...renamed }, path, allocated };
  } catch (error) {
    const failure = Failure.from(error);
    if (!failure.code.startsWith('source.') || failure.code === 'source.outside-reference') throw error;
    if (failure.code === 'source.extent-missing') {
      return { piece: { name, state: 'missing', bytes: 0, ...neededOf(extent) }, failure };
    }
    const size = failure.code === 'source.truncated' || failure.code === 'source.empty';
    const needed = failure.facts as { neededBytes?: number };
    const neededBytes = needed.neededBytes ?? (extent.kind === 'flat' ? endOf(extents, name) : undefined);
    return {
      piece: {
        name,
        state: size || (extent.kind === 'flat' && bytes !== neededBytes) ? 'wrong-size' : 'wrong-header',
        bytes,
        ...renamed,
        ...(neededBytes === undefined ? {} : { neededBytes }),
      },
      failure,
    };
  }
}

const neededOf = ({ kind, bytes, offsetBytes }: Extent): { neededBytes?: number } =>
  kind === 'flat' ? { neededBytes: offsetBytes + bytes } : {};

/** Where the last extent in this flat file ends. */
const endOf = (extents: readonly Extent[], name: string): number =>
  Math.max(...extents.filter((one) => one.name === name).map((one) => one.offsetBytes + one.bytes));

function checkFlat(descriptor: string, extents: readonly Extent[], extent: Extent, fileBytes: number): void {
  const needed = endOf(extents, extent.name);
  if (needed > fileBytes) throw truncated(descriptor, extent.name, needed, fileBytes);
  // a disk that was grown without its descriptor: what lies behind would be lost silently
  if (needed < fileBytes) throw corrupt({ path: descriptor }, 'piece-length', extent.name, fileBytes, needed);
}

async function checkSparse(
  file: Parameters<typeof readSparseHeader>[0],
  extent: Extent,
  signal: AbortSignal | undefined,
): Promise<number> {
  signal?.throwIfAborted();
  if ((await file.read(0, Math.min(4, file.bytes))).toString('latin1') !== 'KDMV') {
    throw corrupt(file, 'not-sparse-piece');
  }
  const header = await readSparseHeader(file);
  if (header.virtualSizeBytes !== extent.bytes) {
    throw corrupt(file, 'descriptor-and-header', extent.bytes, header.virtualSizeBytes);
  }
  return checkGrains(file, header);
}

/** The piece's real path; a symbolic link must not lead out of the folder. */
async function realPiece(descriptor: string, place: string, name: string): Promise<string> {
  const path = join(dirname(descriptor), place);
  const real = await resolveSource(path).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'source.missing') {
      throw new Failure('source.extent-missing', { file: descriptor, extent: name }, { cause: error });
    }
    throw error;
  });
  if (dirname(real) !== (await realpath(dirname(descriptor))) || real === descriptor) {
    throw new Failure('source.outside-reference', { file: descriptor, reference: name });
  }
  return real;
}

/**
 * Puts orphans of the folder where they fit: by the number in their name, or as the only one that can be meant. Two
 * pieces of one size are never told apart by guessing: a swap would be silent damage.
 */
async function findRenamed(
  folder: string,
  descriptor: string,
  extents: readonly Extent[],
  names: Set<string>,
  places: Map<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const missing = extents.filter(({ name }) => !places.has(name));
  if (missing.length === 0) return;
  const claimed = new Set([...places.values(), basename(descriptor)]);
  const orphans = await orphansIn(
    folder,
    [...names].filter((name) => !claimed.has(name)),
    stemOf(missing),
    signal,
  );
  const ends = new Map<string, number>();
  for (const { name, offsetBytes, bytes } of extents)
    ends.set(name, Math.max(ends.get(name) ?? 0, offsetBytes + bytes));
  const fits = (extent: Extent, orphan: Orphan): boolean =>
    extent.kind === 'sparse'
      ? orphan.capacityBytes === extent.bytes
      : orphan.capacityBytes === undefined && orphan.bytes === ends.get(extent.name) && orphan.kin;
  const tokens = new Set(extents.map(({ name }) => tokenOf(name)).filter((one) => one !== undefined));
  const free = new Set(orphans.filter(({ parts }) => !parts.some((part) => tokens.has(part))));
  for (const extent of missing) {
    signal?.throwIfAborted();
    const token = tokenOf(extent.name);
    const fitting = orphans.filter((orphan) => fits(extent, orphan));
    const numbered = fitting.filter(({ parts }) => token !== undefined && parts.includes(token));
    const [unnumbered, ...others] = fitting.filter((orphan) => free.has(orphan));
    const alone =
      unnumbered !== undefined &&
      others.length === 0 &&
      missing.filter((other) => fits(other, unnumbered)).length === 1;
    const match = numbered.length === 1 ? numbered[0] : alone ? unnumbered : undefined;
    if (match !== undefined) places.set(extent.name, match.name);
  }
}

interface Orphan {
  readonly name: string;
  /** What its name is made of: `web-s002 (1).vmdk` carries `s002`, `web-s0021.vmdk` does not. */
  readonly parts: readonly string[];
  readonly bytes: number;
  /** Of a sparse piece; absent for anything else. */
  readonly capacityBytes?: number;
  /** Its name shares the set's beginning. */
  readonly kin: boolean;
}

async function orphansIn(
  folder: string,
  names: string[],
  stem: string,
  signal: AbortSignal | undefined,
): Promise<Orphan[]> {
  const orphans: Orphan[] = [];
  const kin = (name: string): boolean => stem !== '' && plain(name).includes(plain(stem));
  names.sort((a, b) => Number(kin(b)) - Number(kin(a)));
  for (const name of names.slice(0, mostCandidates)) {
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => undefined); // gone meanwhile: no candidate
    if (stats?.isFile() !== true || stats.size < 512) continue;
    try {
      const capacityBytes = await withSourceFile(path, signal, async (file) => {
        if ((await file.read(0, 4)).toString('latin1') !== 'KDMV') return undefined;
        const header = await readSparseHeader(file);
        return header.descriptor === undefined ? header.virtualSizeBytes : -1;
      });
      if (capacityBytes === -1) continue; // a whole disk
      orphans.push({
        name,
        parts: name.toLowerCase().split(/[^a-z0-9]+/),
        bytes: stats.size,
        kin: kin(name),
        ...(capacityBytes === undefined ? {} : { capacityBytes }),
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error; // damaged or unreadable: no candidate
    }
  }
  return orphans;
}

const pieceToken = /-([sf]\d{3,}|flat)\.vmdk$/i;
const tokenOf = (name: string): string | undefined => pieceToken.exec(name)?.[1]?.toLowerCase();
const stemOf = (extents: readonly Extent[]): string => extents[0]?.name.replace(pieceToken, '') ?? '';
