/**
 * `npm run build:qemu`: qemu-img and qemu-nbd for Windows and Linux from Debian's source packages, static, with nothing in
 * them that we do not use. What is built lies in `.cache/qemu/ready`; a second run with the same inputs finds it there.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone, capture, foreground, say, Stop } from '../setup.mjs';
import { aptInstall, isDebian } from '../needs.mjs';
import { checkProgram } from './check-program.ts';
import { inputsDigest, isReady, programs, qemuFolder, ready, sha256, shipped, systems } from './outputs.ts';
import { writePapers } from './papers.ts';
import { fetchSources, unpackSources } from './sources.ts';

const here = import.meta.dirname;
const debianPackages = [
  ...['gcc-mingw-w64-x86-64-win32', 'g++-mingw-w64-x86-64-win32', 'mingw-w64-x86-64-dev'],
  ...[
    'gcc',
    'g++',
    'libc6-dev',
    'make',
    'ninja-build',
    'cmake',
    'pkg-config',
    'patch',
    'flex',
    'bison',
    'm4',
  ],
  ...['autoconf', 'automake', 'libtool', 'libltdl-dev', 'texinfo', 'gettext', 'perl', 'xz-utils', 'bzip2'],
  ...[
    'python3',
    'python3-venv',
    'python3-packaging',
    'python3-distlib',
    'dpkg-dev',
    'debian-archive-keyring',
  ],
];

async function build(): Promise<void> {
  const digest = inputsDigest();
  if (isReady(digest)) {
    say(`The programs are there already, made from these very inputs: ${ready}`);
    return;
  }
  await ensureDebian();
  const work = join(qemuFolder, 'work', digest.slice(0, 16));
  const out = join(work, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  say('Fetching the sources …');
  await fetchSources();
  const sources = await unpackSources(work);
  for (const system of systems) {
    say(`Compiling for ${system} …`);
    const folder = shipped(system, out);
    const status = await foreground('nice', [
      'bash',
      join(here, 'compile.sh'),
      system,
      sources,
      work,
      folder,
    ]);
    if (status !== 0) throw new Stop(`The build for ${system} failed.`);
    for (const program of programs(system)) await checkProgram(system, join(folder, program), work);
  }
  await writePapers(out, sources);
  writeFileSync(join(out, 'inputs.sha256'), `${digest}\n`);
  rmSync(ready, { recursive: true, force: true });
  renameSync(out, ready);
  // only a build that was broken off is worth going on with
  rmSync(work, { recursive: true, force: true });
  for (const system of systems)
    for (const program of programs(system)) say(described(join(shipped(system), program)));
}

const described = (path: string): string =>
  `${sha256(path)}  ${path} (${(statSync(path).size / 2 ** 20).toFixed(1)} MiB)`;

async function ensureDebian(): Promise<void> {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!isDebian() || !/^VERSION_CODENAME=bookworm$/m.test(release))
    throw new Stop(
      'The programs are built on Debian 12 only, with its compilers; elsewhere use a container of it.',
    );
  const query = await capture('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...debianPackages]);
  const installed = new Set([...query.output.matchAll(/^(\S+) installed$/gm)].map(([, name]) => name));
  const missing = debianPackages.filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) throw new Stop(`Missing: sudo apt-get install ${missing.join(' ')}`);
  await aptInstall(missing);
}

try {
  await alone(build);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.status;
}
