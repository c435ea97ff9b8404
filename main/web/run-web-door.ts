/** Opens a core and the web door to it, from what the command line was told. */
import { join } from 'node:path';
import { openCore } from '../doors/open-core.ts';
import { systemLocale } from '../doors/system-locale.ts';
import type { StartOptions } from '../doors/start-options.ts';
import { redact } from '../core/base/redact.ts';
import { serveWeb } from './serve-web.ts';

export interface WebDoorRun extends Omit<StartOptions, 'practice' | 'practiceOnly'> {
  /** Sends every account to this practice cloud; absent, only the practice account goes to our own. */
  readonly practice?: StartOptions['practice'] | undefined;
  /** Prints a line; the first carries the link. */
  readonly write: (line: string) => void;
  readonly stop: AbortSignal;
}

/** Built, the page lies beside the programs. */
const pageFolder = join(import.meta.dirname, '..', 'renderer');

/** Resolves to the exit status once `stop` is aborted. Fails as core does, or with `machine.port-taken`. */
export async function runWebDoor(run: WebDoorRun): Promise<0> {
  const { dataFolder, practice, samplePath, port, write, stop } = run;
  const onBug = (error: unknown): void =>
    void process.stderr.write(`${redact(String((error instanceof Error ? error.stack : undefined) ?? error))}\n`);
  const core = await openCore({
    dataFolder,
    door: 'web',
    desktop: {},
    locale: systemLocale(),
    ...(practice === undefined ? {} : { practice, practiceOnly: true }),
    ...(samplePath === undefined ? {} : { samplePath }),
    onBug,
  });
  await serveWeb(core, { pageFolder, port, write, input: process.stdin, stop, onBug });
  // A waiting terminal must not keep an ended program; a file or /dev/null has nothing to let go of.
  (process.stdin as { unref?: () => void }).unref?.();
  return 0;
}
