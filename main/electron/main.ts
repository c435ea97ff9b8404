/** Starts the desktop program: the only file that takes hold of Electron itself. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { systemClock } from '../core/base/clock.ts';
import { readStartOptions } from '../doors/start-options.ts';
import { startDesktop } from './desktop.ts';

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  utilityProcess,
};

const here = import.meta.dirname;
const files = {
  page: join(here, '..', 'renderer'),
  preload: join(here, '..', 'preload', 'index.cjs'),
  coreProgram: join(here, 'core-process.js'),
  resources: app.isPackaged ? process.resourcesPath : undefined,
};
// run from its source, Electron's own argument comes first: the folder of the program
const options = readStartOptions(process.argv.slice(app.isPackaged ? 1 : 2), false);

startDesktop(electron, files, options, systemClock).catch((error: unknown) => {
  dialog.showErrorBox('ECS Image Migrator could not start', String(error));
  app.exit(1);
});
