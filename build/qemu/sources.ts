/** Gets the pinned source packages from the Debian mirror this system already uses, through an apt of its own. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { capture, Stop } from '../setup.mjs';
import { qemuFolder, sha256 } from './outputs.ts';

interface Pin {
  readonly name: string;
  readonly version: string;
  /** Each file with its SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}
interface SourcePin extends Pin {
  readonly licence: string;
  /** Files with licence texts, inside the unpacked source. */
  readonly texts: readonly string[];
}
interface Pins {
  readonly sources: readonly SourcePin[];
  /** A tool of the build; nothing of it is in the programs. */
  readonly meson: Pin;
}
export const pins = JSON.parse(readFileSync(join(import.meta.dirname, 'pins.json'), 'utf8')) as Pins;

/** Kept between builds: a pinned version leaves the mirrors when Debian replaces it, and the sources are ours to offer. */
export const sourcesFolder = join(qemuFolder, 'sources');
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Every pinned file lies in `sourcesFolder` afterwards, with the digest that the pin names. */
export async function fetchSources(): Promise<void> {
  mkdirSync(sourcesFolder, { recursive: true });
  const wanted = [...pins.sources, pins.meson].filter(({ files }) => missingOf(files).length > 0);
  if (wanted.length === 0) return;
  const apt = await privateApt();
  for (const { name, version, files } of wanted) {
    // a detached signature that the mirror lacks fails the command; what counts is checked below
    const { output } =
      files === pins.meson.files
        ? await apt('download', `${name}=${version}`)
        : await apt('source', '--download-only', `${name}=${version}`);
    const missing = missingOf(files);
    if (missing.length > 0)
      throw new Stop(
        `${output}\n${name} ${version} could not be had, or is not what was pinned: ${missing.join(', ')}.\n` +
          `Debian may have replaced it: raise the pin in build/qemu/pins.json, or put these files into ${sourcesFolder}.`,
      );
  }
}

const missingOf = (files: Pin['files']): string[] =>
  Object.entries(files)
    .filter(([file, sum]) => {
      const path = join(sourcesFolder, file);
      return !existsSync(path) || sha256(path) !== sum;
    })
    .map(([file]) => file);

/** An apt that looks at no list of the system's and leaves none behind. */
async function privateApt(): Promise<(...args: string[]) => ReturnType<typeof capture>> {
  const folder = join(qemuFolder, 'apt');
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const list = join(folder, 'sources.list');
  writeFileSync(list, sourcesList(mirrors(hostSources())));
  const settings = {
    'Dir::Etc::SourceList': list,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '3',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const apt = (...args: string[]): ReturnType<typeof capture> =>
    capture('apt-get', ['-q', ...options, ...args], { cwd: sourcesFolder });
  const { ok, output } = await apt('update');
  if (!ok) throw new Stop(`${output}\nThe lists of Debian's source packages could not be fetched.`);
  return apt;
}

function hostSources(): string {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...readdirSync(folder).map((name) => join(folder, name))];
  return files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')).join('\n'); // prettier-ignore
}

interface Mirrors {
  readonly main: string;
  readonly security: string | undefined;
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

/** Debian 13's sources, and the one tool that Debian 12 has too old. */
function sourcesList({ main, security }: Mirrors): string {
  const from = `[signed-by=${keyring}]`;
  return [
    `deb-src ${from} ${main} trixie main`,
    ...(security === undefined ? [] : [`deb-src ${from} ${security} trixie-security main`]),
    `deb ${from} ${main} bookworm-backports main`,
    '',
  ].join('\n');
}

/** Unpacks all of them, Debian's patches applied, into a folder of `work`, and meson beside it. Resolves to the folder. */
export async function unpackSources(work: string): Promise<string> {
  const folder = join(work, 'sources');
  const stamp = `${folder}.done`;
  if (existsSync(stamp)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, files } of pins.sources) {
    const dsc = Object.keys(files).find((file) => file.endsWith('.dsc')) ?? '';
    // its own check would ask for signatures too; the digests were compared with the pins
    await must('dpkg-source', '--no-check', '--no-copy', '-x', join(sourcesFolder, dsc), join(folder, name));
  }
  await refreshGenerated(folder);
  const [meson = ''] = Object.keys(pins.meson.files);
  await must('dpkg-deb', '-x', join(sourcesFolder, meson), join(work, 'meson'));
  // beside its program meson finds its own parts wherever it lies
  symlinkSync('../lib/python3/dist-packages/mesonbuild', join(work, 'meson', 'usr', 'bin', 'mesonbuild'));
  writeFileSync(stamp, '');
  return folder;
}

/** Files that a tool makes from others: Debian left some out, and its patches made others look old. */
async function refreshGenerated(folder: string): Promise<void> {
  for (const name of ['gmp', 'libffi']) await must('autoreconf', '-fi', join(folder, name));
  const gnutls = join(folder, 'gnutls28');
  await must('touch', ...['aclocal.m4', 'configure', 'config.h.in'].map((file) => join(gnutls, file)));
  await must('find', gnutls, '-name', 'Makefile.in', '-exec', 'touch', '{}', '+');
}

async function must(program: string, ...args: string[]): Promise<void> {
  const { ok, output } = await capture(program, args, { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  if (!ok) throw new Stop(`${output}\n${program} failed.`);
}
