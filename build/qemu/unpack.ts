/** Unpacks the sources for the compilers, with Debian's patches, and makes what a tool has to make from them first. */
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, Stop } from '../setup.mjs';
import { lockedParts, sourcesFolder } from './lock.ts';

/** Each package into a folder of its name in `work`, and meson beside them. Resolves to the folder. */
export async function unpackSources(work: string): Promise<string> {
  const folder = join(work, 'sources');
  const stamp = `${folder}.done`;
  if (existsSync(stamp)) return folder;
  for (const old of [folder, join(work, 'meson')]) rmSync(old, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, files, tool } of lockedParts()) {
    const [main = ''] = Object.keys(files).filter((file) => /\.(dsc|deb)$/.test(file));
    const path = join(sourcesFolder, main);
    // its own check would ask for signatures too; the digests were compared with the lock
    if (tool === true) await must('dpkg-deb', '-x', path, join(work, name));
    else await must('dpkg-source', '--no-check', '--no-copy', '-x', path, join(folder, name));
  }
  await refreshGenerated(folder);
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
