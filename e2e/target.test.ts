/** The cloud side as a person goes about it: role and tags, an object that is in OSS already, a cancel, keys that are refused, and where no secret may be. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { makeRawDisk, mbr } from '../build/test-disks.ts';
import { ossClient, requestsOf, sdkClients } from '../practice/test-help.ts';
import * as ecsModule from '@alicloud/ecs20140526';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';

const journey = newJourney();
const MiB = 2 ** 20;
const patient = { timeout: 60_000 };
const bucket = 'migration-demo';

const open = (faults: object): Promise<Page> => journey.open({ timetable: { importMs: 400, checkMs: 100 }, ...faults });
const start = (page: Page) => page.getByRole('button', { name: 'Start migration' });
const seeResult = (page: Page) => page.getByRole('link', { name: 'See the result' });

async function images(): Promise<ecsModule.DescribeImagesResponseBodyImagesImage[]> {
  const request = new ecsModule.DescribeImagesRequest({
    regionId: 'cn-hangzhou',
    status: 'Creating,Available',
  });
  return (await sdkClients(journey.bench.cloud).ecs.describeImages(request)).body?.images?.image ?? [];
}
/** A new migration, at the step Target, about to import what is in OSS. */
async function toObject(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New migration' }).first().click();
  await page.getByRole('link', { name: 'Skip to Disks' }).click();
  await page.getByRole('button', { name: 'Import an object from OSS' }).click();
}
async function find(page: Page, address: string): Promise<void> {
  await page.getByLabel(/^OSS Object Address/).fill(address);
  await page.getByRole('button', { name: 'Find' }).click();
}
async function choosePlatform(page: Page, name: string): Promise<void> {
  await page.getByLabel('Platform').fill(name);
  await page.keyboard.press('Enter');
}
/** A disk that another program has put there. */
const putDisk = (key: string): Promise<unknown> => ossClient(journey.bench.cloud).put(key, bootDisk());
function bootDisk(): Buffer {
  const partition = { type: 0x83, start: 2048, sectors: 2048, active: true };
  return Buffer.concat([mbr([partition]), Buffer.alloc(2 * MiB - 512)]);
}

describe('the cloud side', () => {
  it('a server with a data disk and tags, after the role ECS needs was made on the spot', async () => {
    const data = await makeRawDisk(join(journey.folder, 'data.raw'), { bytes: 8 * MiB });
    const page = await open({ world: { role: 'missing', rolePropagationMs: 1_500 } });
    await page.getByRole('button', { name: 'Practice run with the sample disk' }).click();
    await page.getByText('Accepted').waitFor();
    await page.getByLabel('Or type or paste paths, one per line').fill(data);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.poll(() => page.getByRole('article').count(), patient).toBe(2);
    await page.getByRole('button', { name: 'Next: Check' }).click();
    await page.getByRole('button', { name: 'Next: Target' }).click();
    await choosePlatform(page, 'Debian');
    for (const [index, [key, value]] of [
      ['team', 'web'],
      ['cost', ''],
    ].entries()) {
      await page.getByRole('button', { name: 'Add a tag' }).click();
      await page.getByLabel(`Key of tag ${index + 1}`).fill(key ?? '');
      await page.getByLabel(`Value of tag ${index + 1}`).fill(value ?? '');
    }
    await page.getByRole('radio', { name: 'Remove them' }).check();
    await page.getByRole('button', { name: 'Set up the role…' }).click(patient);
    await lookAt(page, 'target-role');
    await page.getByRole('button', { name: 'Create it…' }).click();
    await lookAt(page, 'target-role-consent');
    await page.getByRole('button', { name: 'Create the role' }).click();
    // ECS hears of it a moment later; until then it is asked again by itself.
    await expect.poll(() => start(page).isEnabled(), patient).toBe(true);
    await page.getByLabel('Image Name').scrollIntoViewIfNeeded();
    await lookAt(page, 'target-form');
    await start(page).click();
    await seeResult(page).click(patient);
    await page.getByText('Nothing was left behind.').waitFor(patient);
    const [image] = await images();
    expect(image?.tags?.tag?.map(({ tagKey, tagValue }) => [tagKey, tagValue])).toEqual([
      ['team', 'web'],
      ['cost', ''],
    ]);
    expect(image?.diskDeviceMappings?.diskDeviceMapping).toHaveLength(2);
    expect((await ossClient(journey.bench.cloud).list({ 'max-keys': 10 }, {})).objects ?? []).toEqual([]);
  });

  it('a cancel while ECS imports leaves no image, and an object that was there before as it was', async () => {
    const page = await open({ timetable: { importMs: 120_000, checkMs: 100 } });
    await putDisk('images/web 01.raw');
    await toObject(page);
    await find(page, `https://${bucket}.oss-cn-hangzhou.aliyuncs.com/images/gone.raw`);
    await page.getByText('The object is not there').waitFor();
    await find(page, `https://${bucket}.oss-cn-hangzhou.aliyuncs.com/images/web%2001.raw?Signature=abc`);
    await page.getByRole('cell', { name: 'images/web 01.raw', exact: true }).waitFor();
    await choosePlatform(page, 'Ubuntu');
    await expect.poll(() => start(page).isEnabled(), patient).toBe(true);
    await lookAt(page, 'target-object');
    await start(page).click();
    await page.getByText('ECS makes a snapshot along with the image').waitFor(patient);
    await lookAt(page, 'run-import');
    await page.getByRole('button', { name: 'Cancel migration…' }).click();
    await page.getByRole('button', { name: 'Cancel the migration' }).click();
    await page.getByText('This migration was cancelled.').waitFor(patient);
    expect(await images()).toEqual([]);

    const written = (await requestsOf(journey.bench.cloud)).filter(
      ({ service, action }) => service === 'oss' && /Multipart|Upload|Delete/.test(action),
    );
    expect(written).toEqual([]);
  });

  it('an object that is in OSS already becomes an image, after a wrong secret, and no secret is kept anywhere', async () => {
    const wrong = 'Wr0ngSecretOfNobody4711';
    const page = await open({ world: { denied: ['ecs:DescribeSnapshots', 'ecs:CopyImage'] } });
    const { accessKeyId, accessKeySecret } = journey.bench.cloud;
    await putDisk('web02.raw');
    await page.getByRole('link', { name: 'Settings' }).click();
    const detailed = page.getByRole('radio', { name: 'Detailed' });
    await detailed.click();
    await expect.poll(() => detailed.isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Accounts' }).click();
    // Typed, not filled: the test must not put it into the page's memory itself.
    const enter = async (secret: string): Promise<void> => {
      await page.getByLabel('AccessKey secret').pressSequentially(secret);
      await page.getByRole('button', { name: 'Test and add' }).click();
    };
    await page.getByLabel(/^Name/).fill('Migration user');
    await page.getByLabel('AccessKey ID').fill(accessKeyId);
    await enter(wrong);
    await page.getByText('The cloud does not accept the AccessKey').waitFor(patient);
    await page
      .getByText(/SignatureDoesNotMatch/)
      .first()
      .waitFor();
    await page.getByText(/Check the AccessKey ID and secret/).waitFor();
    await lookAt(page, 'accounts-refused');
    await enter(accessKeySecret);
    await page.getByText('Migration user was accepted and added.').waitFor(patient);
    await page.getByRole('button', { name: 'Test, rights and roles of Migration user' }).click();
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('The account is accepted.').waitFor(patient);
    await page.getByRole('button', { name: 'Check the rights' }).click();
    await page.getByText('One right that a migration needs is missing').waitFor(patient);
    await lookAt(page, 'accounts');

    await page.getByRole('link', { name: 'Migrations' }).click();
    await toObject(page);
    await page.getByLabel(/^Account/).click();
    await page.getByTitle(/Migration user/).click();
    await find(page, `oss://${bucket}/web02.raw`);
    await page.getByRole('cell', { name: 'web02.raw', exact: true }).waitFor(patient);
    await choosePlatform(page, 'CentOS');
    await expect.poll(() => start(page).isEnabled(), patient).toBe(true);
    await start(page).click();
    await seeResult(page).click(patient);
    await page.getByText('These objects were imported as they were.').waitFor();
    await lookAt(page, 'finish-object');
    expect(await images()).toHaveLength(1);

    const requests = await readFile(join(journey.door.dataFolder, 'requests.jsonl'), 'utf8');
    expect(requests).toContain('ImportImage');
    const kept = [page.url(), await page.content(), await storagesOf(page), await heapOf(page)];
    for (const file of await filesIn(journey.door.dataFolder)) kept.push(await readFile(file, 'latin1'));
    // as real as it gets: the page's memory, the record, the log, the report
    expect(kept[3]?.length).toBeGreaterThan(1_000_000);
    expect(kept.length).toBeGreaterThan(6);
    for (const text of kept) {
      expect(text.includes(wrong)).toBe(false);
      expect(text.includes(accessKeySecret)).toBe(false);
    }
  });
});

const storagesOf = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));

/** Everything the page's memory holds, after what is not needed was thrown away. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
