/** Opens the built wizard through the web door in a real browser, on a data folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { built, findBrowser, quietBrowser } from './needs.ts';

export const sizes = { small: { width: 1024, height: 700 }, large: { width: 1440, height: 900 } } as const;

export interface Door {
  readonly dataFolder: string;
  readonly page: Page;
  /** Ends the door's process without warning and opens it again on the same data. */
  killAndReopen(): Promise<Page>;
  close(): Promise<void>;
}

export interface RunningDoor {
  readonly link: string;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the built web door; resolves once it has printed its link. */
export async function startDoor(dataFolder: string, args: readonly string[]): Promise<RunningDoor> {
  const child = spawn(
    process.execPath,
    ['--no-deprecation', built('main', 'web.js'), '--data-dir', dataFolder, ...args],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /https?:\/\/\S+/.exec(line)?.[0];
    if (link === undefined) continue;
    child.stdout.resume();
    return {
      link,
      async end(signal) {
        child.kill(signal);
        await gone;
      },
    };
  }
  throw new Error('the web door ended without printing its link');
}

/** `args` go to the web door, e.g. `--practice URL`; `locale` is the browser's language. */
export async function openWizard(args: readonly string[], locale = 'en-US'): Promise<Door> {
  const found = findBrowser();
  if ('missing' in found) throw new Error(found.missing);
  const dataFolder = await mkdtemp(join(tmpdir(), 'journey-'));
  let browser: Browser | undefined;
  let door: RunningDoor | undefined;
  const open = async (): Promise<Page> => {
    door = await startDoor(dataFolder, args);
    browser ??= await chromium.launch({ executablePath: found.path, args: quietBrowser });
    // A context of its own, so that a reopened door starts without the old cookie.
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(door.link);
    return page;
  };
  let page = await open();
  return {
    dataFolder,
    get page() {
      return page;
    },
    async killAndReopen() {
      await door?.end('SIGKILL');
      await page.close();
      page = await open();
      return page;
    },
    async close() {
      await browser?.close();
      await door?.end('SIGTERM');
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
