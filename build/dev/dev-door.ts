/** The web door behind the dev server: its process, run from the sources, and started anew on request. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newestNode, root, say } from '../setup.mjs';

export interface DevDoor {
  readonly port: number;
  /** Resolves once the door answers. */
  ready(): Promise<void>;
  /** Starts it, or ends it and starts it anew; once for several files saved together. */
  restart(): void;
  close(): Promise<void>;
}

const gatherMs = 100;
const patienceMs = 10_000;

/** A door that is still to be started. `onLine` hears what it prints, and whether it is the first line of this start. */
export async function devDoor(
  args: readonly string[],
  onLine: (line: string, isFirst: boolean) => Promise<void>,
): Promise<DevDoor> {
  const port = await freePort();
  const command = ['--no-deprecation', join(root, 'main', 'web', 'main.ts'), ...args, '--port', String(port)];
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  let up = new Promise<void>(() => undefined);
  let turn: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** Resolves with its first line; never when it ends before. */
  const start = (): Promise<void> => {
    const started = spawn(newestNode(), command, { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
    child = started;
    gone = new Promise((resolve) => {
      started.once('error', (error) => say(String(error)));
      started.once('close', (status) => {
        if (child === started) say(`The web door ended (${String(status)}); a change of its sources starts it again.`);
        resolve();
      });
    });
    const lines = createInterface({ input: started.stdout });
    return new Promise((resolve) => {
      lines.once('line', (first) => {
        lines.on('line', (line) => void onLine(line, false));
        void onLine(first, true).then(resolve);
      });
    });
  };
  const stop = async (): Promise<void> => {
    const stopped = child;
    child = undefined; // this end is meant
    stopped?.kill('SIGTERM');
    const late = setTimeout(() => stopped?.kill('SIGKILL'), patienceMs);
    await gone;
    clearTimeout(late);
  };

  return {
    port,
    ready: () => up,
    restart() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        turn = turn.then(stop);
        up = turn.then(start);
      }, gatherMs);
    },
    async close() {
      clearTimeout(timer);
      turn = turn.then(stop);
      await turn;
    },
  };
}

/** A port that is free now, so that the door is found at the same one after each start. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
