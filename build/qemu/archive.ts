/** Debian's archive, believed as far as its signature reaches: its lists by their signed digests, a file by the digest in a list. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { capture, Stop } from '../setup.mjs';
import { sha256 } from './outputs.ts';

/** A package as the archive had it once: each file with its SHA-256. */
export interface Revision {
  readonly name: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface Mirrors {
  readonly main: string;
  readonly security: string | undefined;
}

/** The text of the system's apt configuration that names its mirrors. */
export function hostSources(): string {
  const folder = '/etc/apt/sources.list.d';
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return ['/etc/apt/sources.list', ...names.map((name) => join(folder, name))]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** The mirrors of Debian and of its security updates that the apt configuration `text` names. */
export function mirrors(text: string): Mirrors {
  const addresses = [...text.matchAll(/^(?!\s*#).*?(https?:\/\/\S+)/gm)].map(([, address = '']) =>
    address.replace(/\/$/, ''),
  );
  const main = addresses.find((address) => address.endsWith('/debian'));
  if (main === undefined) throw new Stop('No Debian mirror is named in /etc/apt.');
  return { main, security: addresses.find((address) => address.endsWith('/debian-security')) };
}

/** Where a file of a package is on the mirrors; they often keep it for a while after their lists have forgotten it. */
export function poolAddresses({ main, security }: Mirrors, name: string, file: string): string[] {
  const place = `main/${/^(?:lib)?./.exec(name)?.[0] ?? ''}/${name}/${encodeURIComponent(file)}`;
  return [`${main}/pool/${place}`, ...(security === undefined ? [] : [`${security}/pool/updates/${place}`])];
}

/** Downloads as the system's apt would, by its proxies and certificates. Resolves to what went wrong, if anything did. */
export async function download(address: string, path: string, sum: string): Promise<string | undefined> {
  const scratch = `${path}.download`;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  const arrived = join(scratch, 'file');
  const options = ['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=3'];
  const { ok, output } = await capture('/usr/lib/apt/apt-helper', [
    ...options,
    'download-file',
    address,
    arrived,
    `SHA256:${sum}`,
  ]);
  const isRight = ok && existsSync(arrived) && sha256(arrived) === sum;
  if (isRight) renameSync(arrived, path);
  rmSync(scratch, { recursive: true });
  if (isRight) return undefined;
  if (/Hash Sum mismatch|unexpected size/.test(output))
    return `the file there is another one (its SHA-256 is not ${sum})`;
  return (complaints(output)[0] ?? 'not found').replace(/^Failed to fetch \S+ +| +\[IP: .*\]$/g, '');
}

/** What of apt's output tells of a failure. */
const complaints = (output: string): string[] =>
  [...output.matchAll(/^[EW]: *(.+)/gm)].map(([, text = '']) => text.trim());

export interface ArchiveOptions {
  readonly mirrors: Mirrors;
  /** The keys that may sign for the archive. */
  readonly keys: string;
  /** For lists and settings; emptied first, since apt keeps using old lists where it refuses new ones. */
  readonly folder: string;
}

/** Reads the signed lists. Resolves to what tells the revisions of a package that they name. */
export async function openArchive(
  options: ArchiveOptions,
): Promise<(wanted: { name: string; tool?: true }) => Promise<Revision[]>> {
  const { folder } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const list = join(folder, 'sources.list');
  writeFileSync(list, sourcesList(options));
  const settings = {
    'Dir::Etc::SourceList': list,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::Status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '3',
    'Acquire::Languages': 'none',
    // whatever the system allows itself
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::AllowWeakRepositories': 'false',
  };
  const common = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { ok, output } = await capture('apt-get', ['-q', ...common, 'update', '--error-on=any'], { env });
  if (!ok) throw new Stop(untrusted(output, options));
  return async ({ name, tool }) => {
    const args = tool === true ? ['show', '--all-versions'] : ['showsrc', '--only-source'];
    const found = await capture('apt-cache', ['-q', ...common, ...args, name], { env });
    return found.output.split(/\n\n+/).flatMap((text) => revisionOf(name, text));
  };
}

/** Debian 13, for its security support; the one tool comes ready to run. */
function sourcesList({ mirrors: { main, security }, keys }: ArchiveOptions): string {
  const from = `[signed-by=${keys}]`;
  return [
    `deb [signed-by=${keys} arch=amd64] ${main} trixie main`,
    `deb-src ${from} ${main} trixie main`,
    `deb-src ${from} ${main} trixie-updates main`,
    ...(security === undefined ? [] : [`deb-src ${from} ${security} trixie-security main`]),
    '',
  ].join('\n');
}

/** Out of one paragraph of a list. */
function revisionOf(name: string, text: string): Revision[] {
  const field = (key: string): string => new RegExp(`^${key}: *(.*)$`, 'm').exec(text)?.[1] ?? '';
  if (field('Package') !== name) return [];
  const digests =
    /^Checksums-Sha256:.*\n((?: .*\n?)*)/m.exec(text)?.[1] ?? ` ${field('SHA256')} 0 ${basename(field('Filename'))}`;
  const files = [...digests.matchAll(/^ ([0-9a-f]{64}) \d+ ([^\s/]+)$/gm)]
    .map(([, sum = '', file = '']) => [file, sum] as const)
    // signatures of the upstream authors: nothing is made from them
    .filter(([file]) => !file.endsWith('.asc'));
  return [{ name, version: field('Version'), files: Object.fromEntries(files) }];
}

function untrusted(output: string, { mirrors: { main }, keys }: ArchiveOptions): string {
  const told = complaints(output)
    .map((line) => `  ${line}\n`)
    .join('');
  if (/NO_PUBKEY|KEYSIG|BADSIG|not signed/.test(output))
    return (
      `The archive at ${main} is not signed by a key of ${keys}, so nothing was taken from it:\n${told}` +
      'Next: "apt-get update && apt-get install debian-archive-keyring" brings Debian\'s present keys. If it stays, name another mirror in /etc/apt.'
    );
  if (/Hash Sum mismatch|unexpected size/.test(output))
    return (
      `A list of packages at ${main} is not the one the archive signed, so nothing was taken from it:\n${told}` +
      'Next: a mirror in the middle of an update is well again within the hour; if it stays, name another one in /etc/apt.'
    );
  return (
    `The lists of packages could not be fetched from ${main}:\n${told}` +
    'Next: see that this machine reaches its mirror ("apt-get update"), or give the locked sources with "npm run build:qemu -- --sources FOLDER".'
  );
}
