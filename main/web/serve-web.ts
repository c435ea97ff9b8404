/** The web door in its terminal: a link at the start, another whenever Enter is pressed, until it is told to stop. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { DoorCore } from '../doors/door-core.ts';
import { startWebDoor } from './web-door.ts';

export interface WebSeat {
  /** The built page. */
  readonly pageFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Prints a line. */
  readonly write: (line: string) => void;
  /** Where Enter is heard. */
  readonly input: Readable;
  readonly stop: AbortSignal;
  readonly onBug: (error: unknown) => void;
}

/** Resolves after `stop`, with everything that ran suspended and kept, and core closed. Fails as `startWebDoor` does. */
export async function serveWeb(core: DoorCore, seat: WebSeat): Promise<void> {
  const { write, input, stop, onBug } = seat;
  try {
    const door = await startWebDoor({
      service: core.service,
      pageFolder: seat.pageFolder,
      port: seat.port,
      onBug,
    });
    const lines = createInterface({ input, terminal: false });
    try {
      const writeLink = (): void => write(`Open the wizard in a browser on this machine: ${door.freshLink()}`);
      writeLink();
      lines.on('line', writeLink);
      if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
      if (core.busy()) write('Stopping. What was running is kept and can go on later.');
    } finally {
      lines.close();
      await door.close();
    }
    await core.suspend('shutdown');
  } finally {
    await core.close();
  }
}
