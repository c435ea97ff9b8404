/**
 * The module `electron` as the desktop program's entry imports it, over Node and an installed Chromium: real processes,
 * a real page, a real preload. What it cannot show is in docs/electron-door.md.
 */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { MessageChannelDouble } from './ports.double.ts';
import { ask, hear, tell } from './test-line.double.ts';
import { utilities, utilityProcess } from './utility.double.ts';
import { windowClass, windows, type Handler } from './window.double.ts';

let userData = '';
let isFirst = false;
let handler: Handler | undefined;
/** Told to the first instance by a second one. */
const again = 'SIGUSR2';

class Quitting {
  refused = false;
  preventDefault(): void {
    this.refused = true;
  }
}

export const app = Object.assign(new EventEmitter(), {
  name: 'ECS Image Migrator',
  isPackaged: false,
  getLocale: () => 'en-US',
  whenReady: () => Promise.resolve(),
  enableSandbox: () => undefined,
  setPath: (_name: string, path: string) => void (userData = path),
  requestSingleInstanceLock(): boolean {
    const file = join(userData, 'instance');
    const first = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
    if (first !== undefined && isAlive(first)) {
      process.kill(first, again);
      return false;
    }
    mkdirSync(userData, { recursive: true });
    writeFileSync(file, String(process.pid));
    isFirst = true;
    process.on(again, () => app.emit('second-instance', {}, [], ''));
    return true;
  },
  quit(): void {
    const event = new Quitting();
    app.emit('before-quit', event);
    if (event.refused || windows.some((window) => !window.askToClose())) return;
    app.exit(0);
  },
  exit(code: number): void {
    void Promise.all(windows.map((window) => window.destroy())).finally(() => {
      if (isFirst) rmSync(join(userData, 'instance'), { force: true });
      process.exit(code);
    });
  },
} satisfies Partial<Electron.App>);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // no process with that number
  }
}

export const ipcMain = new EventEmitter();
export const powerMonitor = new EventEmitter();
export const BrowserWindow = windowClass({
  userData: () => userData,
  handler: () => handler,
  ipcMain,
  onWebContents: (page) => void app.emit('web-contents-created', {}, page),
});
export const MessageChannelMain = MessageChannelDouble;
export const dialog = {
  showOpenDialog: (_window: unknown, options?: unknown) => ask('open', options),
  showMessageBox: (_window: unknown, options?: unknown) => ask('message', options),
  showErrorBox: (title: string, content: string) => tell({ tells: 'error-box', title, content }),
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: () => undefined,
};
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (_scheme: string, answers: Handler) => void (handler = answers),
};
/** Not encryption: only unlike the secret. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
  decryptStringAsync: async (bytes: Buffer) => ({
    shouldReEncrypt: false,
    result: Buffer.from(bytes).reverse().toString(),
  }),
};
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionCheckHandler: () => undefined,
    setPermissionRequestHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    resolveProxy: async () => 'DIRECT',
  }),
};
export const shell = {
  openExternal: async (url: string) => tell({ tells: 'opened', url }),
};
export { utilityProcess };

hear((message) => {
  if (message.does === 'close-window') for (const window of windows) window.askToClose();
  else if (message.does === 'power') powerMonitor.emit(message.event);
  else utilities.at(-1)?.kill('SIGKILL');
});
process.once('disconnect', () => app.exit(1));
