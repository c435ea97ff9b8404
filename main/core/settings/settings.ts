/** The person's settings, kept in the data folder. */
import { settings, type Settings } from '../../../contract/settings.ts';
import type { Locale } from '../../../words/locale.ts';
import { chosenLocale } from '../../../words/locale.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { readRecordIfThere } from '../base/record-file.ts';

const defaults: Settings = { theme: 'system' };

/** Defaults where none were saved; a file that cannot be read is a failure, never silently replaced. */
export const loadSettings = async (path: string): Promise<Settings> =>
  (await readRecordIfThere(path, settings)) ?? defaults;

/** The language of texts written in the background: as the settings say, otherwise the system's. */
export async function writtenLocale(path: string, system: Locale): Promise<Locale> {
  const kept = await loadSettings(path).catch(() => undefined); // told where the settings are used
  return chosenLocale(kept?.language, system);
}

export const saveSettings = (path: string, value: Settings): Promise<void> =>
  writeFileAtomic(path, `${JSON.stringify(value, undefined, 1)}\n`);
