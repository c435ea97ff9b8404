/** What the journeys share: a folder with the sample disk, a practice cloud and a door per test, their end, and what a failed one showed. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Page } from 'playwright-core';
import { makeSampleDisk } from '../build/sample-disk.ts';
import { openBench, type Bench } from '../practice/test-help.ts';
import { browserDoor, type JourneyDoor } from './doors.ts';
import { shots } from './needs.ts';
import type { Door } from './web-wizard.ts';

export interface Journey<D extends Door> {
  readonly folder: string;
  /** The sample disk, in the folder. */
  readonly sample: string;
  /** Of the running test, once it opened them. */
  readonly bench: Bench;
  readonly door: D;
  /** A practice cloud with these faults, and the program on an empty data folder. */
  open(faults?: object): Promise<Page>;
}

/** For the tests of the file or group it is called in; they are skipped where the machine lacks what the door needs. */
export function newJourney<D extends Door = Door>(through: JourneyDoor<D> = browserDoor as JourneyDoor<D>): Journey<D> {
  let folder = '';
  let sample = '';
  let bench: Bench | undefined;
  let door: D | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journey-'));
    if (through.missing === undefined) sample = await makeSampleDisk(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(({ skip }) => {
    if (through.missing !== undefined) skip(through.missing);
  });
  afterEach(async ({ task }) => {
    const [error] = task.result?.errors ?? [];
    if (error !== undefined && door !== undefined) error.message += await shownAt(door, task.name);
    await door?.close();
    await bench?.close();
    door = bench = undefined;
  });

  return {
    get folder() {
      return folder;
    },
    get sample() {
      return sample;
    },
    get bench() {
      return opened(bench);
    },
    get door() {
      return opened(door);
    },
    async open(faults) {
      bench = await openBench(faults);
      door = await through.open(['--practice', bench.cloud.url, '--sample', sample]);
      return door.page;
    },
  };
}

function opened<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('the journey opened nothing yet');
  return one;
}

/** A picture of the page and the beginning of its text, to explain a failure. */
async function shownAt({ page }: Door, test: string): Promise<string> {
  const picture = join(shots, `failed-${test.replace(/\W+/g, '-').slice(0, 60)}.png`);
  try {
    await mkdir(shots, { recursive: true });
    await page.screenshot({ path: picture, timeout: 5_000 });
    const text = await page.locator('body').innerText({ timeout: 5_000 });
    return `\nThe page at its end (${picture}): ${text.replace(/\s+/g, ' ').slice(0, 1_500)}`;
  } catch (error) {
    return `\nThe page cannot be shown: ${String(error)}`;
  }
}
