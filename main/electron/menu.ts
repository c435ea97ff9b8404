/** The menu: the standard entries people expect, named in their language, and a way to the cloud's own documents. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import { helpAddress } from './outside-links.ts';
import type { Language } from '../../words/language.ts';
import { languages } from '../../words/locale.ts';
import { windowLocale } from './window-locale.ts';

type Role = keyof Language['desktop']['menu']['roles'];

export function setMenu({ app, Menu, shell }: Pick<ElectronApi, 'app' | 'Menu' | 'shell'>): void {
  const said = languages[windowLocale({ app })].desktop.menu;
  /** Electron names its roles in English alone, so each gets its name here. */
  const items = (...roles: readonly (Role | '-')[]): MenuItemConstructorOptions[] =>
    roles.map((role) => (role === '-' ? { type: 'separator' } : { role, label: said.roles[role] }));
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: said.help,
    submenu: [
      {
        label: said.helpOnImport,
        // a system without a browser: nothing opens, and nothing else depends on it
        click: () => void shell.openExternal(helpAddress).catch(() => undefined),
      },
      ...items('about'),
    ],
  };
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin' ? { role: 'appMenu' } : { label: said.file, submenu: items('quit') };
  const developers = app.isPackaged ? [] : items('-', 'toggleDevTools');
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      first,
      { label: said.edit, submenu: items('undo', 'redo', '-', 'cut', 'copy', 'paste', 'selectAll') },
      {
        label: said.view,
        submenu: [...items('reload', '-', 'resetZoom', 'zoomIn', 'zoomOut', '-', 'togglefullscreen'), ...developers],
      },
      { role: 'window', label: said.window, submenu: items('minimize', 'close') },
      help,
    ]),
  );
}
