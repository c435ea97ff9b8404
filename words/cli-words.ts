/** The command line's own words in the language asked for. */
import type { Locale } from './format.ts';
import { cli as cliEn } from './en/cli.ts';
import { cli as cliZh } from './zh/cli.ts';

export type CliWords = typeof cliEn;
const all: Readonly<Record<Locale, CliWords>> = { en: cliEn, zh: cliZh };

export const cliWords = (locale: Locale): CliWords => all[locale];
