/** Peak resident memory of core over the whole road, for a small and for a large sparse disk. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asVmdk, GiB, MiB, run, scatter, type RunningPractice } from './bench-tools.ts';
import { practicePlan } from './practice-plan.mjs';
import { makeSampleDisk } from './sample-disk.ts';

const dataMiBPerGiB = 32;

export async function benchMemory(folder: string, cli: string, practice: RunningPractice): Promise<string[]> {
  const small = await peakBytes(folder, cli, practice, 1);
  const large = await peakBytes(folder, cli, practice, 16);
  const inMiB = (bytes: number): string => (bytes / MiB).toFixed(0);
  return [
    `peak memory of core, 1 GiB disk: ${inMiB(small)} MiB`,
    `peak memory of core, 16 GiB disk: ${inMiB(large)} MiB`,
    `difference: ${inMiB(large - small)} MiB (wanted: under 30)`,
  ];
}

/** The command line is core in process; the practice cloud runs elsewhere. */
async function peakBytes(folder: string, cli: string, practice: RunningPractice, gib: number): Promise<number> {
  const own = join(folder, `memory-${gib}`);
  await mkdir(own);
  const raw = join(own, 'disk.raw');
  await run('qemu-img', ['convert', '-O', 'raw', await makeSampleDisk(join(folder, 'sample')), `${raw}.part`]);
  await rename(`${raw}.part`, raw);
  await scatter(raw, gib * GiB, gib * dataMiBPerGiB * MiB);
  const disk = await asVmdk(raw);
  const plan = join(own, 'plan.json');
  await writeFile(plan, JSON.stringify(practicePlan(disk, `bench-${gib}`)));
  const peakFile = join(own, 'peak');
  const peak = join(import.meta.dirname, 'bench-peak.mjs');
  await run(
    process.execPath,
    [
      '--no-deprecation',
      '--import',
      peak,
      cli,
      'run',
      plan,
      '--practice',
      practice.url,
      '--data-dir',
      join(own, 'data'),
      '--json',
    ],
    { ...process.env, PEAK_FILE: peakFile },
  );
  return Number(await readFile(peakFile, 'utf8'));
}
