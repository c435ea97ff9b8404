/** The page's only door out: it may ask for a port to core, and for the path of a file that a person dropped on it. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

const requestChannel = 'port:request';
const portChannel = 'port';
const portMessage = { type: 'ecs-image-migrator-port' };

ipcRenderer.on(portChannel, (event) => {
  window.postMessage(portMessage, location.origin, event.ports);
});

contextBridge.exposeInMainWorld('ecsImageMigrator', {
  requestPort: (): void => ipcRenderer.send(requestChannel),
  // Only for files the system handed to the page: one made by a script has no path and gives none.
  pathOf: (file: File): string => webUtils.getPathForFile(file),
});
