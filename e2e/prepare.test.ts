/** Assess and Prepare as a person goes through them: a hopeless case, a good one prepared, and what later steps take over. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { faultyCentos, plant, runProgram } from '../main/core/prepare/results/test-trees.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';
import { root } from './needs.ts';

const journey = newJourney();

async function open(): Promise<Page> {
  const page = await journey.open();
  await page.getByRole('button', { name: 'New migration' }).click();
  await page.getByRole('heading', { name: 'Is an image the right way?' }).waitFor();
  return page;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label).click();
  await page.locator('.ant-select-item-option', { hasText: option }).first().click();
}
async function server(page: Page, platform: string, os: string): Promise<void> {
  await choose(page, 'Where it runs now', platform);
  await page.getByLabel('Operating system').fill(os);
  await page.keyboard.press('Enter');
}
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await press();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}
/** What would go to the printer; the dialog itself belongs to the browser. */
async function printed(page: Page, button: string): Promise<string> {
  await page.evaluate(() => (window.print = () => undefined));
  await page.getByRole('button', { name: button }).click();
  const sheet = page.locator('.print-sheet');
  await sheet.waitFor({ state: 'attached' });
  const text = (await sheet.textContent()) ?? '';
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  expect(await sheet.count()).toBe(0);
  return text;
}

describe('Assess', () => {
  it('sends forty servers on a thin line another way, with reasons, and hands over', async () => {
    const page = await open();
    await server(page, 'Physical server', 'Windows Server 2012 R2');
    await page.getByLabel('Number of such servers').fill('40');
    await page.getByLabel('System disk, size (GiB)').fill('200');
    await page.getByLabel('Data disks, sizes (GiB)').fill('500, much');
    await page.getByText('This is not a number.').waitFor();
    await page.getByLabel('Data disks, sizes (GiB)').fill('500; 500');
    await page.getByText('Partly by scripts').click();
    await page.getByText('Typed', { exact: true }).click();
    await page.getByLabel('Upload speed (Mbit/s)').fill('2');
    await page.getByText('Use another way.').waitFor();
    await page.getByText('Many servers and a thin line.').waitFor();
    await page.getByText('The ways compared').scrollIntoViewIfNeeded();
    await lookAt(page, 'assess-hopeless');
    const report = await saved(page, () => page.getByRole('button', { name: 'Save as Markdown' }).click());
    expect(report.name).toMatch(/\.md$/);
    expect(report.text).toContain('Use another way.');
    expect(await printed(page, 'Print assessment')).toContain('Many servers and a thin line');
    await page.getByRole('link', { name: 'Go over to Server Migration Center' }).click();
    await page.getByRole('heading', { level: 1, name: /Server Migration Center/ }).waitFor();
  });
});

describe('Prepare', () => {
  it('prepares a CentOS 7 on ESXi with an NFS share, ticks by a result, and later steps use the answers', async () => {
    const page = await open();
    const look = (name: string): Promise<void> => lookAt(page, name);
    await server(page, 'VMware', 'CentOS 7');
    await choose(page, 'Boot mode', 'BIOS');
    await page.getByLabel('System disk, size (GiB)').fill('40');
    await page.getByLabel('System disk, used (GiB)').fill('12');
    await page.getByText('By hand, over the years').click();
    await page.getByText('Typed', { exact: true }).click();
    await page.getByLabel('Upload speed (Mbit/s)').fill('100');
    await page.getByLabel('It may stand still for (hours)').fill('24');
    await page.getByText(/^(Recommended|Possible): bring the disk as an image/).waitFor();

    await page.getByRole('link', { name: 'Next: Prepare' }).click();
    await page.getByText(/^0 of \d+ items settled/).waitFor();
    await page.getByText('SELinux', { exact: false }).first().click();
    await look('prepare-item');

    await page.getByRole('link', { name: 'Shared folder' }).click();
    await page.getByLabel('Its host name or address').fill('station 1');
    await page.getByLabel('Folder to share').fill('store');
    await page.getByLabel('Its address').fill('192.168.0.999');
    await page
      .getByText(/not a host name/i)
      .first()
      .waitFor();
    await page.getByLabel('Its host name or address').fill('station');
    await page.getByLabel('Folder to share').fill('/data/store');
    await page.getByLabel('Its address').fill('192.168.0.11');
    await page.getByText('station:/data/store').first().waitFor();
    await look('prepare-share');
    await page.getByLabel('Folder to try').fill(join(journey.folder, 'nowhere'));
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('There is no such folder.').waitFor();
    await page.getByLabel('Folder to try').fill(journey.folder);
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('can be reached.').waitFor();

    await page.getByRole('link', { name: 'Capture', exact: true }).click();
    await page.getByText('What lies there at the end').waitFor();
    await look('prepare-capture');

    await page.getByRole('link', { name: 'Check script' }).click();
    const script = await saved(page, () => page.getByRole('button', { name: 'Save check-linux.sh' }).click());
    const parts = join(root, 'assets', 'check-scripts', 'check-linux');
    const texts = (await readdir(parts)).sort().map((name) => readFile(join(parts, name), 'utf8'));
    expect(script.text).toBe((await Promise.all(texts)).join(''));
    await page.getByText('Read the script').click();
    const tree = join(journey.folder, 'centos');
    await plant(tree, { ...faultyCentos, 'etc/redhat-release': 'CentOS Linux release 7.9.2009 (Core)\n' });
    await writeFile(join(journey.folder, 'check.sh'), script.text);
    const { stdout } = await runProgram('sh', [join(journey.folder, 'check.sh'), '--root', tree]);
    const result = join(journey.folder, 'result.json');
    await writeFile(result, stdout);
    await page.getByLabel('Path of the result file').fill(result);
    await page.getByRole('button', { name: 'Read result' }).click();
    await page.getByText('Result brought back').waitFor();
    await page.getByRole('link', { name: 'Checklist' }).click();
    await page.getByText('found by the script').first().waitFor();
    await page.getByText(/^[1-9]\d* of \d+ items settled/).waitFor();
    await look('prepare-ticked');

    // a link of another screen opens an item by its name; a note and a state of one's own are kept
    await page.evaluate(() => (window.location.hash = window.location.hash.replace('checklist', 'selinux')));
    await page.getByText('SELINUX=enforcing').waitFor();
    await page
      .getByRole('radiogroup', { name: /SELinux/ })
      .getByText('later')
      .click();
    await page.getByLabel('Note').fill('after the last backup');
    const sheet = await printed(page, 'Print sheet');
    expect(sheet).toContain('CentOS 7');
    expect(sheet).toContain('after the last backup');
    await page.getByText('Saved', { exact: true }).waitFor();

    const again = await journey.door.killAndReopen();
    await again.getByRole('link', { name: 'Untitled migration', exact: true }).click();
    await again.getByRole('heading', { name: 'Prepare the server and take its disk' }).waitFor();
    await again.getByText('SELinux', { exact: false }).first().click();
    await expect.poll(() => again.getByLabel('Note').inputValue()).toBe('after the last backup');
    await again.getByRole('link', { name: 'Next: Disks' }).click();
    await again.getByLabel('Or type or paste paths, one per line').fill(journey.sample);
    await again.getByRole('button', { name: 'Add', exact: true }).click();
    await again.getByText('Accepted').waitFor({ timeout: 30_000 });
    await again.getByRole('link', { name: 'Target' }).click();
    await again.getByText('From your answers').first().waitFor();
    // what the disk says goes before what was answered
    await again.getByText('Found on the disk').first().waitFor();
    await again.getByText('Debian', { exact: true }).first().waitFor();
    await lookAt(again, 'target-answers');
  });
});

describe('Learn', () => {
  it('has every page without a network, finds a code in the error book, and starts a lesson', async () => {
    const page = await open();
    await page.getByRole('link', { name: 'Learn' }).click();
    for (const topic of ['Steps', 'Tools', 'Glossary', 'Limits', 'Practice cloud', 'Error book']) {
      await page.getByRole('link', { name: topic, exact: true }).click();
      await page.locator('.learn-entries, .card').first().waitFor();
      const looked = ['Limits', 'Practice cloud', 'Error book'].includes(topic);
      if (looked) await lookAt(page, `learn-${topic.toLowerCase().replace(' ', '-')}`);
    }
    await page.getByLabel('Search by code or words').fill('InvalidOSSBucket.NotMatched');
    await page.getByText('1 code', { exact: true }).waitFor();
    await page.evaluate(() => (window.location.hash = '#/learn/errors/Throttling.Api'));
    await page.getByLabel('Search by code or words').fill('');
    await page.locator('.learn-shown code', { hasText: 'Throttling' }).waitFor();
  });
});
