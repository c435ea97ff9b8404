/** Chooses the way to core: the preload's port inside Electron, otherwise the web door's socket. */
import { linkOver, type Link } from './link.ts';
import { openMessagePort } from './message-port.ts';
import { openWebSocket } from './web-socket.ts';

export async function openLink(): Promise<Link> {
  const bridge = window.ecsImageMigrator;
  return linkOver(await (bridge === undefined ? openWebSocket(window.location) : openMessagePort(bridge)));
}
