/** Inspecting a large disk: how long it takes and how much of its file is read, by us and by the programs we start. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectDisk } from '../main/core/disk/inspect.ts';
import { findQemu } from '../main/core/disk/find-qemu.ts';
import { asVmdk, GiB, MiB, scatter, spread, timed } from './bench-tools.ts';

const runs = 5;

/** Resolves to the lines to print. The disk has 40 GiB, of which 700 MiB are stored. */
export async function benchInspect(folder: string): Promise<string[]> {
  const raw = join(folder, 'large.raw');
  await scatter(raw, 40 * GiB, 700 * MiB);
  const path = await asVmdk(raw);
  const qemu = await findQemu();
  const storedBytes = (await stat(path)).blocks * 512;
  const inspect = (): Promise<unknown> => inspectDisk(path, qemu);
  await inspect(); // the first one loads the programs
  const before = await bytesRead();
  await inspect();
  const share = ((await bytesRead()) - before) / storedBytes;
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await timed(inspect));
  const { median, least, most } = spread(times);
  return [
    `inspect a VMDK of 40 GiB: ${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}, ${runs} runs) (wanted: under 2000)`,
    `of its stored bytes read: ${(share * 100).toFixed(2)} % (wanted: under 1)`,
  ];
}

/** By this process and the programs it ran, where the system counts it; elsewhere not a number. */
export async function bytesRead(): Promise<number> {
  const counted = await readFile('/proc/self/io', 'utf8').catch(() => '');
  return Number(/rchar: (\d+)/.exec(counted)?.[1] ?? Number.NaN);
}
