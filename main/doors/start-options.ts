/** What the doors that show the page can be told when they are started. */
import { say, type Text } from '../../contract/said.ts';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../contract/failure-error.ts';
import { defaultDataFolder } from '../core/base/data-folder.ts';

export interface StartOptions {
  readonly dataFolder: string;
  /** Which practice cloud, when it is another than our own. */
  readonly practice: { kind: 'embedded' } | { kind: 'url'; url: string };
  /** Every account leads to the practice cloud, not only the one of that name. */
  readonly practiceOnly: boolean;
  /** Web door only; 0 takes a free one. */
  readonly port: number;
  /** The small disk that start-up made. */
  readonly samplePath?: string;
}

/** `npm run` changes the current folder; a typed path is relative to the folder it was run in. */
const fromHere = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

/**
 * Reads `[--data-dir DIR] [--practice [URL]] [--sample FILE] [--port N]`. Chromium's own switches reach the Electron
 * door too, so that one is not `strict`; strict fails with `asked.wrong-use`.
 */
export function readStartOptions(args: readonly string[], strict: boolean): StartOptions {
  const { values, positionals } = parsed(args, strict);
  const url = values.practice === true ? positionals.find((text) => /^https?:\/\//.test(text)) : undefined;
  if (strict && positionals.some((text) => text !== url)) throw wrongUse(say('not-understood', positionals.join(' ')));
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrongUse(say('not-a-port', String(values.port)));
  const { 'data-dir': dataFolder, sample } = values;
  return {
    dataFolder: typeof dataFolder === 'string' ? fromHere(dataFolder) : defaultDataFolder(),
    practice: url === undefined ? { kind: 'embedded' } : { kind: 'url', url },
    practiceOnly: values.practice === true,
    port,
    ...(typeof sample === 'string' ? { samplePath: fromHere(sample) } : {}),
  };
}

function parsed(args: readonly string[], strict: boolean) {
  try {
    return parseArgs({
      args: [...args],
      strict,
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        practice: { type: 'boolean' },
        sample: { type: 'string' },
        port: { type: 'string' },
      },
    });
  } catch (error) {
    throw wrongUse((error as Error).message);
  }
}

const wrongUse = (reason: Text): Failure => new Failure('asked.wrong-use', { reason });
