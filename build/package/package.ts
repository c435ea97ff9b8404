/** `npm run package`: installers for the system it runs on, into `release/`, with their checksums. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../qemu/outputs.ts';
import { foreground, newestNode, root, say, Stop } from '../setup.mjs';
import { makeParts } from './parts.ts';

const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
const release = join(root, 'release');

try {
  const system = process.platform === 'win32' ? 'windows' : 'linux';
  await makeParts(system);
  const flag = system === 'windows' ? '--win' : '--linux';
  const status = await foreground(newestNode(), [
    builder,
    flag,
    '--x64',
    '--publish',
    'never',
    ...process.argv.slice(2),
  ]);
  if (status !== 0) throw new Stop('electron-builder failed: see above.');
  const made = (await readdir(release)).filter((name) => /\.(exe|AppImage|deb)$/.test(name)).sort();
  const sums = made.map((name) => `${sha256(join(release, name))}  ${name}\n`).join('');
  await writeFile(join(release, `SHA256SUMS-${system}`), sums);
  say(sums.trimEnd());
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.status;
}
