/** `npm run bench`: what the tool costs over bare programs, as ratios measured side by side in one run, how soon the page is there and how smooth it stays, and core's memory. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { benchConvert } from './bench-convert.ts';
import { benchCut, benchLines } from './bench-lines.ts';
import { benchGuest } from './bench-guest.ts';
import { benchInspect } from './bench-inspect.ts';
import { benchMemory } from './bench-memory.ts';
import { benchStart } from './bench-start.ts';
import { benchStorm } from './bench-storm.ts';
import { benchSparseMemory } from './bench-sparse.ts';
import { startPractice } from './bench-tools.ts';
import { benchUpload } from './bench-upload.ts';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist', 'main', 'cli.js');
// beside the sources, since a temporary folder may be memory
await mkdir(join(root, '.cache'), { recursive: true });
const folder = await mkdtemp(join(root, '.cache', 'bench-'));
const print = (lines: readonly string[]): void => lines.forEach((line) => console.log(line));
try {
  print(await benchStart(folder));
  print(await benchStorm());
  print(await benchInspect(folder));
  print(await benchGuest(folder));
  const { lines, converted } = await benchConvert(folder);
  print(lines);
  const practice = await startPractice(cli, join(folder, 'practice'));
  try {
    print(await benchUpload(folder, converted, practice));
    print(await benchMemory(folder, cli, practice));
  } finally {
    await practice.stop();
  }
  print(await benchLines(folder, cli));
  print([await benchCut(folder, cli)]);
  print(await benchSparseMemory(folder));
} finally {
  await rm(folder, { recursive: true, force: true });
}
