/** What has to travel with the programs: licence texts, exact versions, the offer of the sources, and checksums. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../setup.mjs';
import type { Revision } from './archive.ts';
import { lockedParts, type Part } from './lock.ts';
import { namesUnder, sha256, shipped, systems } from './outputs.ts';

/** Of the system we build on: code from these is inside the programs, too. */
const toolchain: Readonly<Record<string, string>> = {
  'mingw-w64-common': 'the C runtime inside the Windows programs',
  'gcc-mingw-w64-base': 'the compiler, and its support code inside the Windows programs',
  'libc6-dev': 'the C library inside the Linux programs',
  gcc: 'the compiler of the Linux programs',
};

const sourceParts = (): (Part & Revision)[] => lockedParts().filter(({ tool }) => tool !== true);

/** Puts them into each system's folder in `out`; `sources`: the unpacked packages. */
export async function writePapers(out: string, sources: string): Promise<void> {
  const text = offer(await toolchainVersions());
  for (const system of systems) {
    const folder = shipped(system, out);
    const licences = join(folder, 'licences');
    for (const { name, texts } of sourceParts()) {
      mkdirSync(join(licences, name), { recursive: true });
      for (const file of [...texts, 'debian/copyright'])
        copyFileSync(join(sources, name, file), join(licences, name, `${file.replaceAll('/', '-')}.txt`));
    }
    mkdirSync(join(licences, 'toolchain'), { recursive: true });
    for (const name of Object.keys(toolchain))
      copyFileSync(`/usr/share/doc/${name}/copyright`, join(licences, 'toolchain', `${name}.txt`));
    writeFileSync(join(folder, 'SOURCES.txt'), text);
    const sums = namesUnder(folder).map((name) => `${sha256(join(folder, name))}  ${name}\n`);
    writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  }
}

async function toolchainVersions(): Promise<string[]> {
  const names = Object.keys(toolchain);
  const format = '${Package}\t${Version}\t${source:Package} ${source:Version}\n';
  const { output } = await capture('dpkg-query', ['-W', '-f', format, ...names]);
  return output
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([name = '', version, source]) => `${name} ${version} (source: ${source}), ${toolchain[name]}`);
}

function offer(toolchainLines: readonly string[]): string {
  const part = ({ name, version, licence, files }: Part & Revision): string =>
    [`${name} ${version} (${licence})`, ...Object.entries(files).map(([file, sum]) => `  ${sum}  ${file}`)].join('\n');
  return `Sources of qemu-img and qemu-nbd
================================

The programs qemu-img and qemu-nbd in this folder are free software under the GNU General Public License, version 2.
They were compiled, unchanged, from the Debian source packages listed below; the other licences that apply to parts of
them are in the folder "licences". The scripts that compile them are part of ECS Image Migrator (folder build/qemu).

Written offer: for at least three years from the day you received these programs, anyone may have the complete
corresponding source code of them, on a medium customarily used for software interchange, for no more than the cost of
handing it over. Every release of ECS Image Migrator carries it as "qemu-sources.tar" beside the installers; where you
have no release at hand, ask its publisher for it by an issue in the project's repository, naming the version.
You may replace the two programs by others of the same names, made by you from these sources or changed ones.

${sourceParts().map(part).join('\n\n')}

Compiled with
-------------
${toolchainLines.join('\n')}
`;
}
