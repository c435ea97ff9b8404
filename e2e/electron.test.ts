/** The first migration in real Electron, wherever its binary is: the window, the utility process, app:// and the ports. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { _electron } from 'playwright-core';
import { makeSampleDisk } from '../build/sample-disk.ts';
import { openBench, ossClient } from '../practice/test-help.ts';
import { built, findElectron, root } from './needs.ts';
import { toFinish, toRun } from './steps.ts';

it('goes from the empty home page to Finish in the desktop window', async ({ skip }) => {
  const electron = findElectron();
  if ('missing' in electron) return skip(electron.missing);
  built('main', 'electron.js');
  const folder = await mkdtemp(join(tmpdir(), 'journey-electron-'));
  const bench = await openBench({ timetable: { importMs: 500, checkMs: 300 } });
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      root,
      '--data-dir',
      join(folder, 'data'),
      '--practice',
      bench.cloud.url,
      '--sample',
      await makeSampleDisk(folder),
    ],
  });
  try {
    const page = await app.firstWindow();
    expect(page.url()).toMatch(/^app:\/\//);
    await toRun(page);
    await toFinish(page);
    const { objects } = await ossClient(bench.cloud).list({ 'max-keys': 10 }, {});
    expect(objects).toHaveLength(1);
  } finally {
    await app.close();
    await bench.close();
    await rm(folder, { recursive: true, force: true });
  }
});
