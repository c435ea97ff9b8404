/** What the system's own dialogs ask: which disks, whether running work may stop, and what went wrong before there is a page. */
import type { BrowserWindow } from 'electron';
import type { Failure } from '../../contract/failure-error.ts';
import { says } from '../../words/say.ts';
import type { ElectronApi } from './electron-api.ts';
import { languages } from '../../words/locale.ts';
import { windowLocale } from './window-locale.ts';

type Dialogs = Pick<ElectronApi, 'app' | 'dialog'>;

/** The chosen paths; none when the dialog was dismissed. `endings` of disk images are for its first filter. */
export async function chooseFiles(
  electron: Dialogs,
  window: BrowserWindow,
  what: 'disks' | 'folder',
  endings: string[],
): Promise<string[]> {
  const said = languages[windowLocale(electron)].desktop;
  const { filePaths } = await electron.dialog.showOpenDialog(
    window,
    what === 'folder'
      ? { properties: ['openDirectory', 'createDirectory'] }
      : {
          properties: ['openFile', 'multiSelections'],
          filters: [
            { name: said.diskImages, extensions: endings },
            { name: said.allFiles, extensions: ['*'] },
          ],
        },
  );
  return filePaths;
}

/** True when the person wants running work to stop. Dismissing the question means no; so does `signal`, which takes it back. */
export async function mayStop(electron: Dialogs, window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const said = languages[windowLocale(electron)].desktop;
  const buttons = [said.keepRunning, said.stop];
  const { response } = await electron.dialog.showMessageBox(window, {
    type: 'question',
    message: said.running,
    detail: said.runningLong,
    buttons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}

export function tellFailure(electron: Dialogs, failure: Failure): void {
  const { title, happened, todo } = says[windowLocale(electron)].failure(failure.view());
  electron.dialog.showErrorBox(title, `${happened}\n\n${todo}\n\n(${failure.code})`);
}
