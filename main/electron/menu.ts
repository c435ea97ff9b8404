/** The menu: the standard entries people expect, and a way to the cloud's own documents. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import { helpAddress } from './outside-links.ts';
import { desktopWords } from './words/desktop-words.ts';

export function setMenu({ app, Menu, shell }: Pick<ElectronApi, 'app' | 'Menu' | 'shell'>): void {
  const said = desktopWords({ app }).menu;
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: said.help,
    submenu: [
      {
        label: said.helpOnImport,
        // a system without a browser: nothing opens, and nothing else depends on it
        click: () => void shell.openExternal(helpAddress).catch(() => undefined),
      },
      { role: 'about' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: said.view,
    submenu: [
      { role: 'reload' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ],
  };
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu', label: said.file };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      first,
      { role: 'editMenu', label: said.edit },
      view,
      { role: 'windowMenu', label: said.window },
      help,
    ]),
  );
}
