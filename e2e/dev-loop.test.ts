/**
 * What a developer sees with `npm run dev`, on a copy of the sources: an edit of a component arrives without a reload, an
 * edit of core restarts the door under a page that stays, strangers are refused, and Ctrl+C ends it all.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { get, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { WebSocket } from 'ws';
import { findBrowser, quietBrowser, root } from './needs.ts';

const browserFound = findBrowser();
const rooms = ['assets', 'build', 'contract', 'main', 'practice', 'renderer', 'words'];
const files = ['package.json', 'tsconfig.json', 'vite.config.ts'];
const heading = join('renderer', 'migrations', 'migrations-page.tsx');
const anywhereInCore = join('main', 'core', 'serve.ts');

let copy = '';
let dev: ChildProcess;
let lines: Interface;
let link = '';
let browser: Browser;
let page: Page;

const nextLine = (pattern: RegExp): Promise<string> =>
  new Promise((resolve) => {
    const look = (line: string): void => {
      const found = pattern.exec(line)?.[0];
      if (found === undefined) return;
      lines.off('line', look);
      resolve(found);
    };
    lines.on('line', look);
  });

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(copy, file);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

const answerTo = (path: string, headers: Record<string, string>): Promise<[number, IncomingHttpHeaders]> =>
  new Promise((resolve, reject) => {
    get(new URL(path, link), { headers }, (answer) => {
      answer.resume();
      resolve([answer.statusCode ?? 0, answer.headers]);
    }).on('error', reject);
  });

const socketStatus = (headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(new URL('/contract', link.replace('http', 'ws')), { headers });
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
    socket.on('open', () => (socket.terminate(), resolve(101)));
  });

const needsBrowser = ({ skip }: TestContext): void => {
  if ('missing' in browserFound) skip(browserFound.missing);
};

beforeAll(async () => {
  if ('missing' in browserFound) return;
  copy = await mkdtemp(join(tmpdir(), 'dev-loop-'));
  const isSource = (path: string): boolean => !/\.test\.tsx?$/.test(basename(path));
  for (const name of [...rooms, ...files].filter((each) => existsSync(join(root, each))))
    await cp(join(root, name), join(copy, name), { recursive: true, filter: isSource });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  dev = spawn(process.execPath, [join(copy, 'build', 'dev', 'dev.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  lines = createInterface({ input: dev.stdout! });
  link = await nextLine(/http:\S+token=\S+/);
  browser = await chromium.launch({ executablePath: browserFound.path, args: quietBrowser });
  page = await browser.newPage({ locale: 'en-US' });
  await page.goto(link);
});
afterAll(async () => {
  await browser?.close();
  dev?.kill('SIGKILL');
  if (copy !== '') await rm(copy, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

test('an edit of a component is on the screen without a reload', async (context) => {
  needsBrowser(context);
  await page.getByRole('heading', { name: 'Migrations', exact: true }).waitFor({ timeout: 60_000 });
  await page.evaluate(() => (document.title = 'not reloaded'));
  await edit(heading, (text) => text.replace('<h1>', '<h1>Edited '));
  await page.getByRole('heading', { name: 'Edited Migrations' }).waitFor({ timeout: 60_000 });
  expect(await page.title()).toBe('not reloaded');
});

test('an edit of core restarts the door; the page that was let in stays in and is not reloaded', async (context) => {
  needsBrowser(context);
  const restarted = nextLine(/runs the new sources/);
  const socket = page.waitForEvent('websocket');
  await edit(anywhereInCore, (text) => `${text}// edited\n`);
  await restarted;
  // the page's own new socket to core is let in
  await (await socket).waitForEvent('framereceived', { timeout: 60_000 });
  expect(await page.title()).toBe('not reloaded');
});

test('the dev server lets nobody in whom the door would refuse', async (context) => {
  needsBrowser(context);
  const [cookie] = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
  const own = new URL(link);
  expect(await socketStatus({ cookie: cookie ?? '', origin: own.origin })).toBe(101);
  for (const [why, headers] of [
    ['no session', { origin: own.origin }],
    ['another origin', { cookie: cookie ?? '', origin: 'http://evil.example' }],
    ['another origin at the same port', { cookie: cookie ?? '', origin: `http://evil.example:${own.port}` }],
    ['another name', { cookie: cookie ?? '', origin: own.origin, host: `evil.example:${own.port}` }],
    ['no origin', { cookie: cookie ?? '' }],
  ] as const)
    expect(await socketStatus(headers), why).toBeGreaterThanOrEqual(400);
  const [status, { 'set-cookie': given }] = await answerTo(own.pathname + own.search, {});
  expect(status, 'a link opens once').toBe(403);
  expect(given).toBeUndefined();
  const secret = join(copy, '.cache', 'dev', 'secret.json');
  await writeFile(secret, '{}');
  expect((await answerTo(`/@fs${secret}`, {}))[0], 'a file of the data folder').toBe(403);
});

test('Ctrl+C ends the dev server and the door behind it', async (context) => {
  needsBrowser(context);
  const [{ name = '' } = {}] = await page.context().cookies();
  const doorPort = /\d+$/.exec(name)?.[0];
  const door = (): Promise<unknown> => fetch(`http://127.0.0.1:${doorPort}/`);
  await expect(door()).resolves.toBeDefined();
  const ended = new Promise((resolve) => dev.once('exit', resolve));
  dev.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(door()).rejects.toThrow();
});
