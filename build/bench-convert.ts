/** Our conversion against bare qemu-img with the same options, side by side; the passes that prove it are shown apart. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareDisks } from '../main/core/disk/compare.ts';
import { convertDisk } from '../main/core/disk/convert.ts';
import { digestFile } from '../main/core/disk/digest.ts';
import { inspectDisk } from '../main/core/disk/inspect.ts';
import { findQemu } from '../main/core/disk/find-qemu.ts';
import { asVmdk, flush, GiB, MiB, ratioLine, rounds, run, scatter, type Round } from './bench-tools.ts';

const ratios = (all: readonly Round[]): number[] => all.map(({ oursMs, bareMs }) => oursMs / bareMs);

/** Resolves to the lines to print and the converted disk, which the upload bench then sends. */
export async function benchConvert(folder: string): Promise<{ lines: string[]; converted: string }> {
  const raw = join(folder, 'disk.raw');
  await scatter(raw, 2 * GiB, 512 * MiB);
  const path = await asVmdk(raw);
  const qemu = await findQemu();
  const { signal } = new AbortController();
  const disk = await inspectDisk(path, qemu, signal);
  const bareOutput = join(folder, 'bare.qcow2');
  const converted = join(folder, 'ours.qcow2');
  const options = ['-f', 'vmdk', '-O', 'qcow2', '-o', 'compat=1.1,cluster_size=65536'];
  const bare = async (): Promise<void> => {
    await run(qemu.program, ['convert', ...options, path, bareOutput]);
    // ours has its output on the disk before it calls it finished; a run that left it in memory would be another race
    await flush(bareOutput);
  };
  const onProgress = (): void => undefined;
  const ours = (): Promise<unknown> =>
    convertDisk({ disk, format: 'qcow2', output: converted, qemu, signal, onProgress });
  const prove = async (): Promise<void> => {
    await digestFile(converted, { signal, onProgress });
    await compareDisks({ source: disk, converted, format: 'qcow2', qemu, signal, onProgress });
  };

  /** Each run starts with no output file and nothing left to write, so that it does not pay for the run before it. */
  const clear = async (): Promise<void> => {
    await rm(converted, { force: true });
    await rm(bareOutput, { force: true });
    await run('sync', []);
  };

  await bare(); // the first one warms the page cache for all the others
  await ours();
  const convert = await rounds(7, { clear, ours, bare });
  const proof = await rounds(3, { clear: () => Promise.resolve(), ours: prove, bare });
  await rm(bareOutput, { force: true });
  return {
    lines: [
      ratioLine('convert until it is on the disk, ours to bare qemu-img', ratios(convert), ' (wanted: at most 1.05)'),
      ratioLine('digest and compare, to bare qemu-img', ratios(proof), ''),
    ],
    converted,
  };
}
