/** The Images room as a person uses it: copies with their own fates, sharing seen from the other side, a trial instance, a move over a kill. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { requestsOf } from '../practice/test-help.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';

const journey = newJourney();

async function open(world: object, timetable: object = {}): Promise<Page> {
  const page = await journey.open({
    timetable: { copyMs: 1_500, instanceMs: 1_500, checkMs: 200, ...timetable },
    world: { images: ['web01-base'], ...world },
  });
  await page.getByRole('link', { name: 'Images' }).click();
  await page.getByRole('heading', { level: 1, name: 'Images' }).waitFor();
  return page;
}
const look = (page: Page, name: string): Promise<void> => lookAt(page, `images-${name}`);

async function choose(page: Page, label: string | RegExp, option: RegExp): Promise<void> {
  await page.getByLabel(label).first().click();
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}

describe('images', () => {
  it('copies to two regions of which one fails, and tries that one again', async () => {
    const page = await open({ copyFailsTo: ['cn-beijing'] });
    await page.getByRole('link', { name: 'web01-base' }).waitFor();
    await look(page, 'list');
    await page.getByRole('link', { name: 'web01-base' }).click();
    await page.getByText('Image ID').waitFor();
    await page.getByRole('link', { name: 'Copy', exact: true }).click();
    const regions = page.getByLabel('To regions');
    await regions.click();
    for (const region of ['cn-shanghai', 'cn-beijing']) {
      await regions.fill(region);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Start copying' }).click();
    const copies = page.getByRole('table');
    const row = (region: string) => copies.getByRole('row').filter({ hasText: region });
    await row('cn-shanghai').getByText('Available').waitFor();
    await row('cn-beijing').getByText('The copy failed').waitFor();
    await look(page, 'copies');
    await row('cn-beijing')
      .getByRole('button', { name: /^Try again/ })
      .click();
    await row('cn-beijing').getByText('Being copied').waitFor();
    const asked = (await requestsOf(journey.bench.cloud)).filter(({ action }) => action === 'CopyImage');
    expect(asked).toHaveLength(3);
  });

  it('shares, is seen from the second account, and is not any more when that is ended', async () => {
    const page = await open({});
    await page.getByRole('link', { name: 'web01-base' }).click();
    await page.getByRole('link', { name: 'Share', exact: true }).click();
    const ids = page.getByLabel('Account IDs');
    await ids.fill('12345');
    await page.getByText('is not an account ID').waitFor();
    await ids.fill('1000000000000002');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const end = page.getByRole('button', { name: 'End sharing with 1000000000000002' });
    await end.waitFor();
    await look(page, 'share');
    const sharedAt = page.url();
    await choose(page, /^Account$/, /second account/);
    await page.getByText('No custom image here yet').waitFor();
    await look(page, 'empty');
    await page.getByRole('link', { name: 'Shared with this account' }).click();
    await page.getByRole('link', { name: 'web01-base' }).click();
    await page.getByText('Shared by').waitFor();
    await page.goto(sharedAt);
    await end.click();
    await page.getByText('Nobody yet.').waitFor();
    await choose(page, /^Account$/, /second account/);
    await page.getByRole('link', { name: 'Shared with this account' }).click();
    await page.getByText('Nobody shares an image with this account here').waitFor();
    await page.getByText('ID of this account: 1000000000000002').waitFor();
  });

  it('starts a trial instance, follows it to Running, and releases it by its name', async () => {
    const page = await open({});
    await page.getByRole('link', { name: 'web01-base' }).click();
    await page.getByRole('link', { name: 'Trial instance' }).click();
    await page.getByLabel('Instance type').waitFor();
    await page.getByRole('radio', { name: 'a new password' }).check();
    await page.getByLabel(/^Password/).fill('too-short');
    await page.getByText('Use at least three of').waitFor();
    expect(await page.getByRole('button', { name: 'Start instance' }).isEnabled()).toBe(false);
    await page.getByLabel(/^Password/).fill('Correct-horse-9');
    await look(page, 'trial');
    await page.getByRole('button', { name: 'Try without starting' }).click();
    await page.getByText('Nothing was started').waitFor();
    await page.getByRole('button', { name: 'Start instance' }).click();
    const card = page.getByRole('article', { name: 'web01-base-trial' });
    await card.getByText('Running').waitFor();
    await card.getByText(/^ssh root@203\.0\.113\./).waitFor();
    await look(page, 'trial-running');
    await card.getByRole('button', { name: 'Release instance web01-base-trial' }).click();
    const dialog = page.getByRole('dialog');
    const yes = dialog.getByRole('button', { name: 'Release', exact: true });
    expect(await yes.isEnabled()).toBe(false);
    await dialog.getByRole('textbox').fill('web01-base-trial');
    await yes.click();
    await card.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain('Correct-horse-9');
  });

  it('moves a server to another account and region, over a kill in the middle', async () => {
    let page = await open({}, { copyMs: 6_000 });
    await page.getByRole('link', { name: 'Moves of servers' }).click();
    await page.getByText('No server was moved from here yet').waitFor();
    await page.getByRole('button', { name: 'Move a server…' }).first().click();
    await page.getByRole('radio', { name: 'another account' }).check();
    await choose(page, /^Server to move/, /web01/);
    await choose(page, /^Target region/, /cn-shanghai/);
    await look(page, 'new-move');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('The image is being copied to cn-shanghai.').waitFor();
    page = await journey.door.killAndReopen();
    await page.getByRole('link', { name: 'Images' }).click();
    await page.getByRole('link', { name: 'Moves of servers' }).click();
    await page.getByRole('link', { name: 'web01' }).click();
    await page.getByText('The program ended in the middle').waitFor();
    await look(page, 'move-interrupted');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Say how the new server shall be' }).waitFor();
    await page.getByLabel('System disk category').waitFor();
    const start = page.getByRole('button', { name: 'Start instance' });
    await expect.poll(() => start.isEnabled(), { timeout: 30_000 }).toBe(true);
    await start.click();
    await page.getByText('The server runs in its new place').waitFor();
    await look(page, 'move-done');
    const asked = (await requestsOf(journey.bench.cloud)).map(({ action }) => action);
    for (const once of ['CreateImage', 'CopyImage', 'RunInstances'])
      expect(asked.filter((action) => action === once)).toEqual([once]);
  });
});
