/** `npm start`: a sample disk, then the wizard in practice mode: in its window where there can be one, else in the browser. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, capture, foreground, newestNode, root, say } from './setup.mjs';

/** Makes the small disk of practice runs once. Resolves to its path. */
export async function sampleDisk() {
  const { makeSampleDisk } = await import(pathToFileURL(join(root, 'dist', 'main', 'sample-disk.js')).href);
  return makeSampleDisk(join(cacheFolder, 'sample'));
}

/** `become` runs a built program in this process. */
export async function startWizard(args, become) {
  const doorArgs = ['--practice', ...(await sampleArgs()), ...args];
  const electron = await electronProgram();
  if (electron === undefined) return become('web', doorArgs);
  process.exitCode = await foreground(electron, [root, ...doorArgs]);
  return undefined;
}

async function sampleArgs() {
  try {
    return ['--sample', await sampleDisk()];
  } catch (error) {
    say(`No sample disk this time: ${error.message}`);
    return [];
  }
}

/** Electron's program, fetched by its own installer when there is a screen to show it on; undefined: use the browser. */
async function electronProgram() {
  if (!hasScreen()) return undefined;
  const folder = join(root, 'node_modules', 'electron');
  if (!existsSync(join(folder, 'path.txt'))) {
    say('Fetching Electron …');
    const limit = AbortSignal.timeout(300_000);
    const fetched = await capture(newestNode(), [join(folder, 'install.js')], { signal: limit }).catch(() => undefined);
    if (fetched?.ok !== true || !existsSync(join(folder, 'path.txt'))) {
      say('Electron could not be fetched here; the same wizard opens in the browser.');
      return undefined;
    }
  }
  const program = createRequire(import.meta.url)(folder);
  return existsSync(program) ? program : undefined;
}

function hasScreen() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  // Chromium's sandbox, which stays on, refuses to run as root
  if (process.getuid?.() === 0) return false;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
