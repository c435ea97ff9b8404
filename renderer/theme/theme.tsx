/** Which shade is shown (the person's wish, or the system's), and the frame every component stands in. */
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { PageState } from '../state/page-state.ts';
import { PageContext } from '../state/use-page.ts';
import { antdTheme, applyPalette, type Shade } from './tokens.ts';

const darkQuery = '(prefers-color-scheme: dark)';
const onSystemShade = (listener: () => void): (() => void) => {
  const query = window.matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
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
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={enUS}
      theme={antdTheme(shade)}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp className="frame">
        <PageContext value={page}>{children}</PageContext>
      </AntdApp>
    </ConfigProvider>
  );
}
