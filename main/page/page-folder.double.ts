/** A built page in a temporary folder, with secrets around it that no door may ever hand out; for tests. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PageFolder {
  readonly page: string;
  readonly remove: () => Promise<void>;
}

export const outsideSecret = 'never to be served';

export async function makePageFolder(): Promise<PageFolder> {
  const top = await mkdtemp(join(tmpdir(), 'page-'));
  const page = join(top, 'renderer');
  await mkdir(join(page, 'assets'), { recursive: true });
  await mkdir(join(top, 'renderer-old'));
  await writeFile(
    join(page, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>The wizard</title>',
  );
  await writeFile(join(page, 'assets', 'app one.js'), 'export {};');
  await writeFile(join(page, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(page, 'notes.txt'), outsideSecret);
  await writeFile(join(top, 'secret.json'), outsideSecret);
  await writeFile(join(top, 'renderer-old', 'secret.json'), outsideSecret);
  return { page, remove: () => rm(top, { recursive: true, force: true }) };
}

/** Paths that try to leave the page's folder, as a client may send them raw. */
export const escapes = [
  '/../secret.json',
  '/../renderer-old/secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/%2e%2e%2fsecret.json',
  '/..%2frenderer-old%2fsecret.json',
  '/assets/%2e%2e/%2e%2e/secret.json',
  '/%252e%252e%252fsecret.json',
  '/..%5csecret.json',
  '/..\\secret.json',
  '/%00/../../secret.json',
  '/index.html%00.json',
  '//secret.json',
  '/C:/Windows/win.json',
  '/index.html::$DATA.json',
  '/%E0%A4%A',
  '/%c0%ae%c0%ae/secret.json',
  '/....//secret.json',
];
