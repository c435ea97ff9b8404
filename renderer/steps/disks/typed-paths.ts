/** What a person typed, pasted or dropped as paths: one per line. Core understands quotes and `file://` by itself. */
import type { Client } from '../../../contract/calls.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { FailureView } from '../../../contract/failure.ts';
import type { Chosen } from '../../../contract/files.ts';

/** A longer list than anyone has disks is a file pasted by mistake. */
const linesAtMost = 100;

/** Blank lines and repetitions left out; Windows’ “Copy as path” puts quotation marks around each. */
export function pathsIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) =>
    line
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim(),
  );
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, linesAtMost);
}

export interface Resolved {
  readonly chosen: readonly Chosen[];
  readonly failed: readonly { readonly text: string; readonly failure: FailureView }[];
}

/** Resolves each path by itself, so that one that is wrong does not keep the others away. */
export async function resolvePaths(core: Pick<Client, 'files.resolve'>, paths: readonly string[]): Promise<Resolved> {
  const answers = await Promise.all(
    paths.map(async (text) => {
      try {
        return { text, chosen: await core['files.resolve']({ text }) };
      } catch (error) {
        return { text, failure: Failure.from(error).view() };
      }
    }),
  );
  return {
    chosen: answers.flatMap((one) => ('chosen' in one && one.chosen !== undefined ? [one.chosen] : [])),
    failed: answers.flatMap(({ text, failure }) => (failure === undefined ? [] : [{ text, failure }])),
  };
}
