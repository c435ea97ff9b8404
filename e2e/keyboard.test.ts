/** The whole main journey by keyboard alone: no click, no pointer; its last steps twice as large. */
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { zoomedSize } from './crowding.ts';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';

const journey = newJourney();
const patient = { timeout: 60_000 };

interface Focus {
  role: string;
  name: string;
  /** Something shows where one is. */
  shown: boolean;
}

/** What has the focus, as a screen reader would name it. */
const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement)) return { role: '', name: '', shown: true };
    const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
    const by = (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    const named = [...labels, ...by].map((label) => label?.textContent ?? '').join(' ');
    const name = one.getAttribute('aria-label') ?? (named.trim() || (one.textContent ?? ''));
    const around = [one, one.parentElement, one.closest('.ant-select')].filter((each) => each !== null);
    const shown = around.some((each) => {
      const { outlineStyle, boxShadow } = getComputedStyle(each);
      return outlineStyle !== 'none' || boxShadow !== 'none';
    });
    return {
      role: one.getAttribute('role') ?? one.tagName.toLowerCase(),
      name: name.replace(/\s+/g, ' ').trim(),
      shown,
    };
  });

/** Presses Tab until that has the focus; fails when it is never reached. */
async function tabTo(page: Page, name: RegExp): Promise<Focus> {
  const met: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    if (name.test(focus.name)) return focus;
    met.push(`${focus.role} ${focus.name.slice(0, 40)}`);
  }
  throw new Error(`Tab never came to ${name}; it came by ${met.slice(-40).join(' | ')}`);
}

async function press(page: Page, name: RegExp): Promise<void> {
  const focus = await tabTo(page, name);
  expect(focus.shown, `the focus on ${focus.name} can be seen`).toBe(true);
  await page.keyboard.press('Enter');
}

it('goes from home to the saved report by keyboard alone, and stays usable at twice the size', async () => {
  const page = await journey.open({ timetable: { importMs: 500, checkMs: 300 } });
  await page.getByRole('button', { name: 'Practice run with the sample disk' }).waitFor();
  await press(page, /^Practice run with the sample disk/);
  await page.getByText('Accepted').first().waitFor(patient);
  await press(page, /^Next: Check/);
  await page.getByRole('button', { name: 'Next: Target' }).waitFor(patient);
  await press(page, /^Next: Target/);
  await tabTo(page, /^Platform/);
  await page.keyboard.type('Debian');
  await page.keyboard.press('Enter');
  const start = page.getByRole('button', { name: 'Start migration' });
  await press(page, /^Check (now|again)/);
  await expect.poll(() => start.isEnabled(), patient).toBe(true);
  await press(page, /^Start migration/);
  await page.getByRole('link', { name: 'See the result' }).waitFor(patient);
  await press(page, /^See the result/);
  await page.getByText('No risks found').first().waitFor(patient);

  await press(page, /^Report \(HTML\)/);
  const report = page.getByRole('dialog', { name: 'Report' });
  await report.getByRole('heading', { name: /^Migration report/ }).waitFor();
  await lookAt(page, 'report');
  // inside a dialog Tab stays inside
  const download = page.waitForEvent('download');
  await press(page, /^Save as /);
  expect((await download).suggestedFilename()).toMatch(/-report\.html$/);
  await report.waitFor({ state: 'detached' });
  expect((await focusOf(page)).name).toBe('Report (HTML)');

  await page.setViewportSize(zoomedSize);
  await press(page, /^Settings$/);
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.getByRole('heading', { name: 'Keys and passwords' }).waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  await lookAt(page, 'settings-program');
  await press(page, /^Prepare…/);
  await page.getByRole('dialog', { name: 'Look before you save' }).waitFor(patient);
  await lookAt(page, 'support-bundle');
  await page.keyboard.press('Escape');
});
