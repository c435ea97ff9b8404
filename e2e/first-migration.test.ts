/** The first migration, as a person makes it: from the empty home page to Finish, and what is in the cloud afterwards. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runQemuImg, sha256Of } from '../build/test-disks.ts';
import { ossClient, requestsOf } from '../practice/test-help.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';
import { doors } from './doors.ts';
import { toFinish, toRun } from './steps.ts';

const MiB = 2 ** 20;

describe.each(doors)('first migration, $name', (through) => {
  const journey = newJourney(through);

  it('goes from the empty home page to Finish; the object equals the source', async () => {
    const page = await journey.open({
      timetable: { importMs: 2_000, checkMs: 1_500 },
      world: { bytesPerSecond: 8 * MiB },
    });
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const look = (name: string): Promise<void> => lookAt(page, through.shots + name);
    const before = await sha256Of(journey.sample);
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
    expect(errors).toEqual([]);
    expect(await sha256Of(journey.sample)).toBe(before);

    const { objects } = await ossClient(journey.bench.cloud).list({ 'max-keys': 10 }, {});
    const key = objects[0]?.name ?? '';
    const fetched = join(journey.folder, 'fetched.qcow2');
    await ossClient(journey.bench.cloud).get(key, fetched);
    expect(await runQemuImg(['compare', '-f', 'vmdk', '-F', 'qcow2', journey.sample, fetched])).toContain('identical');
  });

  it('survives its program being killed in mid-upload: the page offers to go on, and nothing is sent twice', async () => {
    const page = await journey.open({
      timetable: { importMs: 300, checkMs: 100 },
      world: { bytesPerSecond: 12 * MiB },
    });
    await toRun(page);
    await page.getByText('Uploading parts').first().waitFor();
    const accepted = async (): Promise<number[]> =>
      (await requestsOf(journey.bench.cloud))
        .filter(({ action, status }) => action === 'UploadPart' && status === 200)
        .map(({ partNumber }) => partNumber ?? 0);
    await expect.poll(async () => (await accepted()).length, { timeout: 30_000 }).toBeGreaterThan(0);
    const again = await journey.door.killAndReopen();
    await again.getByRole('button', { name: 'Go on' }).first().click();
    await again
      .getByRole('link', { name: /^(See the r|R)esult/ })
      .first()
      .waitFor({ timeout: 60_000 });
    const parts = await accepted();
    expect(parts).toEqual([...new Set(parts)]);
  });
});
