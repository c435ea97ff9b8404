/** The few words the web door says when the wizard may not be shown: nothing but text, in both languages. */
import { guardHeaders } from '../page/csp.ts';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function plainPage(status: number, title: string, paragraphs: readonly string[]): PlainAnswer {
  return {
    status,
    headers: {
      ...guardHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    },
    body:
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>` +
      paragraphs.map((text) => `<p>${text}</p>`).join(''),
  };
}

/** `used` says that a link was opened whose token is void; otherwise there was no session. */
export function linkNeeded(used: boolean): PlainAnswer {
  return plainPage(used ? 403 : 401, 'A fresh link is needed', [
    used
      ? 'This link has been used already, or a newer one took its place. Each link opens the wizard once.'
      : 'This browser has not been let in, or the program was started anew.',
    'In the terminal where ECS Image Migrator runs, press Enter: it prints a fresh link. Open that one.',
    // a session whose link was opened from another site is only shown by a request of our own page
    'Just opened a link? <a href="/">Go on to the wizard</a>.',
    '<span lang="zh">请在运行 ECS Image Migrator 的终端中按回车键，它会打印一个新的链接；请打开新链接。</span>',
  ]);
}

export const refused = (status: number, why: string): PlainAnswer => plainPage(status, 'Refused', [why]);
export const broken = (): PlainAnswer =>
  plainPage(500, 'Something failed here', ['The reason is in the terminal where ECS Image Migrator runs.']);
