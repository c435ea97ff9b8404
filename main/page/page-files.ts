/** Which files of the built page a door hands out, and with which headers: nothing outside its folder, nothing untyped. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { contentSecurityPolicy, guardHeaders, newNonce, nonceMark } from './csp.ts';

export interface PageAnswer {
  readonly status: 200 | 400 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Serves `folder`. The returned function takes the path of a request as it came, still percent-encoded, without query;
 * `/` is `index.html`. It answers 400 to what is no path and 404 to everything it does not hand out; only a disk that
 * fails rejects.
 */
export function pageFiles(folder: string): (requestPath: string) => Promise<PageAnswer> {
  const root = resolve(folder);
  return async (requestPath) => {
    const path = decoded(requestPath);
    if (path === undefined) return plain(400, 'Bad request');
    const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
    const contentType = contentTypes[extname(file)];
    // the separator at the end keeps a sibling whose name begins like ours outside
    if (!file.startsWith(root + sep) || contentType === undefined) return plain(404, 'Not found');
    const bytes = await read(file);
    if (bytes === undefined) return plain(404, 'Not found');
    return extname(file) === '.html' ? page(bytes) : asset(bytes, contentType);
  };
}

/** A short text answer under a policy that allows nothing. */
function plain(status: 400 | 404, text: string): PageAnswer {
  return {
    status,
    headers: {
      ...guardHeaders,
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none'",
    },
    body: Buffer.from(text),
  };
}

function page(html: Buffer): PageAnswer {
  const nonce = newNonce();
  return {
    status: 200,
    headers: {
      ...guardHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store', // a kept page would carry a spent nonce
    },
    body: Buffer.from(html.toString('utf8').replaceAll(nonceMark, nonce)),
  };
}

function asset(body: Buffer, contentType: string): PageAnswer {
  return {
    status: 200,
    headers: {
      ...guardHeaders,
      'content-type': contentType,
      'content-security-policy': "default-src 'none'",
      'cache-control': 'no-cache',
    },
    body,
  };
}

/** Decodes once, so that what was encoded twice stays a strange file name; refuses what Windows would read as a drive or stream. */
function decoded(requestPath: string): string | undefined {
  if (!requestPath.startsWith('/')) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(requestPath);
  } catch {
    return undefined; // not a percent-encoding
  }
  return /[\\:\0]/.test(path) ? undefined : path;
}

async function read(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(code)) return undefined;
    throw error;
  }
}
