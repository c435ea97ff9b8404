/** The language of the system this process runs on, where no page or window says it. */
import type { Locale } from '../../words/locale.ts';
import { localeOf } from '../../words/locale.ts';

/** By the environment, as programs of a terminal do; where that says nothing (Windows, a desktop's launcher), by the system. */
export function systemLocale(env: Readonly<Record<string, string | undefined>> = process.env): Locale {
  const said = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return localeOf([said ?? Intl.DateTimeFormat().resolvedOptions().locale]);
}
