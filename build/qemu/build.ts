/**
 * `npm run build:qemu`: qemu-img and qemu-nbd for Windows and Linux from Debian's source packages, static, with nothing in
 * them that we do not use. What is built lies in `.cache/qemu/ready`; a second run with the same inputs finds it there.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alone, capture, foreground, say, Stop } from '../setup.mjs';
import { aptInstall, isDebian } from '../needs.mjs';
import { checkProgram } from './check-program.ts';
import { inputsDigest, isReady, programs, qemuFolder, ready, sha256, shipped, systems } from './outputs.ts';
import { writePapers } from './papers.ts';
import { hostSources, mirrors } from './archive.ts';
import { lockFile, sourcesFolder, wantedParts } from './lock.ts';
import { moves, type SourceOptions, takeSources } from './sources.ts';
import { unpackSources } from './unpack.ts';

const here = import.meta.dirname;
const debianPackages = [
  ...['gcc-mingw-w64-x86-64-win32', 'g++-mingw-w64-x86-64-win32', 'mingw-w64-x86-64-dev'],
  ...['gcc', 'g++', 'libc6-dev', 'make', 'ninja-build', 'cmake', 'pkg-config', 'patch', 'flex', 'bison', 'm4'],
  ...['autoconf', 'automake', 'libtool', 'libltdl-dev', 'texinfo', 'gettext', 'perl', 'xz-utils', 'bzip2'],
  ...['python3', 'python3-venv', 'python3-packaging', 'python3-distlib', 'dpkg-dev', 'debian-archive-keyring'],
];

const usage = `usage: npm run build:qemu -- [--check] [--raise] [--sources PLACE]
  --check          only tells what the archive has that is newer than the lock; ends with 1 when there is something
  --raise          takes the newest revisions into the lock before it builds
  --sources PLACE  a folder or an address with the files of an earlier build, for those that no mirror has any more
                   (or the variable ECS_IMAGE_MIGRATOR_QEMU_SOURCES)`;

function options(): { check: boolean; sources: SourceOptions } {
  const flags = {
    check: { type: 'boolean' },
    raise: { type: 'boolean' },
    sources: { type: 'string' },
  } as const;
  let given;
  try {
    given = parseArgs({ options: flags }).values;
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : ''}\n${usage}`, 2);
  }
  const sources = {
    wanted: wantedParts,
    lockFile,
    sourcesFolder,
    // asked only when a file is missing
    get mirrors() {
      return mirrors(hostSources());
    },
    keys: '/usr/share/keyrings/debian-archive-keyring.gpg',
    folder: join(qemuFolder, 'apt'),
    kept: given.sources ?? process.env['ECS_IMAGE_MIGRATOR_QEMU_SOURCES'],
    raise: given.raise,
  };
  return { check: given.check === true, sources };
}

async function checkMoves(options: SourceOptions): Promise<void> {
  const lines = await moves(options);
  if (lines.length > 0) throw new Stop(lines.join('\n'));
  say('The lock names the newest revision of every package.');
}

async function build(sourceOptions: SourceOptions): Promise<void> {
  if (sourceOptions.raise !== true && isReady(inputsDigest())) {
    say(`The programs are there already, made from these very inputs: ${ready}`);
    return;
  }
  await ensureDebian();
  say('Fetching the sources …');
  await takeSources(sourceOptions);
  // after it: the lock is one of the inputs
  const digest = inputsDigest();
  const work = join(qemuFolder, 'work', digest.slice(0, 16));
  const out = join(work, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const sources = await unpackSources(work);
  for (const system of systems) {
    say(`Compiling for ${system} …`);
    const folder = shipped(system, out);
    const status = await foreground('nice', ['bash', join(here, 'compile.sh'), system, sources, work, folder]);
    if (status !== 0) throw new Stop(`The build for ${system} failed.`);
    for (const program of programs(system)) await checkProgram(system, join(folder, program), work);
  }
  await writePapers(out, sources);
  writeFileSync(join(out, 'inputs.sha256'), `${digest}\n`);
  rmSync(ready, { recursive: true, force: true });
  renameSync(out, ready);
  // only an interrupted build is worth continuing
  rmSync(work, { recursive: true, force: true });
  for (const system of systems) for (const program of programs(system)) say(described(join(shipped(system), program)));
}

const described = (path: string): string =>
  `${sha256(path)}  ${path} (${(statSync(path).size / 2 ** 20).toFixed(1)} MiB)`;

async function ensureDebian(): Promise<void> {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!isDebian() || !/^VERSION_CODENAME=bookworm$/m.test(release))
    throw new Stop('The programs are built on Debian 12 only, with its compilers; elsewhere use a container of it.');
  const query = await capture('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...debianPackages]);
  const installed = new Set([...query.output.matchAll(/^(\S+) installed$/gm)].map(([, name]) => name));
  const missing = debianPackages.filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new Stop(`Missing: sudo apt-get install ${missing.join(' ')}`);
  await aptInstall(missing);
}

try {
  const { check, sources } = options();
  await alone(() => (check ? checkMoves(sources) : build(sources)));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.status;
}
