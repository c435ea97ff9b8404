/** Which revision of each package a build takes: the locked one while it can be had, else the newest of the same upstream version. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { capture, say, Stop } from '../setup.mjs';
import { type ArchiveOptions, download, openArchive, poolAddresses, type Revision } from './archive.ts';
import { readLock, type Wanted } from './lock.ts';
import { sha256 } from './outputs.ts';

export interface SourceOptions extends ArchiveOptions {
  readonly wanted: readonly Wanted[];
  readonly lockFile: string;
  readonly sourcesFolder: string;
  /** A folder or an address with the files of an earlier build, asked for what no mirror has. */
  readonly kept?: string | undefined;
  /** Takes the newest revisions even where the locked ones can be had. */
  readonly raise?: boolean | undefined;
}

/** Afterwards every file that the lock names is in `sourcesFolder`; revisions that had to be taken anew are in the lock. */
export async function takeSources(options: SourceOptions): Promise<void> {
  mkdirSync(options.sourcesFolder, { recursive: true });
  const lock = readLock(options.lockFile);
  const taken = new Map<Wanted, Revision>();
  const problems: { readonly wanted: Wanted; readonly text: string }[] = [];
  const take = async (wanted: Wanted, revision: Revision): Promise<void> => {
    const lacking = await bring(revision, options);
    if (lacking === undefined) taken.set(wanted, revision);
    else problems.push({ wanted, text: lacking });
  };
  for (const wanted of options.wanted) {
    const locked = lockedFor(wanted, lock);
    if (locked !== undefined && options.raise !== true) await take(wanted, locked);
  }
  const open = options.wanted.filter((wanted) => !taken.has(wanted));
  if (open.length === 0) return;
  const revisionsOf = await openArchive(options).catch((error: unknown) => {
    const lacking = problems.map(({ text }) => text);
    throw error instanceof Stop ? new Stop([...lacking, error.message].join('\n')) : error;
  });
  for (const wanted of open) {
    const revisions = await revisionsOf(wanted);
    const newest = await newestOf(revisions.filter(({ version }) => upstreamOf(version) === wanted.upstream));
    if (newest !== undefined) await take(wanted, newest);
    else problems.push({ wanted, text: refusal(wanted, await newestOf(revisions)) });
  }
  if (taken.size < options.wanted.length) {
    const left = problems.filter(({ wanted }) => !taken.has(wanted)).map(({ text }) => text);
    throw new Stop([...new Set(left), nextStep].join('\n'));
  }
  const revisions = options.wanted.flatMap((wanted) => taken.get(wanted) ?? []);
  writeFileSync(options.lockFile, `${JSON.stringify(revisions, undefined, 2)}\n`);
  for (const line of open.flatMap((wanted) => change(wanted, lock, taken.get(wanted)))) say(`Taken anew: ${line}`);
  say(`${options.lockFile} names them now: commit it, and every build takes the same.`);
}

/** One line for each package of which the archive has something newer than the lock. */
export async function moves(options: SourceOptions): Promise<string[]> {
  const lock = readLock(options.lockFile);
  const revisionsOf = await openArchive(options);
  const lines: string[] = [];
  for (const wanted of options.wanted) {
    const revisions = await revisionsOf(wanted);
    const newest = await newestOf(revisions);
    const same = await newestOf(revisions.filter(({ version }) => upstreamOf(version) === wanted.upstream));
    lines.push(...change(wanted, lock, same));
    if (newest === undefined || newest !== same) lines.push(refusal(wanted, newest));
  }
  return lines;
}

/** The version without Debian's revision and epoch. */
const upstreamOf = (version: string): string => version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');

const lockedFor = (wanted: Wanted, lock: readonly Revision[]): Revision | undefined =>
  lock.find(({ name, version }) => name === wanted.name && upstreamOf(version) === wanted.upstream);

async function newestOf(revisions: readonly Revision[]): Promise<Revision | undefined> {
  let newest: Revision | undefined;
  for (const each of revisions) {
    const isNewer = ['--compare-versions', each.version, 'gt', newest?.version ?? ''];
    if ((await capture('dpkg', isNewer)).ok) newest = each;
  }
  return newest;
}

/** Gets its files, from wherever they are to be had. Resolves to what to tell when one is not. */
async function bring(revision: Revision, options: SourceOptions): Promise<string | undefined> {
  const lines: string[] = [];
  for (const file of Object.keys(revision.files)) lines.push(...(await bringFile(revision, file, options)));
  return lines.length === 0
    ? undefined
    : [`${revision.name} ${revision.version} could not be had:`, ...lines].join('\n');
}

async function bringFile({ name, files }: Revision, file: string, options: SourceOptions): Promise<string[]> {
  const path = join(options.sourcesFolder, file);
  const sum = files[file] ?? '';
  if (existsSync(path) && sha256(path) === sum) return [];
  const obstacles: string[] = [];
  for (const address of [...poolAddresses(options.mirrors, name, file), ...keptAddress(options.kept, file)]) {
    const obstacle = await download(address, path, sum);
    if (obstacle === undefined) return [];
    obstacles.push(`    ${address}: ${obstacle}`);
  }
  return [`  ${file}`, ...obstacles];
}

const nextStep =
  'Next: name another mirror in /etc/apt, or give the files of an earlier build (qemu-sources.tar of a release, unpacked) ' +
  'by "npm run build:qemu -- --sources PLACE", where PLACE is a folder or an address.';

function keptAddress(kept: string | undefined, file: string): string[] {
  if (kept === undefined || kept === '') return [];
  const base = /^https?:/.test(kept) ? kept.replace(/\/$/, '') : `copy:${encodeURI(resolve(kept))}`;
  return [`${base}/${encodeURIComponent(file)}`];
}

function change({ name }: Wanted, lock: readonly Revision[], now: Revision | undefined): string[] {
  const before = lock.find((revision) => revision.name === name)?.version;
  return now === undefined || now.version === before
    ? []
    : [`${name} ${now.version}, the lock had ${before ?? 'none'}`];
}

const refusal = ({ name, upstream }: Wanted, newest: Revision | undefined): string =>
  newest === undefined
    ? `${name}: the archive has no such package any more.`
    : `${name}: the archive has ${newest.version}, and this build is made for version ${upstream}: another one is not taken unseen.\n` +
      `  To move to it: set "upstream" of ${name} in build/qemu/packages.json to "${upstreamOf(newest.version)}", ` +
      'run "npm run build:qemu", and see that "npm run package:check" stays green.';
