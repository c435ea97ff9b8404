/** The doors a journey goes through: the page on loopback, the desktop program on the double of Electron, and real Electron where it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { openDesktopDouble, type DesktopDouble } from './desktop-double.ts';
import { built, findBrowser, findElectron, root } from './needs.ts';
import { openWizard, type Door } from './web-wizard.ts';

export interface JourneyDoor<D extends Door = Door> {
  readonly name: string;
  /** What this machine lacks for it. */
  readonly missing: string | undefined;
  /** Before the names of its pictures. */
  readonly shots: string;
  /** `args` as the program takes them. */
  open(args: readonly string[]): Promise<D>;
}

const lacks = (found: { path: string } | { missing: string }): string | undefined =>
  'missing' in found ? found.missing : undefined;

export const browserDoor: JourneyDoor = {
  name: 'in the browser',
  missing: lacks(findBrowser()),
  shots: '',
  open: openWizard,
};

export const doubleDoor: JourneyDoor<DesktopDouble> = {
  name: 'in the desktop program on the double of Electron',
  missing: lacks(findBrowser()),
  shots: 'window-',
  open: openDesktopDouble,
};

export const doors: readonly JourneyDoor[] = [
  browserDoor,
  doubleDoor,
  { name: 'in Electron', missing: lacks(findElectron()), shots: 'electron-', open: openElectron },
];

async function openElectron(args: readonly string[]): Promise<Door> {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  built('main', 'electron.js');
  const dataFolder = await mkdtemp(join(tmpdir(), 'journey-electron-'));
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const launch = (): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: found.path,
      args: [...(asRoot ? ['--no-sandbox'] : []), root, '--data-dir', dataFolder, ...args],
    });
  let app = await launch();
  let page = await app.firstWindow();
  return {
    dataFolder,
    get page() {
      return page;
    },
    async killAndReopen() {
      const gone = new Promise((resolve) => app.process().once('exit', resolve));
      app.process().kill('SIGKILL');
      await gone;
      app = await launch();
      page = await app.firstWindow();
      return page;
    },
    async close() {
      await app.close();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
