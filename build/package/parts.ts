/** Makes what a package contains besides the bundle: icons and notices. The qemu programs must be there already. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedIn, programs, shipped } from '../qemu/outputs.ts';
import { cacheFolder, root, Stop } from '../setup.mjs';
import { makeIcons } from './icons.ts';
import { thirdPartyNotices } from './notices.ts';

export const partsFolder = join(cacheFolder, 'package');

/** `system`: whose qemu programs are wanted. */
export async function makeParts(system: 'windows' | 'linux'): Promise<void> {
  const changed = changedIn(shipped(system));
  if (changed.length > 0) {
    throw new Stop(
      `The qemu programs for ${system} (${programs(system).join(', ')}) are not there or not whole: ${changed.join(', ')}.\n` +
        'Run "npm run build:qemu" on Debian 12, or put its result into .cache/qemu/ready.',
    );
  }
  await rm(partsFolder, { recursive: true, force: true });
  await mkdir(partsFolder, { recursive: true });
  await makeIcons(join(root, 'assets', 'icon.svg'), partsFolder);
  const notices = await thirdPartyNotices(join(root, 'dist'), root);
  await writeFile(join(partsFolder, 'THIRD-PARTY-NOTICES.txt'), `${notices}\n`);
}
