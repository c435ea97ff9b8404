/** The way to the cloud as a person sees it: the check of the line, a run with retries under a cap, what is left over, and the theme. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { makeSampleDisk } from '../build/sample-disk.ts';
import { openBench } from '../practice/test-help.ts';
import { lookAt } from './look.ts';
import { findBrowser } from './needs.ts';
import { toRun } from './steps.ts';
import { openWizard } from './web-wizard.ts';

const browser = findBrowser();
const MiB = 2 ** 20;
const patient = { timeout: 60_000 };
let folder: string;
let sample: string;
const closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journey-line-'));
  sample = await makeSampleDisk(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const opened of closing.splice(0)) await opened.close();
});

async function open(faults: object): Promise<Page> {
  const bench = await openBench(faults);
  closing.unshift(bench);
  const door = await openWizard(['--practice', bench.cloud.url, '--sample', sample]);
  closing.unshift(door);
  return door.page;
}

describe('the line', () => {
  it('says why a try failed and what is next, obeys the cap while it runs, and never takes the bar back', async ({
    skip,
  }) => {
    if ('missing' in browser) return skip(browser.missing);
    const page = await open({
      timetable: { importMs: 300, checkMs: 100 },
      world: { bytesPerSecond: 3 * MiB },
      rules: [
        {
          match: { service: 'oss', action: 'UploadPart' },
          skip: 1,
          times: 2,
          fault: { status: 503, code: 'SlowDown' },
        },
      ],
    });
    await toRun(page);
    const bar = page.getByRole('progressbar', { name: 'Progress of Upload' });
    await page.getByText('Uploading parts').first().waitFor();
    let seen: number[] = [];
    const expectForwards = (): void => expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const watch = async (): Promise<number> => {
      const now = Number((await bar.getAttribute('aria-valuenow')) ?? 0);
      if (await page.getByText('Uploading parts').first().isVisible()) seen.push(now);
      return now;
    };
    await expect.poll(watch, patient).toBeGreaterThan(10);
    await page.getByText('Last failed try').waitFor(patient);
    await page.getByLabel('Speed limit in MiB/s').fill('0.5');
    await page.keyboard.press('Enter');
    await page.getByText('At most 512 KiB/s.').waitFor();
    const problems = await lookAt(page, 'run-retries');
    expect(await page.getByRole('img', { name: /Speed over the last five minutes: now/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('Paused on request.').first().waitFor(patient);
    problems.push(...(await lookAt(page, 'run-paused')));
    expectForwards();
    // Parts that were on their way when it was paused have to go again.
    seen = [];
    await page.getByRole('button', { name: 'No limit' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect
      .poll(async () => {
        if (await page.getByRole('link', { name: 'See the result' }).isVisible()) return true;
        await watch();
        return false;
      }, patient)
      .toBe(true);
    expectForwards();
    expect(problems).toEqual([]);
  });

  it('measures the line, and names the ways out where the public one is closed', async ({ skip }) => {
    if ('missing' in browser) return skip(browser.missing);
    const page = await open({ world: { publicEndpointForbidden: true } });
    await page.getByRole('button', { name: 'Practice run with the sample disk' }).click();
    await page.getByRole('button', { name: 'Next: Check' }).click();
    await page.getByRole('button', { name: 'Next: Target' }).click();
    const check = page.getByRole('button', { name: 'Check my line' });
    await expect.poll(() => check.isEnabled(), patient).toBe(true);
    await check.click();
    await page.getByText('Other ways into the same bucket').waitFor(patient);
    const problems = await lookAt(page, 'line-closed');
    await page.getByRole('button', { name: /^Use / }).first().click();
    await page.getByRole('button', { name: 'Check my line' }).click();
    await page.getByText('Latency').waitFor(patient);
    problems.push(...(await lookAt(page, 'line-open')));
    expect(problems).toEqual([]);
  });

  it('turns every text dark or light at once', async ({ skip }) => {
    if ('missing' in browser) return skip(browser.missing);
    const page = await open({});
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('No unfinished uploads were found').waitFor(patient);
    const late = await page.evaluate(async () => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const colourOf = (one: Element): string => getComputedStyle(one).color;
      document.querySelector<HTMLInputElement>('input[value="dark"]')?.click();
      while (document.documentElement.style.colorScheme !== 'dark') await nextFrame();
      await nextFrame();
      // What is still on its way to its colour now is something else in the end.
      const first = [...document.querySelectorAll('body *')].map((one) => [one, colourOf(one)] as const);
      await Promise.all(document.getAnimations().map((one) => one.finished));
      return first.flatMap(([one, colour]) => (colourOf(one) === colour ? [] : [one.outerHTML.slice(0, 99)]));
    });
    expect(late).toEqual([]);
    expect(await lookAt(page, 'settings-line')).toEqual([]);
  });
});
