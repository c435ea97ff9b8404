/** Where the system asks for reduced motion nothing moves or fades: not while a migration runs, not around a dialog. */
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { newJourney } from './journey.ts';
import { toRun } from './steps.ts';

const journey = newJourney();
const patient = { timeout: 60_000 };

/** From now on collects everything that begins to move for longer than one can see. */
const watchMotion = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const moved: string[] = [];
    Reflect.set(window, 'moved', moved);
    const note = (event: Event): void => {
      const one = event.target;
      if (!(one instanceof Element)) return;
      for (const animation of one.getAnimations({ subtree: true }))
        if (Number(animation.effect?.getComputedTiming().activeDuration) > 10)
          moved.push(`${event.type} at ${one.outerHTML.slice(0, 120)}`);
    };
    for (const type of ['animationstart', 'transitionrun']) document.addEventListener(type, note, true);
  });
const moved = (page: Page): Promise<string[]> =>
  page.evaluate(() => (Reflect.get(window, 'moved') as string[]).splice(0));

it('keeps still on the way to the result, where it moves for everybody else', async () => {
  const page = await journey.open({ timetable: { importMs: 12_000, checkMs: 300 } });
  await watchMotion(page);
  const openAndLeave = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Cancel migration…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep running' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await toRun(page);
  await openAndLeave();
  await page.getByText('ECS is importing the image').first().waitFor(patient);
  expect((await moved(page)).join()).toContain('bar-done');

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await moved(page);
  await openAndLeave();
  await page.getByRole('link', { name: 'See the result' }).click(patient);
  await page.getByText('No risks found').first().waitFor();
  await page.getByRole('button', { name: 'Report (HTML)' }).click();
  await page.getByRole('dialog', { name: 'Report' }).getByRole('button', { name: 'Cancel' }).click();
  for (const room of ['Images', 'Accounts', 'Settings']) {
    await page.getByRole('link', { name: room, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: room }).waitFor();
  }
  await page.getByRole('radio', { name: 'Dark' }).click();
  expect(await moved(page)).toEqual([]);
  const still = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  expect(still).toBe(0);
});
