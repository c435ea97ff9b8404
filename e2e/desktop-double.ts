/** Opens the built desktop program on the double of Electron: its entry runs unchanged, its window is an installed Chromium. */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FromTest, ToTest } from './electron-double/test-line.double.ts';
import { built } from './needs.ts';
import type { Door } from './web-wizard.ts';

const hooks = new URL('./electron-double/hooks.double.ts', import.meta.url).href;

export interface DesktopDouble extends Door {
  /** Everything the program asked of the desktop so far. */
  readonly told: readonly ToTest[];
  do(what: FromTest): void;
  /** Resolves with the first that fits, past or to come. */
  heard<K extends ToTest['tells']>(tells: K, from?: number): Promise<Extract<ToTest, { tells: K }>>;
  /** The program's end, with its exit status. */
  readonly ended: Promise<number | null>;
  /** Starts the program once more on the same data, as a person does who forgot it is open. */
  startAgain(): Promise<number | null>;
}

export async function openDesktopDouble(args: readonly string[]): Promise<DesktopDouble> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'journey-desktop-'));
  const told: ToTest[] = [];
  const news = new EventEmitter();
  let child: ChildProcess;
  let ended: Promise<number | null>;
  let browser: Browser | undefined;

  const launch = (): ChildProcess =>
    fork(built('main', 'electron.js'), ['--data-dir', dataFolder, ...args], {
      // what Electron puts before the program's own arguments
      execArgv: ['--no-deprecation', '--import', hooks],
    });
  const endOf = async (program: ChildProcess): Promise<number | null> =>
    program.exitCode ?? ((await once(program, 'exit')) as [number | null])[0];
  const heard = async <K extends ToTest['tells']>(tells: K, from = 0) => {
    for (;;) {
      const found = told.slice(from).find((one) => one.tells === tells);
      if (found !== undefined) return found as Extract<ToTest, { tells: K }>;
      await once(news, 'told');
    }
  };
  const open = async (): Promise<Page> => {
    const from = told.length;
    child = launch();
    ended = endOf(child);
    child.on('message', (message: ToTest) => {
      told.push(message);
      news.emit('told');
    });
    const { debugger: address } = await heard('window', from);
    browser = await chromium.connectOverCDP(address);
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('the window shows no page');
    return page;
  };
  let page = await open();
  return {
    dataFolder,
    told,
    heard,
    do: (what) => void child.send(what),
    get page() {
      return page;
    },
    get ended() {
      return ended;
    },
    startAgain: () => endOf(launch()),
    async killAndReopen() {
      child.kill('SIGKILL');
      await ended;
      page = await open();
      return page;
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
      await browser?.close();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
