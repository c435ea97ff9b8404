/** What no page in our window may do, however it came there: denied unless named here. */
import { appAddress, appOrigin } from './app-address.ts';
import type { ElectronApi } from './electron-api.ts';
import { outsideLink } from './outside-links.ts';

/** Copy buttons write to the clipboard; nothing else that needs a permission is used. */
const permissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Closes everything, for every page of every window made from now on. Before the first window, once the app is ready. */
export function lockDown({ app, session, shell }: Pick<ElectronApi, 'app' | 'session' | 'shell'>): void {
  const ours = session.defaultSession;
  ours.setPermissionCheckHandler(
    (_page, permission, origin) => permissions.has(permission) && (origin === appOrigin || origin === appAddress),
  );
  ours.setPermissionRequestHandler((page, permission, answer) =>
    answer(permissions.has(permission) && page.getURL().startsWith(appAddress)),
  );
  ours.setDevicePermissionHandler(() => false);
  ours.on('will-download', (event, item) => {
    // reports and plans are made by the page itself; everything else has no business on this machine
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault();
  });

  app.on('web-contents-created', (_event, page) => {
    page.on('will-navigate', (event) => event.preventDefault());
    page.on('will-frame-navigate', (event) => event.preventDefault());
    page.on('will-redirect', (event) => event.preventDefault());
    page.on('will-attach-webview', (event) => event.preventDefault());
    page.setWindowOpenHandler(({ url }) => {
      const link = outsideLink(url);
      // a system without a browser: nothing opens, and nothing else depends on it
      if (link !== undefined) shell.openExternal(link).catch(() => undefined);
      return { action: 'deny' };
    });
  });
}
