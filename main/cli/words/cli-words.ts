/** The command line's own words in the language asked for. */
import type { Locale } from '../../../contract/words/format.ts';
import { cliEn } from './cli.en.ts';
import { cliZh } from './cli.zh.ts';

export type CliWords = typeof cliEn;
const all: Readonly<Record<Locale, CliWords>> = { en: cliEn, zh: cliZh };

export const cliWords = (locale: Locale): CliWords => all[locale];
