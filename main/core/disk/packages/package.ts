/** Opens an OVA or an OVF folder: which disks it holds, where each lies, and whether its bytes are the manifest's. */
import { createHash } from 'node:crypto';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Member } from '../../../../contract/disks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { say, type Text } from '../../../../contract/said.ts';
import { looksLikeDisk } from '../endings.ts';
import { corrupt, partOf, resolveSource, withSourceFile, type SourceFile } from '../source-file.ts';
import { isManifest, manifestOf, manifestOwner, readManifest, type Manifest, type ManifestEntry } from './manifest.ts';
import { longestOvfBytes, parseOvf, type OvfDisk } from './ovf.ts';
import { leadsElsewhere, readTar, type TarMember } from './tar.ts';

/** What is compared right away; the migration compares the rest before it converts. */
const hashedAtOnceBytes = 32 * 2 ** 20;
const mostNeighbours = 10_000;
const mostManifests = 100;

export interface PackagedDisk {
  readonly name: string;
  readonly member: Member;
  readonly gzip: boolean;
  readonly manifest?: ManifestEntry;
  /** Runs with the disk's own bytes as a file. Fails with `source.extent-missing` when it is not there. */
  use<T>(act: (file: SourceFile, place: Place) => Promise<T>): Promise<T>;
}

/** `offset` within an OVA; 0 for a file of its own. */
export interface Place {
  readonly path: string;
  readonly offset: number;
  readonly inside: boolean;
}

interface Opened {
  readonly kind: 'ova' | 'ovf';
  /** The package, for messages. */
  readonly file: SourceFile;
  /** The files that lie beside the description, by the names it would give them. */
  names(): Promise<readonly string[]>;
  bytesOf(name: string): Promise<number | undefined>;
  use<T>(name: string, act: (file: SourceFile, place: Place) => Promise<T>): Promise<T>;
}

/** Fails with `source.nothing-inside`, `.corrupt`, `.truncated`, `.outside-reference`, `.hash-differs`. */
export async function readPackage(
  file: SourceFile,
  kind: 'ova' | 'ovf',
  signal?: AbortSignal,
): Promise<PackagedDisk[]> {
  const members = kind === 'ova' ? await readTar(file) : [];
  const [description] = kind === 'ova' ? descriptionsIn(members) : [file.name];
  if (description === undefined) {
    const diskLike = members.some(({ name }) => looksLikeDisk(name));
    if (diskLike) throw new Failure('source.wrapped', { file: file.path, wrapper: 'tar' });
    throw new Failure('source.nothing-inside', {
      file: file.path,
      inside: listOf(members.map(({ name }) => name)),
    });
  }
  // an OVA may keep all of its files in a folder, and its description names them from there
  const within = kind === 'ova' ? description.slice(0, description.lastIndexOf('/') + 1) : '';
  const opened = kind === 'ova' ? inTar(file, members, within) : inFolder(file, signal);
  const own = description.slice(within.length);
  const text = await readSmall(opened, own);
  const manifest = await manifestBeside(opened, own, text);
  await assertHash(opened, own, manifest?.of(own), signal);
  const disks = parseOvf(file, text);
  if (disks.length === 0)
    throw new Failure('source.nothing-inside', { file: file.path, inside: say('no-disk-described') });
  const found: PackagedDisk[] = [];
  for (const disk of disks) found.push(await packaged(opened, disk, manifest, signal));
  return found;
}

async function packaged(
  opened: Opened,
  disk: OvfDisk,
  manifest: Manifest | undefined,
  signal: AbortSignal | undefined,
): Promise<PackagedDisk> {
  const { href, capacityBytes, controller, gzip, parent } = disk;
  if (parent !== undefined) throw new Failure('source.snapshot-child', { file: opened.file.path, parent });
  if (leadsElsewhere(href) || /^[a-z][a-z0-9+.-]*:/i.test(href)) {
    throw new Failure('source.outside-reference', { file: opened.file.path, reference: href });
  }
  const said = manifest?.of(href);
  const entry = typeof said === 'object' ? said : undefined;
  const bytes = await opened.bytesOf(href);
  const atOnce = entry !== undefined && bytes !== undefined && bytes <= hashedAtOnceBytes;
  if (atOnce) await assertHash(opened, href, entry, signal);
  return {
    name: href,
    gzip,
    member: {
      package: opened.kind,
      name: href,
      hash: atOnce ? 'agrees' : hashes[typeof said === 'object' ? 'there' : (said ?? 'absent')],
      ...(capacityBytes === undefined ? {} : { capacityBytes }),
      ...(controller === undefined ? {} : { controller }),
    },
    ...(entry === undefined ? {} : { manifest: entry }),
    use: (act) => opened.use(href, act),
  };
}

const hashes = {
  there: 'not-checked',
  unreadable: 'manifest-unreadable',
  silent: 'not-in-manifest',
  absent: 'no-manifest',
} as const;

/** Descriptions, the one in the outermost folder first. */
const descriptionsIn = (members: readonly TarMember[]): string[] =>
  members
    .map(({ name }) => name)
    .filter((name) => /\.ovf$/i.test(name))
    .toSorted((a, b) => a.split('/').length - b.split('/').length);

/** Names in descriptions are addresses: a blank may be spelt `%20`. */
function spellings(name: string): string[] {
  try {
    const plain = decodeURIComponent(name);
    return plain === name || leadsElsewhere(plain) ? [name] : [name, plain];
  } catch {
    return [name]; // no address: as it stands
  }
}

function inTar(file: SourceFile, members: readonly TarMember[], within: string): Opened {
  const find = (name: string): TarMember | undefined => {
    const wanted = new Set(spellings(name).map((one) => within + one));
    return members.find((one) => wanted.has(one.name));
  };
  return {
    kind: 'ova',
    file,
    names: () =>
      Promise.resolve(
        members.filter(({ name }) => name.startsWith(within)).map(({ name }) => name.slice(within.length)),
      ),
    bytesOf: (name) => Promise.resolve(find(name)?.bytes),
    use(name, act) {
      const member = find(name);
      if (member === undefined) return Promise.reject(missing(file, name));
      return act(partOf(file, member), { path: file.path, offset: member.offset, inside: true });
    },
  };
}

function inFolder(file: SourceFile, signal: AbortSignal | undefined): Opened {
  const folder = dirname(file.path);
  const sizeOf = async (name: string): Promise<number | undefined> =>
    (await lstat(join(folder, name)).catch(() => undefined))?.size;
  const find = async (name: string): Promise<string> => {
    for (const one of spellings(name)) if ((await sizeOf(one)) !== undefined) return one;
    return name;
  };
  return {
    kind: 'ovf',
    file,
    names: async () => (await readdir(folder).catch(() => [])).slice(0, mostNeighbours),
    bytesOf: async (name) => sizeOf(await find(name)),
    async use(name, act) {
      const path = await resolveSource(join(folder, await find(name))).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'source.missing') throw missing(file, name);
        throw error;
      });
      if (!path.startsWith(join(await realpath(folder), sep))) {
        throw new Failure('source.outside-reference', { file: file.path, reference: name });
      }
      return withSourceFile(path, signal, (found) => act(found, { path, offset: 0, inside: false }));
    },
  };
}

const missing = (file: SourceFile, name: string): Failure =>
  new Failure('source.extent-missing', { file: file.path, extent: name });

const listOf = (names: readonly string[]): Text =>
  names.length === 0 ? say('nothing') : names.slice(0, 20).join(', ').slice(0, 500);

async function readSmall(opened: Opened, name: string): Promise<string> {
  return opened.use(name, async (file) => {
    if (file.bytes > longestOvfBytes) throw corrupt(opened.file, 'member-bytes', basename(name), file.bytes);
    return (await file.read(0, file.bytes)).toString('utf8');
  });
}

/**
 * All hashes that lie beside the disks; undefined when there are none. In a folder, where packages may share the place, one
 * that names nothing of ours counts only if it is called after the description or a disk.
 */
async function manifestBeside(opened: Opened, description: string, described: string): Promise<Manifest | undefined> {
  const beside = await opened.names();
  const lone = opened.kind === 'ova' || beside.filter((name) => /\.ovf$/i.test(name)).length === 1;
  const names = beside.filter(isManifest).slice(0, mostManifests);
  const stem = manifestOwner(description.replace(/\.ovf$/i, '')).toLowerCase();
  const texts: { name: string; text: string | undefined }[] = [];
  for (const name of names) {
    const text = await opened.use(name, readManifest).catch((error: unknown) => {
      if (error instanceof Failure) return undefined; // told of each disk: it cannot be read
      throw error;
    });
    const owner = manifestOwner(name);
    const ours = lone || owner.toLowerCase() === stem || described.includes(`"${owner}"`);
    if (ours || text?.toLowerCase().includes(stem) === true) texts.push({ name, text });
  }
  return texts.length === 0 ? undefined : manifestOf(texts);
}

async function assertHash(
  opened: Opened,
  name: string,
  entry: ManifestEntry | string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (typeof entry !== 'object') return;
  await opened.use(name, (file, place) =>
    compareHash(opened.file, name, entry, { ...place, bytes: file.bytes }, { signal, onProgress: () => undefined }),
  );
}

/** Reads all of it once, whatever its size. Fails with `source.hash-differs`. */
export async function compareHash(
  file: { path: string },
  name: string,
  { algorithm, hash }: ManifestEntry,
  place: { path: string; offset: number; bytes: number },
  watch: { signal: AbortSignal | undefined; onProgress: (done: number) => void },
): Promise<void> {
  const digest = createHash(algorithm);
  const pieceBytes = 2 ** 20;
  for (let done = 0; done < place.bytes;) {
    // a reader of its own for each GiB: the bound on what one reader reads is meant for tables
    const until = Math.min(place.bytes, done + 2 ** 29);
    await withSourceFile(place.path, watch.signal, async (bytes) => {
      while (done < until) {
        const piece = await bytes.read(place.offset + done, Math.min(pieceBytes, until - done));
        digest.update(piece);
        done += piece.length;
        watch.onProgress(done);
      }
    });
  }
  if (digest.digest('hex') === hash) return;
  throw new Failure('source.hash-differs', {
    file: file.path,
    member: name,
    algorithm: algorithm.toUpperCase(),
  });
}
