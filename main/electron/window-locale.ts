/** The language of the window's own menu and dialogs: the one the system gives the program. */
import { localeOf, type Locale } from '../../words/locale.ts';
import type { ElectronApi } from './electron-api.ts';

export const windowLocale = ({ app }: Pick<ElectronApi, 'app'>): Locale => localeOf([app.getLocale()]);
