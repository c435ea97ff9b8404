/** Keeps the disks being browsed open for a little while, so that not every click opens them anew. */
import type { BlockSource } from '../../disk/block-source.ts';
import { openDisk } from '../../disk/inspect.ts';
import type { Qemu } from '../../disk/qemu.ts';
import { type Browsable, browsableVolumes } from './volumes-view.ts';

export interface ShelfDisk {
  readonly path: string;
  readonly member: string | undefined;
}

interface Kept {
  readonly key: string;
  readonly sources: BlockSource[];
  readonly volumes: readonly Browsable[];
}

const idleMs = 60_000;

/** One server at a time: people look at one. Calls wait for each other, so that no disk is closed while it is read. */
export class GuestShelf {
  readonly #qemu: () => Promise<Qemu>;
  #kept: Kept | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(qemu: () => Promise<Qemu>) {
    this.#qemu = qemu;
  }

  /** Fails as inspection and opening a disk do, and as `look` does. */
  use<T>(
    disks: readonly ShelfDisk[],
    signal: AbortSignal,
    look: (volumes: readonly Browsable[]) => Promise<T> | T,
  ): Promise<T> {
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      const key = JSON.stringify(disks);
      if (this.#kept?.key !== key) {
        await this.#drop();
        this.#kept = await this.#open(key, disks, signal);
      }
      try {
        return await look(this.#kept.volumes);
      } catch (error) {
        // a file that changed is opened anew the next time
        await this.#drop();
        throw error;
      } finally {
        this.#restIn(idleMs);
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#drop());
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act, act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #open(key: string, disks: readonly ShelfDisk[], signal: AbortSignal): Promise<Kept> {
    const qemu = await this.#qemu();
    const sources: BlockSource[] = [];
    try {
      for (const { path, member } of disks) sources.push((await openDisk(path, qemu, signal, member)).blocks);
      return { key, sources, volumes: await browsableVolumes(sources, signal) };
    } catch (error) {
      await Promise.all(sources.map((source) => source.close()));
      throw error;
    }
  }

  async #drop(): Promise<void> {
    clearTimeout(this.#idle);
    const kept = this.#kept;
    this.#kept = undefined;
    await Promise.all(kept?.sources.map((source) => source.close()) ?? []);
  }

  #restIn(ms: number): void {
    clearTimeout(this.#idle);
    if (this.#kept === undefined) return;
    this.#idle = setTimeout(() => void this.close().catch(() => undefined), ms);
    this.#idle.unref();
  }
}
