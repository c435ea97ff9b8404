/** The page's only door out: it may ask for a port to core, and gets it as a message from itself. */
import { contextBridge, ipcRenderer } from 'electron';

const requestChannel = 'port:request';
const portChannel = 'port';
const portMessage = { type: 'ecs-image-migrator-port' };

ipcRenderer.on(portChannel, (event) => {
  window.postMessage(portMessage, location.origin, event.ports);
});

contextBridge.exposeInMainWorld('ecsImageMigrator', {
  requestPort: (): void => ipcRenderer.send(requestChannel),
});
