/** Which theme and language are used (the person's choice, or the system's), and the frame every component stands in. */
import { App as AntdApp, ConfigProvider } from 'antd';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { PageState } from '../state/page-state.ts';
import { chosenLocale, languages, localeOf } from '../../words/locale.ts';
import { PageContext } from '../state/use-page.ts';
import { LocaleContext } from '../words/use-words.ts';
import { antdTheme, applyPalette, type Shade } from './tokens.ts';

const darkQuery = '(prefers-color-scheme: dark)';
const onSystemShade = (listener: () => void): (() => void) => {
  const query = window.matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

const onSystemLanguage = (listener: () => void): (() => void) => {
  window.addEventListener('languagechange', listener);
  return () => window.removeEventListener('languagechange', listener);
};

/** Tests mount this too: without it antd speaks in field ids and other colours. */
export function Providers({
  page,
  nonce,
  children,
}: {
  page: PageState;
  nonce: string;
  children: ReactNode;
}): ReactNode {
  const wish = useStore(page.settings, (settings) => settings.theme);
  const systemIsDark = useSyncExternalStore(onSystemShade, () => window.matchMedia(darkQuery).matches);
  const shade: Shade = wish === 'system' ? (systemIsDark ? 'dark' : 'light') : wish;
  useEffect(() => applyPalette(shade, document.documentElement), [shade]);
  const language = useStore(page.settings, (settings) => settings.language);
  const system = useSyncExternalStore(onSystemLanguage, () => localeOf(navigator.languages));
  const locale = chosenLocale(language, system);
  const { tag, page: words } = languages[locale];
  useEffect(() => document.documentElement.setAttribute('lang', tag), [tag]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={{ locale: tag, ...words.antd }}
      theme={antdTheme(shade)}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp className="frame">
        <LocaleContext value={locale}>
          <PageContext value={page}>{children}</PageContext>
        </LocaleContext>
      </AntdApp>
    </ConfigProvider>
  );
}
