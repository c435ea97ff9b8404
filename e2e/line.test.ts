/** The way to the cloud as a person sees it: the check of the line, a run with retries under a cap, what is left over, and the theme. */
import { describe, expect, it } from 'vitest';
import { newJourney } from './journey.ts';
import { lookAt } from './look.ts';
import { toRun } from './steps.ts';

const journey = newJourney();
const MiB = 2 ** 20;
const patient = { timeout: 60_000 };

describe('the line', () => {
  it('says why a try failed and what is next, obeys the cap while it runs, and never takes the bar back', async () => {
    const page = await journey.open({
      timetable: { importMs: 300, checkMs: 100 },
      world: { bytesPerSecond: 1.5 * MiB },
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
    await lookAt(page, 'run-retries');
    expect(await page.getByRole('img', { name: /Speed over the last five minutes: now/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    // the parts on their way arrive first, which at this cap takes a minute
    await page.getByRole('button', { name: 'No limit' }).click();
    await page.getByText('Paused on request.').first().waitFor(patient);
    await lookAt(page, 'run-paused');
    expectForwards();
    // Parts that were on their way when it was paused have to go again.
    seen = [];
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect
      .poll(async () => {
        if (await page.getByRole('link', { name: 'See the result' }).isVisible()) return true;
        await watch();
        return false;
      }, patient)
      .toBe(true);
    expectForwards();
  });

  it('measures the line, and names the ways out where the public one is closed', async () => {
    const page = await journey.open({ world: { publicEndpointForbidden: true } });
    await page.getByRole('button', { name: 'Practice run with the sample disk' }).click();
    await page.getByRole('button', { name: 'Next: Check' }).click();
    await page.getByRole('button', { name: 'Next: Target' }).click();
    const check = page.getByRole('button', { name: 'Check my line' });
    await expect.poll(() => check.isEnabled(), patient).toBe(true);
    await check.click();
    await page.getByText('Other ways into the same bucket').waitFor(patient);
    await lookAt(page, 'line-closed');
    await page.getByRole('button', { name: /^Use / }).first().click();
    await page.getByRole('button', { name: 'Check my line' }).click();
    await page.getByText('Latency').waitFor(patient);
    await lookAt(page, 'line-open');
  });

  it('turns every text dark or light at once', async () => {
    const page = await journey.open({});
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
    await lookAt(page, 'settings-line');
  });
});
