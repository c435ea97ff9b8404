/** What a journey needs from the machine; where it is missing the journey is skipped and says why. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const browsers = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** No first-run pages, no updates, no connections of its own. */
export const quietBrowser = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** An installed Chromium, or why there is none. */
export function findBrowser(): { path: string } | { missing: string } {
  const path = browsers.find((candidate) => candidate !== undefined && existsSync(candidate));
  return path === undefined ? { missing: 'no Chromium found; set CHROMIUM to one' } : { path };
}

/** Electron's own binary, fetched by its installer, or why it cannot be used. */
export function findElectron(): { path: string } | { missing: string } {
  const folder = join(root, 'node_modules', 'electron', 'dist');
  const name =
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  const path = join(folder, name);
  if (!existsSync(path)) return { missing: 'Electron’s binary is not installed (its installer downloads it)' };
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { missing: 'there is no display to open a window on' };
  }
  return { path };
}

/** A file of the built program. */
export function built(...parts: string[]): string {
  const path = join(root, 'dist', ...parts);
  if (!existsSync(path)) throw new Error(`${path} is not there: run npm run build first`);
  return path;
}

/** Where pictures of the pages go. */
const shots = join(root, 'e2e', 'shots');

export { root, shots };
