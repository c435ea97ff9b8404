/** Opens an OVA or an OVF folder: which disks it holds, where each lies, and whether its bytes are the manifest's. */
import { createHash } from 'node:crypto';
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Member } from '../../../../contract/disks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { say, type Text } from '../../../../contract/said.ts';
import { looksLikeDisk } from '../endings.ts';
import { corrupt, partOf, resolveSource, withSourceFile, type SourceFile } from '../source-file.ts';
import { longestOvfBytes, parseManifest, parseOvf, type ManifestEntry, type OvfDisk } from './ovf.ts';
import { readTar, type TarMember } from './tar.ts';

/** What is compared right away; the migration compares the rest before it converts. */
const hashedAtOnceBytes = 32 * 2 ** 20;

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
  const description = kind === 'ova' ? members.find(({ name }) => /\.ovf$/i.test(name))?.name : file.name;
  if (description === undefined) {
    const diskLike = members.some(({ name }) => looksLikeDisk(name));
    if (diskLike) throw new Failure('source.wrapped', { file: file.path, wrapper: 'tar' });
    throw new Failure('source.nothing-inside', {
      file: file.path,
      inside: listOf(members.map(({ name }) => name)),
    });
  }
  const opened = kind === 'ova' ? inTar(file, members) : inFolder(file, signal);
  const text = await readSmall(opened, description);
  const manifest = await manifestOf(opened, description);
  await assertHash(opened, description, manifest?.get(description), signal);
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
  manifest: Map<string, ManifestEntry> | undefined,
  signal: AbortSignal | undefined,
): Promise<PackagedDisk> {
  const { href, capacityBytes, controller, gzip, parent } = disk;
  if (parent !== undefined) throw new Failure('source.snapshot-child', { file: opened.file.path, parent });
  if (/[/\\]/.test(href) || href === '..' || /^[a-z][a-z0-9+.-]*:/i.test(href)) {
    throw new Failure('source.outside-reference', { file: opened.file.path, reference: href });
  }
  const entry = manifest?.get(href);
  const bytes = await opened.bytesOf(href);
  const atOnce = entry !== undefined && bytes !== undefined && bytes <= hashedAtOnceBytes;
  if (atOnce) await assertHash(opened, href, entry, signal);
  return {
    name: href,
    gzip,
    member: {
      package: opened.kind,
      name: href,
      hash: entry === undefined ? 'no-manifest' : atOnce ? 'agrees' : 'not-checked',
      ...(capacityBytes === undefined ? {} : { capacityBytes }),
      ...(controller === undefined ? {} : { controller }),
    },
    ...(entry === undefined ? {} : { manifest: entry }),
    use: (act) => opened.use(href, act),
  };
}

function inTar(file: SourceFile, members: readonly TarMember[]): Opened {
  const find = (name: string): TarMember | undefined => members.find((one) => one.name === name);
  return {
    kind: 'ova',
    file,
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
  return {
    kind: 'ovf',
    file,
    bytesOf: async (name) => (await lstat(join(folder, name)).catch(() => undefined))?.size,
    async use(name, act) {
      const path = await resolveSource(join(folder, name)).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'source.missing') throw missing(file, name);
        throw error;
      });
      if (dirname(path) !== (await realpath(folder))) {
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

async function manifestOf(opened: Opened, description: string): Promise<Map<string, ManifestEntry> | undefined> {
  const name = description.replace(/\.ovf$/i, '.mf');
  if (name === description || (await opened.bytesOf(name)) === undefined) return undefined;
  return parseManifest(await readSmall(opened, name));
}

async function assertHash(
  opened: Opened,
  name: string,
  entry: ManifestEntry | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (entry === undefined) return;
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
