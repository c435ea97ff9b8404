/** What the page may load and run: only what this program serves. The same policy at every door that shows the page. */
import { randomBytes } from 'node:crypto';

/** The word in `index.html` that gives way to the nonce of the answer it travels in. */
export const nonceMark = '__CSP_NONCE__';

export const newNonce = (): string => randomBytes(18).toString('base64');

/** The page never talks to the cloud, so nothing remote is named. antd writes its styles under the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers that every answer of a door carries, besides its own policy. */
export const guardHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
