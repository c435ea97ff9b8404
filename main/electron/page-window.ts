/** The one window: how large it is, and how little its page may do. */
import type { BrowserWindow } from 'electron';
import { appAddress } from './app-address.ts';
import type { ElectronApi } from './electron-api.ts';

/** Shown once there is something to see. `preload` is the built preload script. */
export function openPageWindow(
  { app, BrowserWindow }: Pick<ElectronApi, 'app' | 'BrowserWindow'>,
  preload: string,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    title: app.name,
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false, // its dictionaries would be downloaded from a third party
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

export const loadPage = (window: BrowserWindow): Promise<void> => window.loadURL(appAddress);
