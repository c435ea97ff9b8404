/** The person's settings, kept in the data folder. */
import { readFile } from 'node:fs/promises';
import { Failure } from '../../../contract/failure-error.ts';
import { settings, type Settings } from '../../../contract/settings.ts';
import type { Locale } from '../../../words/locale.ts';
import { chosenLocale } from '../../../words/locale.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';

const defaults: Settings = { theme: 'system' };

/** Defaults where none were saved; a file that cannot be read is a failure, never silently replaced. */
export async function loadSettings(path: string): Promise<Settings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return defaults;
    throw new Failure(
      'machine.file-failed',
      { file: path, reason: (error as Error).message },
      { cause: error },
    );
  }
  try {
    return settings.parse(JSON.parse(text));
  } catch (error) {
    throw new Failure(
      'program.record-unreadable',
      { file: path, reason: (error as Error).message },
      { cause: error },
    );
  }
}

/** The language of texts written in the background: as the settings say, otherwise the system's. */
export async function writtenLocale(path: string, system: Locale): Promise<Locale> {
  const kept = await loadSettings(path).catch(() => undefined); // told where the settings are used
  return chosenLocale(kept?.language, system);
}

export const saveSettings = (path: string, value: Settings): Promise<void> =>
  writeFileAtomic(path, `${JSON.stringify(value, undefined, 1)}\n`);
