/**
 * `npm run gallery` serves every screen of the page in every state, over the doubles that the tests use.
 * `npm run gallery -- --shots FOLDER [FILTER]` takes pictures of them instead: three sizes, both languages, both themes.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { findBrowser, quietBrowser } from '../e2e/needs.ts';

const root = join(import.meta.dirname, '..', 'renderer');
const sizes = {
  '1024': { width: 1024, height: 700 },
  '1440': { width: 1440, height: 900 },
  /** High enough for nearly everything that scrolls. */
  whole: { width: 1024, height: 2_400 },
};
/** The examples are about that morning. */
const now = '2026-03-04T09:30:00Z';
const settledMs = 40;

const serve = (): Promise<ViteDevServer> =>
  createServer({
    configFile: false,
    root,
    cacheDir: join(root, '..', '.cache', 'gallery'),
    plugins: [react()],
    server: { host: '127.0.0.1', port: 5180, fs: { allow: [join(root, '..')] } },
    // one bundle instead of four hundred requests
    experimental: { bundledDev: true },
    build: { rolldownOptions: { input: join(root, 'gallery', 'index.html') } },
  });

async function picturesOf(page: Page, folder: string, screen: string, state: string): Promise<void> {
  for (const locale of ['en', 'zh'])
    for (const theme of ['light', 'dark']) {
      const search = `?screen=${screen}&state=${state}&locale=${locale}&theme=${theme}`;
      await page.evaluate((address) => window.gallery.show(address), search);
      for (const [name, size] of Object.entries(sizes)) {
        await page.setViewportSize(size);
        await page.waitForTimeout(settledMs);
        await page.screenshot({ path: join(folder, `${screen}-${state}-${name}-${locale}-${theme}.png`) });
      }
    }
}

async function takePictures(address: string, folder: string, filter: string): Promise<void> {
  const browser = findBrowser();
  if ('missing' in browser) throw new Error(browser.missing);
  const launched = await chromium.launch({ executablePath: browser.path, args: quietBrowser });
  try {
    mkdirSync(folder, { recursive: true });
    const page = await launched.newPage({ reducedMotion: 'reduce', viewport: sizes['1024'] });
    await page.clock.setFixedTime(now);
    await page.goto(address);
    await page.waitForFunction(() => 'gallery' in window);
    const states = await page.evaluate(() => window.gallery.states);
    const wanted = states.filter(([screen, state]) => `${screen}-${state}`.includes(filter));
    for (const [screen, state] of wanted)
      await picturesOf(page, folder, screen, state).catch((error: unknown) => {
        console.log(`${screen} ${state}: ${String(error)}`);
        process.exitCode = 1;
      });
    console.log(`${wanted.length} states in ${folder}`);
  } finally {
    await launched.close();
  }
}

const { values, positionals } = parseArgs({ options: { shots: { type: 'string' } }, allowPositionals: true });
const server = await serve();
await server.listen();
const address = `${server.resolvedUrls?.local[0] ?? ''}gallery/index.html`;
if (values.shots === undefined) console.log(`The gallery stands at ${address}`);
else {
  await takePictures(address, values.shots, positionals[0] ?? '');
  await server.close();
}
