/** What the system's own dialogs ask: which disks, whether running work may stop, and what went wrong before there is a page. */
import type { BrowserWindow } from 'electron';
import type { Failure } from '../../contract/failure-error.ts';
import { localeOf } from '../../contract/words/locale.ts';
import { failureText } from '../../contract/words/words.ts';
import type { ElectronApi } from './electron-api.ts';

type Dialogs = Pick<ElectronApi, 'app' | 'dialog'>;

/** By name, for the dialog's first filter; what a file is, its content decides. */
const diskEndings = ['vmdk', 'vhd', 'vhdx', 'qcow2', 'vdi', 'raw', 'img', 'ova', 'ovf'];

/** The chosen paths; none when the dialog was dismissed. */
export async function chooseFiles(
  { dialog }: Dialogs,
  window: BrowserWindow,
  what: 'disks' | 'folder',
): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(
    window,
    what === 'folder'
      ? { properties: ['openDirectory', 'createDirectory'] }
      : {
          properties: ['openFile', 'multiSelections'],
          filters: [
            { name: 'Disk images', extensions: diskEndings },
            { name: 'All files', extensions: ['*'] },
          ],
        },
  );
  return filePaths;
}

/** True when the person wants running work to stop. Dismissing the question means no; so does `signal`, which takes it back. */
export async function mayStop(
  { dialog }: Dialogs,
  window: BrowserWindow,
  signal: AbortSignal,
): Promise<boolean> {
  const buttons = ['Go on', 'Stop and keep for later'];
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'A migration is running',
    detail:
      'It stops when this window closes. Nothing is lost: it can go on from where it was at the next start.',
    buttons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}

export function tellFailure({ app, dialog }: Dialogs, failure: Failure): void {
  const { title, happened, todo } = failureText(failure.view(), localeOf([app.getLocale()]));
  dialog.showErrorBox(title, `${happened}\n\n${todo}\n\n(${failure.code})`);
}
