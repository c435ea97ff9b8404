/** Whether the page stays smooth while core tells it far more than it ever does: the real page in Chromium over a core made of plain functions. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import type { MigrationView } from '../contract/migrations.ts';
import type { Progress } from '../contract/stages.ts';
import { findBrowser, quietBrowser, root } from '../e2e/needs.ts';
import { startWebDoor } from '../main/web/web-door.ts';
import { draftView, fakeCore, type FakeCore } from '../renderer/bridge/core.double.ts';

const stormMs = 5_000;
const migrations = 17;
const disks = 17;
const since = new Date().toISOString();
const GiB = 2 ** 30;

const running = (index: number): MigrationView => ({
  ...draftView,
  id: `mig-storm${String(index).padStart(7, '0')}`,
  name: `server ${index}`,
  status: 'running',
  currentStage: 'upload',
  disks: Array.from({ length: disks }, (_, disk) => ({
    path: `/srv/images/server-${index}-disk-${disk}.vmdk`,
    role: disk === 0 ? 'system' : 'data',
  })),
  stages: { ...draftView.stages, upload: { at: 'running', since, attempt: 1 } },
});
const uploading = (tick: number): Progress => ({
  stage: 'upload',
  doing: 'uploading',
  disk: tick % disks,
  done: tick * 1_000_000,
  total: 40 * GiB,
  unit: 'bytes',
  bytesPerSecond: 80_000_000 + (tick % 100) * 100_000,
  since,
  transfer: { atOnce: 16, sending: 12, partBytes: 8_000_000, retries: tick, sentInVainBytes: tick * 1_000 },
});

/** All at once, a hundred times a second each; and each migration says four times a second that it changed. */
async function storm(core: FakeCore, views: readonly MigrationView[]): Promise<number> {
  const until = performance.now() + stormMs;
  let told = 0;
  for (let tick = 1; performance.now() < until; tick += 1) {
    for (const view of views) {
      core.emit({ kind: 'progress', id: view.id, progress: uploading(tick) });
      if (tick % 25 === 0) core.emit({ kind: 'changed', migration: { ...view, progress: uploading(tick) } });
      told += 1;
    }
    await sleep(10);
  }
  return told;
}

interface Smoothness {
  readonly frames: number;
  /** The longest time between two frames, in ms. */
  readonly gapMs: number;
  /** Everything that held the page up for more than 50 ms, in ms. */
  readonly longTasks: readonly number[];
}

const watch = (page: Page, ms: number): Promise<Smoothness> =>
  page.evaluate(async (forMs) => {
    const longTasks: number[] = [];
    new PerformanceObserver((list) => {
      longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ entryTypes: ['longtask'] });
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const began = await frame();
    let [last, frames, gapMs] = [began, 0, 0];
    while (last - began < forMs) {
      const now = await frame();
      gapMs = Math.max(gapMs, now - last);
      frames += 1;
      last = now;
    }
    return { frames, gapMs, longTasks };
  }, ms);

export async function benchStorm(): Promise<string[]> {
  const found = findBrowser();
  if ('missing' in found) return [`a storm of progress: not measured, ${found.missing}`];
  const views = Array.from({ length: migrations }, (_, index) => running(index));
  const core = fakeCore({}, views);
  const { client } = await core.open();
  const door = await startWebDoor({
    service: client,
    pageFolder: join(root, 'dist', 'renderer'),
    onBug: console.error,
  });
  const browser = await chromium.launch({ executablePath: found.path, args: quietBrowser });
  const lines: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(door.freshLink());
    await page.getByRole('link', { name: 'server 16', exact: true }).waitFor();
    for (const [where, open] of [
      ['at home', () => Promise.resolve()],
      [
        'at the step Run',
        async () => {
          await page.getByRole('link', { name: 'server 16', exact: true }).click();
          // opening a screen is another matter than staying smooth on it
          await page
            .locator('.disk-rows li')
            .nth(disks - 1)
            .waitFor();
        },
      ],
    ] as const) {
      await open();
      const [told, { frames, gapMs, longTasks }] = await Promise.all([storm(core, views), watch(page, stormMs)]);
      lines.push(
        `a storm of ${((told * 1000) / stormMs).toFixed(0)} events a second, ${where}: ${((frames * 1000) / stormMs).toFixed(0)} frames a second, ` +
          `longest without one ${gapMs.toFixed(0)} ms, ${longTasks.length} tasks over 50 ms, the longest ${Math.max(0, ...longTasks).toFixed(0)} ms (wanted: none over 100)`,
      );
    }
  } finally {
    await browser.close();
    await door.close();
  }
  return lines;
}
