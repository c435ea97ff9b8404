/** Which practice cloud answers: one already running at a URL, or our own, started when first needed, in the scenario last chosen. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { practiceScenario, type PracticeScenario } from '../../../contract/practice.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { lockFolder } from '../base/lock.ts';
import type { PracticeAccess } from '../accounts/accounts.ts';
import type { PracticeChoice } from '../accounts/clouds.ts';

/** Starts the embedded practice cloud; given by the doors, which may know `practice`. */
export type StartPractice = (
  folder: string,
  scenario: PracticeScenario | undefined,
) => Promise<{ url: string; close(): Promise<void> }>;
/** The keys every practice cloud knows. */
export type PracticeKeys = Omit<PracticeAccess, 'url'>;

export class PracticeClouds {
  readonly #folder: string;
  readonly #start: StartPractice;
  readonly #keys: PracticeKeys;
  #embedded: Promise<PracticeAccess & { close(): Promise<void> }> | undefined;

  constructor(options: { folder: string; start: StartPractice; keys: PracticeKeys }) {
    this.#folder = options.folder;
    this.#start = options.start;
    this.#keys = options.keys;
  }

  async access(choice: PracticeChoice): Promise<PracticeAccess> {
    if (choice.kind === 'url') return { url: choice.url, ...this.#keys };
    this.#embedded ??= this.#embed();
    try {
      return await this.#embedded;
    } catch (error) {
      this.#embedded = undefined; // so that it is tried afresh once the reason is gone
      throw error;
    }
  }

  /** Which lesson our own is in; undefined when none was ever chosen. */
  async scenario(): Promise<PracticeScenario | undefined> {
    const kept = await readFile(this.#scenarioFile(), 'utf8').catch(() => ''); // none was chosen
    return practiceScenario.safeParse(kept.trim()).data;
  }

  /** Our own begins anew in that lesson: whatever was in it is gone. */
  async begin(scenario: PracticeScenario): Promise<void> {
    await this.close();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const lock = await lockFolder(this.#folder); // another program's practice cloud is not ours to empty
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#scenarioFile(), `${scenario}\n`);
    await lock.release();
  }

  #scenarioFile(): string {
    return join(this.#folder, 'scenario');
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
      const cloud = await this.#start(this.#folder, await this.scenario());
      return {
        url: cloud.url,
        ...this.#keys,
        close: () => cloud.close().finally(() => lock.release()),
      };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }
}
