/** Gives the page its port to core: to our own main frame of our own origin, when it asks and when core is there again. */
import type { BrowserWindow, IpcMainEvent, MessagePortMain } from 'electron';
import { appOrigin } from './app-address.ts';
import type { ElectronApi } from './electron-api.ts';

export interface PagePorts {
  /** Core is there, for the first time or again. */
  coreIsUp(): void;
}

/** `newPort` gives undefined while core is not there. */
export function handOutPorts(
  { ipcMain }: Pick<ElectronApi, 'ipcMain'>,
  window: BrowserWindow,
  newPort: () => MessagePortMain | undefined,
): PagePorts {
  /** The page has asked for a port, so it listens for one; pages that never ask get none. */
  let asked = false;
  const give = (): void => {
    const frame = window.isDestroyed() ? undefined : window.webContents.mainFrame;
    if (frame?.origin !== appOrigin) return;
    const port = newPort();
    if (port !== undefined) frame.postMessage('port', null, [port]);
  };
  ipcMain.on('port:request', (event) => {
    if (!isOurPage(event, window)) return;
    asked = true;
    give();
  });
  return {
    coreIsUp() {
      if (asked) give();
    },
  };
}

function isOurPage({ sender, senderFrame }: IpcMainEvent, window: BrowserWindow): boolean {
  return (
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.origin === appOrigin
  );
}
