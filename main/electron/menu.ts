/** The menu: the standard entries people expect, and a way to the cloud's own documents. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import { helpAddress } from './outside-links.ts';

export function setMenu({ app, Menu, shell }: Pick<ElectronApi, 'app' | 'Menu' | 'shell'>): void {
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      {
        label: 'Importing Images into ECS',
        // a system without a browser: nothing opens, and nothing else depends on it
        click: () => void shell.openExternal(helpAddress).catch(() => undefined),
      },
      { role: 'about' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
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
  const first: MenuItemConstructorOptions = { role: process.platform === 'darwin' ? 'appMenu' : 'fileMenu' };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([first, { role: 'editMenu' }, view, { role: 'windowMenu' }, help]),
  );
}
