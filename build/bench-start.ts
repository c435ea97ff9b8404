/** From the start of the program to a page one can use, through the web door and through the desktop entry on the double of Electron. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { openDesktopDouble } from '../e2e/desktop-double.ts';
import { findBrowser, quietBrowser } from '../e2e/needs.ts';
import { startDoor } from '../e2e/web-wizard.ts';
import { run as runProgram, spread, timed } from './bench-tools.ts';

const runs = 7;

/** Core has answered and the home page is there: its one button can be pressed. */
const usable = (page: Page): Promise<void> => page.getByRole('button', { name: 'New migration' }).waitFor();

/** The browser runs already, as a person's does; its cache is empty and the data folder is new each time. */
export async function benchStart(folder: string): Promise<string[]> {
  const found = findBrowser();
  if ('missing' in found) return [`start-up: not measured, ${found.missing}`];
  const browser = await chromium.launch({ executablePath: found.path, args: quietBrowser });
  const bare: number[] = [];
  const link: number[] = [];
  const whole: number[] = [];
  const desktop: number[] = [];
  try {
    for (let run = 0; run < runs; run += 1) {
      const dataFolder = join(folder, `start-${run}`);
      await mkdir(dataFolder);
      const context = await browser.newContext({ locale: 'en-US' });
      const page = await context.newPage();
      bare.push(
        await timed(async () => {
          await runProgram(process.execPath, ['-e', '0']);
          await page.goto('data:text/html,<button>x</button>');
        }),
      );
      const began = performance.now();
      const door = await startDoor(dataFolder, []);
      link.push(performance.now() - began);
      await page.goto(door.link, { waitUntil: 'commit' });
      await usable(page);
      whole.push(performance.now() - began);
      await context.close();
      await door.end('SIGTERM');
    }
  } finally {
    await browser.close();
  }
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const door = await openDesktopDouble([]);
    await usable(door.page);
    desktop.push(performance.now() - began);
    await door.close();
  }
  return [
    line('a Node that does nothing and an empty page, on this machine now', bare, ''),
    line('start of the web door to its link', link, ''),
    line('start of the web door to a usable page', whole, ' (wanted: under 1500)'),
    line('the same in the window of the double, with the start of its Chromium', desktop, ''),
  ];
}

function line(what: string, times: readonly number[], wanted: string): string {
  const { median, least, most } = spread(times);
  return `${what}: ${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}, ${times.length} runs)${wanted}`;
}
