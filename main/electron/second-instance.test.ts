/** The program started a second time over the same data leaves it to the first. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ClockDouble } from './desktop.double.ts';
import { startDesktop } from './desktop.ts';
import { ElectronDouble } from './electron.double.ts';

test('it opens neither window nor core and ends', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'desktop-'));
  const double = new ElectronDouble();
  double.isFirst = false;
  const files = { page: 'page', preload: 'preload', coreProgram: 'core', resources: undefined };
  const options = { dataFolder, practice: { kind: 'embedded' }, practiceOnly: false, port: 0 } as const;
  await startDesktop(double.electron, files, options, new ClockDouble());
  expect([double.windows.length, double.processes.length, double.quits]).toEqual([0, 0, 1]);
  await rm(dataFolder, { recursive: true });
});
