/** The first migration, as a person makes it: from the empty home page to Finish, and what is in the cloud afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { makeSampleDisk } from '../build/sample-disk.ts';
import { runQemuImg, sha256Of } from '../build/test-disks.ts';
import { openBench, ossClient, requestsOf, type Bench } from '../practice/test-help.ts';
import { lookAt } from './look.ts';
import { doors, type JourneyDoor } from './doors.ts';
import { toFinish, toRun } from './steps.ts';
import type { Door } from './web-wizard.ts';

const MiB = 2 ** 20;
let folder: string;
let sample: string;
let bench: Bench;
let door: Door;
const closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journey-disk-'));
  sample = await makeSampleDisk(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const opened of closing.splice(0)) await opened.close();
});

async function open(through: JourneyDoor, faults: object): Promise<Page> {
  bench = await openBench(faults);
  closing.unshift(bench);
  door = await through.open(['--practice', bench.cloud.url, '--sample', sample]);
  closing.unshift(door);
  return door.page;
}

describe.each(doors)('first migration, $name', (through) => {
  it('goes from the empty home page to Finish; the object equals the source', async ({ skip }) => {
    if (through.missing !== undefined) return skip(through.missing);
    const page = await open(through, {
      timetable: { importMs: 2_000, checkMs: 1_500 },
      world: { bytesPerSecond: 8 * MiB },
    });
    const problems: string[] = [];
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const look = async (name: string): Promise<void> =>
      void problems.push(...(await lookAt(page, through.shots + name)));
    const before = await sha256Of(sample);
    await toRun(page, look);
    await toFinish(page, look);
    await page.getByRole('link', { name: 'Migrations' }).first().click();
    await page.getByText('Practice run').first().waitFor();
    await look('home-after');
    for (const room of ['Accounts', 'Settings']) {
      await page.getByRole('link', { name: room }).click();
      await page.getByRole('heading', { level: 1, name: room }).waitFor();
      await look(room.toLowerCase());
    }
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
    expect(await sha256Of(sample)).toBe(before);

    const { objects } = await ossClient(bench.cloud).list({ 'max-keys': 10 }, {});
    const key = objects[0]?.name ?? '';
    const fetched = join(folder, 'fetched.qcow2');
    await ossClient(bench.cloud).get(key, fetched);
    expect(await runQemuImg(['compare', '-f', 'vmdk', '-F', 'qcow2', sample, fetched])).toContain(
      'identical',
    );
  });

  it('survives its program being killed in mid-upload: the page offers to go on, and nothing is sent twice', async ({
    skip,
  }) => {
    if (through.missing !== undefined) return skip(through.missing);
    const page = await open(through, {
      timetable: { importMs: 300, checkMs: 100 },
      world: { bytesPerSecond: 12 * MiB },
    });
    await toRun(page);
    await page.getByText('Uploading parts').first().waitFor();
    const accepted = async (): Promise<number[]> =>
      (await requestsOf(bench.cloud))
        .filter(({ action, status }) => action === 'UploadPart' && status === 200)
        .map(({ partNumber }) => partNumber ?? 0);
    await expect.poll(async () => (await accepted()).length, { timeout: 30_000 }).toBeGreaterThan(0);
    const again = await door.killAndReopen();
    await again.getByRole('button', { name: 'Go on' }).first().click();
    await again
      .getByRole('link', { name: /^(See the r|R)esult/ })
      .first()
      .waitFor({ timeout: 60_000 });
    const parts = await accepted();
    expect(parts).toEqual([...new Set(parts)]);
  });
});
