/** Our conversion against bare qemu-img with the same options, side by side; the passes that prove it are shown apart. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareDisks } from '../main/core/disk/compare.ts';
import { convertDisk } from '../main/core/disk/convert.ts';
import { digestFile } from '../main/core/disk/digest.ts';
import { inspectDisk } from '../main/core/disk/inspect.ts';
import { findQemu } from '../main/core/disk/qemu.ts';
import { asVmdk, GiB, MiB, ratioLine, run, scatter, timed } from './bench-tools.ts';

const pairs = 5;

/** Resolves to the lines to print and the converted disk, which the upload bench goes on with. */
export async function benchConvert(folder: string): Promise<{ lines: string[]; converted: string }> {
  const raw = join(folder, 'disk.raw');
  await scatter(raw, 4 * GiB, 1024 * MiB);
  const path = await asVmdk(raw);
  const qemu = await findQemu();
  const { signal } = new AbortController();
  const disk = await inspectDisk(path, qemu, signal);
  const bareOutput = join(folder, 'bare.qcow2');
  const converted = join(folder, 'ours.qcow2');
  const bare = (): Promise<void> =>
    run(qemu.program, [
      'convert',
      ...['-f', 'vmdk', '-O', 'qcow2', '-o', 'compat=1.1,cluster_size=65536'],
      path,
      bareOutput,
    ]);
  const onProgress = (): void => undefined;
  const ours = (): Promise<unknown> =>
    convertDisk({ disk, format: 'qcow2', output: converted, qemu, signal, onProgress });
  const prove = async (): Promise<void> => {
    await digestFile(converted, { signal, onProgress });
    await compareDisks({ source: disk, converted, format: 'qcow2', qemu, signal, onProgress });
  };

  await bare(); // the first one warms the page cache for all the others
  const convert: number[] = [];
  const proof: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    await rm(converted, { force: true });
    await rm(bareOutput, { force: true });
    // each goes first in turn
    const first = pair % 2 === 0 ? await timed(ours) : 0;
    const bareMs = await timed(bare);
    const oursMs = pair % 2 === 0 ? first : await timed(ours);
    convert.push(oursMs / bareMs);
    proof.push((await timed(prove)) / bareMs);
  }
  await rm(bareOutput, { force: true });
  return {
    lines: [
      ratioLine('convert, ours to bare qemu-img', convert, ' (wanted: at most 1.05)'),
      ratioLine('digest and compare, to bare qemu-img', proof, ''),
    ],
    converted,
  };
}
