/** What the window's own menu and dialogs say, in the language the system gives the program. */
import type { Locale } from './format.ts';
import { localeOf } from './locale.ts';
import type { ElectronApi } from '../main/electron/electron-api.ts';
import { desktop as desktopEn } from './en/desktop.ts';
import { desktop as desktopZh } from './zh/desktop.ts';

const all: Readonly<Record<Locale, typeof desktopEn>> = { en: desktopEn, zh: desktopZh };

export const windowLocale = ({ app }: Pick<ElectronApi, 'app'>): Locale => localeOf([app.getLocale()]);
export const desktopWords = (electron: Pick<ElectronApi, 'app'>): typeof desktopEn =>
  all[windowLocale(electron)];
