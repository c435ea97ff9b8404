/** Which practice cloud answers: one already running at a URL, or our own, started when first needed. */
import { mkdir } from 'node:fs/promises';
import { lockFolder } from './base/lock.ts';
import type { Credentials } from './cloud/cloud.ts';
import type { PracticeAccess } from './accounts.ts';
import type { PracticeChoice } from './migration/record.ts';

/** Starts the embedded practice cloud; given by the doors, which may know `practice`. */
export type StartPractice = (
  folder: string,
) => Promise<{ url: string; credentials: Credentials; close(): Promise<void> }>;

export class PracticeClouds {
  readonly #folder: string;
  readonly #start: StartPractice;
  readonly #demoKeys: Credentials;
  #embedded: Promise<PracticeAccess & { close(): Promise<void> }> | undefined;

  constructor(options: { folder: string; start: StartPractice; demoKeys: Credentials }) {
    this.#folder = options.folder;
    this.#start = options.start;
    this.#demoKeys = options.demoKeys;
  }

  async access(choice: PracticeChoice): Promise<PracticeAccess> {
    if (choice.kind === 'url') return { url: choice.url, credentials: this.#demoKeys };
    this.#embedded ??= this.#embed();
    try {
      return await this.#embedded;
    } catch (error) {
      this.#embedded = undefined; // so that it is tried afresh once the reason is gone
      throw error;
    }
  }

  async close(): Promise<void> {
    const embedded = this.#embedded;
    this.#embedded = undefined;
    await embedded?.then((cloud) => cloud.close()).catch(() => undefined); // it never started: nothing to close
  }

  async #embed() {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const lock = await lockFolder(this.#folder);
    try {
      const cloud = await this.#start(this.#folder);
      return {
        url: cloud.url,
        credentials: cloud.credentials,
        close: () => cloud.close().finally(() => lock.release()),
      };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }
}
