/** What the window's own menu and dialogs say, in the language the system gives the program. */
import type { Locale } from '../../../contract/words/format.ts';
import { localeOf } from '../../../contract/words/locale.ts';
import type { ElectronApi } from '../electron-api.ts';
import { desktopEn } from './desktop.en.ts';
import { desktopZh } from './desktop.zh.ts';

const all: Readonly<Record<Locale, typeof desktopEn>> = { en: desktopEn, zh: desktopZh };

export const windowLocale = ({ app }: Pick<ElectronApi, 'app'>): Locale => localeOf([app.getLocale()]);
export const desktopWords = (electron: Pick<ElectronApi, 'app'>): typeof desktopEn =>
  all[windowLocale(electron)];
