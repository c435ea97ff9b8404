/** The steps of the first migration as a person clicks them; the same through every door. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

type Look = (name: string) => Promise<void>;
const noLook: Look = () => Promise.resolve();

/** From the empty home page to the Run step, with the sample disk. */
export async function toRun(page: Page, look = noLook): Promise<void> {
  await page.getByRole('button', { name: 'Practice run with the sample disk' }).waitFor();
  await look('home');
  await page.getByRole('button', { name: 'Practice run with the sample disk' }).click();
  await page.getByText('Accepted').waitFor();
  await look('disks');
  await page.getByRole('button', { name: 'Next: Check' }).click();
  await page.getByRole('button', { name: 'Next: Target' }).click();
  await page.getByLabel('Platform').fill('Debian');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Check (now|again)/ }).click();
  const start = page.getByRole('button', { name: 'Start migration' });
  await expect.poll(() => start.isEnabled(), { timeout: 30_000 }).toBe(true);
  await look('target');
  await start.click();
}

/** From the Run step to the result. */
export async function toFinish(page: Page, look = noLook): Promise<void> {
  await page.getByText('Uploading parts').first().waitFor({ timeout: 60_000 });
  await look('run');
  await page.getByRole('link', { name: 'See the result' }).click({ timeout: 60_000 });
  await page.getByText('No risks found').first().waitFor();
  await look('finish');
}
