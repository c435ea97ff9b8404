/**
 * Serves bytes that this program makes to a qemu program, read only: on a socket in a folder only we may enter; where such
 * sockets are not to be had, on loopback with a key that only both ends know.
 */
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { ServedAt } from '../qemu-source.ts';
import { writeSharedKey } from './nbd-key.ts';
import type { SharedKey } from './nbd-handshake.ts';
import { fitsSocketPath, type Transport } from './nbd-server.ts';
import { serveNbd, type Served } from './nbd-session.ts';

export interface NbdExport {
  readonly at: ServedAt;
  /** Why a read failed first; the reader only learns that one did. */
  firstFailure(): unknown;
  /** Hangs up on every reader. */
  close(): Promise<void>;
}

/** A program that is killed leaves its folder; whose it was, its name says. */
const folderPrefix = 'ecs-nbd-export-';

async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = /^ecs-nbd-export-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export async function exportOverNbd(served: Served, options: { transport?: Transport } = {}): Promise<NbdExport> {
  await removeLeftFolders();
  // only its owner may enter a folder made so
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const socketPath = join(folder, 's');
  const transport = options.transport ?? (fitsSocketPath(socketPath) ? 'socket' : 'loopback');
  const shared = transport === 'socket' ? undefined : await writeSharedKey(folder);
  const sockets = new Set<Socket>();
  let failure: unknown;
  const watched: Served = {
    ...served,
    read: async (offset, length) => {
      try {
        return await served.read(offset, length);
      } catch (error) {
        failure ??= error;
        throw error;
      }
    },
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    // what is wrong with a connection ends that connection
    serveNbd(socket, watched, shared === undefined ? undefined : (plain) => secure(plain, shared))
      .catch(() => undefined)
      .finally(() => socket.destroy());
  });
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const at = await listen(
      server,
      shared === undefined ? socketPath : { keyFolder: folder, identity: shared.identity },
    );
    return { at, firstFailure: () => failure, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(
  server: Server,
  place: string | { readonly keyFolder: string; readonly identity: string },
): Promise<ServedAt> {
  const host = '127.0.0.1';
  if (typeof place === 'string') server.listen(place);
  else server.listen(0, host);
  await once(server, 'listening');
  if (typeof place === 'string') return { socketPath: place };
  return { ...place, host, port: (server.address() as AddressInfo).port };
}

/** The server's side of TLS by the shared key alone. */
async function secure(plain: Socket, { identity, key }: SharedKey): Promise<Socket> {
  const server = createTlsServer({
    ciphers: 'PSK',
    maxVersion: 'TLSv1.2', // by its later ways qemu's library and Node do not find to each other with a key alone
    pskCallback: (_socket, name) => (name === identity ? key : null),
  });
  const ready = once(server, 'secureConnection');
  server.on('tlsClientError', (error) => plain.destroy(error));
  server.emit('connection', plain);
  const gone = once(plain, 'close').then(() => Promise.reject(new Error('no secure connection')));
  const [socket] = (await Promise.race([ready, gone])) as [Socket];
  gone.catch(() => undefined);
  return socket;
}
