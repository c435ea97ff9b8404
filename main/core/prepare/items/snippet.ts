/** A command as data: its text, for which shell, and how far it was tried. Commands are the same in every language. */
import type { NotRun } from '../../../../contract/prepare.ts';

export type Proof =
  | { readonly how: 'run' }
  | { readonly how: 'parsed'; readonly because: NotRun }
  | { readonly how: 'read'; readonly because: NotRun };

export interface Snippet {
  readonly shell: 'sh' | 'powershell' | 'cmd';
  readonly text: string;
  readonly proof: Proof;
}

/** A shell command our tests run, over a tree of files made for it. */
export const run = (...lines: readonly string[]): Snippet => ({
  shell: 'sh',
  text: lines.join('\n'),
  proof: { how: 'run' },
});
/** A shell command our tests only let two shells parse. */
export const parsed = (because: NotRun, ...lines: readonly string[]): Snippet => ({
  shell: 'sh',
  text: lines.join('\n'),
  proof: { how: 'parsed', because },
});
export const powershell = (...lines: readonly string[]): Snippet => ({
  shell: 'powershell',
  text: lines.join('\n'),
  proof: { how: 'read', because: 'needs-windows' },
});
export const cmd = (...lines: readonly string[]): Snippet => ({
  shell: 'cmd',
  text: lines.join('\n'),
  proof: { how: 'read', because: 'needs-windows' },
});
