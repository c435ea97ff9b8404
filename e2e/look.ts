/** Looks at a page as it is: pictures in both sizes and both themes and twice as large, and what axe and we find there. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { crowding, zoomedSize } from './crowding.ts';
import { shots } from './needs.ts';
import { sizes } from './web-wizard.ts';

/** Saves `name-size-theme.png` under `e2e/shots`. What is wrong with the page fails the test, which continues. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true });
  const before = page.viewportSize();
  // a button at work is pale by design, for a moment
  await page
    .waitForFunction(() => document.querySelector('.ant-btn-loading') === null, undefined, { timeout: 5_000 })
    .catch(() => undefined);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(shots, `${name}-${size}-${theme}.png`) });
    }
    // legacy: in this page alone; otherwise axe opens a second one, which a desktop window does not allow
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const against = violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ') ?? ''}`);
    expect.soft(against, `axe at ${name}, ${theme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(zoomedSize);
  await page.screenshot({ path: join(shots, `${name}-zoomed.png`), fullPage: true });
  expect.soft(await crowding(page), `${name} at 200 %`).toEqual([]);
  if (before !== null) await page.setViewportSize(before);
}
