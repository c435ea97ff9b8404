/** The page's words and ways of saying, in the language chosen. */
import { createContext, useContext } from 'react';
import type { Language } from '../../words/language.ts';
import { languages, type Locale } from '../../words/locale.ts';
import { says, type Say } from '../../words/say.ts';

export type { Say };
export type Words = Language['page'];

/** The language spoken; `Providers` settles it. */
export const LocaleContext = createContext<Locale>('en');

export const useLocale = (): Locale => useContext(LocaleContext);
export const useWords = (): Words => languages[useLocale()].page;
/** Numbers, times, failures and stages in words. */
export const useSay = (): Say => says[useLocale()];
