/** The page arrives whole, typed and under a policy of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePageFolder, type PageFolder } from './page-folder.double.ts';
import { pageFiles } from './page-files.ts';

let made: PageFolder;
beforeAll(async () => {
  made = await makePageFolder();
});
afterAll(() => made.remove());

test('the index carries a policy with the nonce it was given, a new one each time', async () => {
  const serve = pageFiles(made.page);
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const answer = await serve('/');
    const policy = answer.headers['content-security-policy'] ?? '';
    const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    expect(Buffer.from(answer.body).toString()).toContain(`nonce="${nonce}"`);
    expect(Buffer.from(answer.body).toString()).not.toContain('__CSP_NONCE__');
    expect(answer.headers['cache-control']).toBe('no-store');
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('the policy allows nothing remote, no inline script and no evaluation', async () => {
  const policy = (await pageFiles(made.page)('/index.html')).headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test('files come with their types and may not be sniffed', async () => {
  const serve = pageFiles(made.page);
  const script = await serve('/assets/app%20one.js');
  expect(script.status).toBe(200);
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.headers['x-content-type-options']).toBe('nosniff');
  expect((await serve('/icon.svg')).headers['content-type']).toBe('image/svg+xml');
});

test('what is not there, is a folder or has no known type is not found', async () => {
  const serve = pageFiles(made.page);
  for (const path of [
    '/nothing.js',
    '/assets',
    '/assets/',
    '/notes.txt',
    '/index.html/x.js',
    `/${'a'.repeat(5000)}.js`,
  ]) {
    expect((await serve(path)).status, path).toBe(404);
  }
});
