/** Makes the disk of a practice scenario out of the sample disk: as it is, in pieces of which one is lost, or without code to start from. */
import { mkdir, open, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeScenario } from '../../../contract/practice.ts';
import { qemuFailure, runConvert, writeSplitVmdk, type Qemu } from '../disk/qemu.ts';

/** Enough for three pieces. */
const splitBytes = 5 * 2 ** 30;
/** The code in a master boot record ends where the disk's signature begins. */
const bootCodeBytes = 440;

/** Resolves to the file a learner is given. `folder` is the scenario's own; it is emptied. */
export async function makeScenarioDisk(
  scenario: PracticeScenario,
  sample: string,
  folder: string,
  qemu: () => Promise<Qemu>,
): Promise<string> {
  switch (scenario) {
    case 'lost-piece':
      return splitWithoutOne(await rawCopy(sample, folder, await qemu()), folder, await qemu());
    case 'will-not-boot':
      return withoutBootCode(await rawCopy(sample, folder, await qemu()));
    default:
      return sample;
  }
}

async function rawCopy(sample: string, folder: string, qemu: Qemu): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const output = join(folder, 'practice-server.raw');
  const source = { format: 'vmdk', path: sample } as const;
  const request = { source, format: 'raw', output, onFraction: () => undefined } as const;
  const result = await runConvert(qemu, { ...request, signal: new AbortController().signal });
  if (result.exitCode !== 0) throw qemuFailure('qemu-img convert', sample, result);
  return output;
}

async function splitWithoutOne(raw: string, folder: string, qemu: Qemu): Promise<string> {
  await truncate(raw, splitBytes);
  const disk = join(folder, 'split-server.vmdk');
  await writeSplitVmdk(qemu, raw, disk);
  await rm(raw);
  const elsewhere = join(folder, 'left-behind');
  await mkdir(elsewhere);
  await rename(join(folder, 'split-server-s002.vmdk'), join(elsewhere, 'split-server-s002.vmdk'));
  return disk;
}

async function withoutBootCode(raw: string): Promise<string> {
  const file = await open(raw, 'r+');
  try {
    await file.write(Buffer.alloc(bootCodeBytes), 0, bootCodeBytes, 0);
  } finally {
    await file.close();
  }
  return raw;
}
