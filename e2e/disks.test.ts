/** The step Disks with real disks: split ones with a piece missing, packed ones, a package of two, and seventeen at once. */
import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { makeRawDisk, ovfOf, runQemuImg, tarOf } from '../build/test-disks.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';

const journey = newJourney();
const MiB = 2 ** 20;
const patient = { timeout: 30_000 };

/** A new migration, at its step Disks. */
async function open(): Promise<Page> {
  const page = await journey.open();
  await page.getByRole('button', { name: 'New migration' }).click();
  await page.getByRole('link', { name: 'Skip to Disks' }).click();
  await pathsOf(page).waitFor();
  return page;
}
const pathsOf = (page: Page) => page.getByLabel('Or type or paste paths, one per line');
const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
async function add(page: Page, ...paths: string[]): Promise<void> {
  await pathsOf(page).fill(paths.join('\n'));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}
const next = (page: Page) => page.getByRole('button', { name: 'Next: Check' });

describe('the step Disks', () => {
  it('finds a split disk by any piece, names the missing one, and takes it once it is back', async () => {
    const set = join(journey.folder, 'split');
    await mkdir(set);
    // Pieces hold 2 GiB of the disk each.
    const raw = await makeRawDisk(join(journey.folder, 'split.raw'), { bytes: 5_000 * MiB });
    const split = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=twoGbMaxExtentSparse'];
    await runQemuImg(['convert', ...split, raw, join(set, 'web.vmdk')]);
    await rename(join(set, 'web-s002.vmdk'), join(journey.folder, 'away.vmdk'));
    const page = await open();
    await add(page, `"${join(set, 'web-s003.vmdk')}"`);
    const web = page.getByRole('article');
    await web.getByText('Refused').waitFor();
    const missing = web.getByRole('row', { name: /web-s002\.vmdk missing/ });
    expect(await missing.textContent()).toContain('Copy web-s002.vmdk into the same folder');
    await lookAt(page, 'disks-split');
    expect(await next(page).isDisabled()).toBe(true);
    await rename(join(journey.folder, 'away.vmdk'), join(set, 'web-s002.vmdk'));
    await web.getByRole('button', { name: 'Inspect again' }).click();
    await web.getByText('4 files, all found').waitFor();
    // Another piece of the same disk is no second disk.
    await add(page, join(set, 'web-s001.vmdk'));
    await expect.poll(() => pathsOf(page).inputValue(), patient).toBe('');
    await expect.poll(() => web.count(), patient).toBe(1);
  });

  it('unpacks a packed disk and takes what was in it', async () => {
    const raw = await makeRawDisk(join(journey.folder, 'packed.raw'), { bytes: 96 * MiB });
    await writeFile(join(journey.folder, 'db.raw.gz'), gzipSync(await readFile(raw), { level: 1 }));
    const page = await open();
    await add(page, join(journey.folder, 'db.raw.gz'));
    await page.getByText('This file is packed (gzip).').waitFor();
    await lookAt(page, 'disks-packed');
    await page.getByRole('button', { name: 'Unpack', exact: true }).click();
    const name = () => page.getByRole('article').getAttribute('aria-label');
    await expect.poll(name, patient).toMatch(/raw$/);
    await page.getByText('Accepted').or(page.getByText('Needs attention')).first().waitFor();
  });

  it('lets one choose among the disks of a package', async () => {
    const raw = await makeRawDisk(join(journey.folder, 'inner.raw'), { bytes: 64 * MiB });
    const inner = join(journey.folder, 'inner.vmdk');
    await runQemuImg(['convert', '-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized', raw, inner]);
    const data = await readFile(inner);
    const disks = ['web-disk1.vmdk', 'web-disk2.vmdk'].map((href) => ({ href, capacityBytes: 64 * MiB }));
    const ova = join(journey.folder, 'web.ova');
    await writeFile(
      ova,
      tarOf([{ name: 'web.ovf', data: Buffer.from(ovfOf(disks)) }, ...disks.map(({ href }) => ({ name: href, data }))]),
    );
    const page = await open();
    await add(page, ova);
    await page.getByText('It holds 2 disks. Choose those to migrate.').waitFor();
    expect(await page.getByRole('article').count()).toBe(2);
    await lookAt(page, 'disks-package');
    await page.getByRole('checkbox', { name: 'web-disk2.vmdk' }).uncheck();
    await expect.poll(() => page.getByRole('article').count(), patient).toBe(1);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await card(page, 'web-disk1.vmdk').getByText('64 MiB').first().waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  });

  it('takes seventeen disks, and an exchange of places', async () => {
    const raw = await makeRawDisk(join(journey.folder, 'one.raw'), { bytes: 32 * MiB });
    const disk = join(journey.folder, 'one.qcow2');
    await runQemuImg(['convert', '-f', 'raw', '-O', 'qcow2', raw, disk]);
    const paths = Array.from({ length: 17 }, (_, index) => join(journey.folder, `disk-${index}.qcow2`));
    for (const path of paths) await copyFile(disk, path);
    const page = await open();
    await add(page, ...paths);
    await expect
      .poll(() => page.getByText('Accepted').or(page.getByText('Needs attention')).count(), {
        timeout: 60_000,
      })
      .toBe(17);
    await lookAt(page, 'disks-many');
    await page.getByRole('combobox', { name: 'Role of disk-16.qcow2' }).press('Enter');
    // From the last place on to the first.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('article').first().getAttribute('aria-label'), patient)
      .toBe('disk-16.qcow2');
  });

  it('says how to name a dropped file, and takes another folder for converted disks', async () => {
    const page = await open();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'web.vmdk'));
      const zone = document.querySelector('.drop-zone');
      for (const kind of ['dragenter', 'dragover', 'drop'])
        zone?.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.getByText('A browser does not tell where a dropped file lies').waitFor();
    await add(page, journey.sample);
    await page.getByLabel('Folder for converted disks').fill(journey.folder);
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await page.getByText(/ free\./).waitFor();
    await lookAt(page, 'disks-staging');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Use the data folder' }).waitFor();
  });
});
