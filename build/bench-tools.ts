/** What the benches share: scratch disks with real data in them, programs run to their end, and ratios of paired runs. */
import { spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export const MiB = 2 ** 20;
export const GiB = 2 ** 30;

/** Rejects when the program ends with anything but 0; its own words go to standard error. */
export function run(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${String(code)}`))));
  });
}

/** Grows a RAW disk to `virtualBytes` and scatters incompressible data over what was added, one MiB at a time. */
export async function scatter(path: string, virtualBytes: number, dataBytes: number): Promise<void> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT);
  try {
    const from = Math.ceil((await file.stat()).size / MiB) * MiB;
    await file.truncate(virtualBytes);
    const pieces = dataBytes / MiB;
    const stride = Math.floor((virtualBytes - from) / pieces / MiB) * MiB;
    const piece = Buffer.alloc(MiB);
    for (let index = 0; index < pieces; index += 1) {
      await file.write(randomFillSync(piece), 0, MiB, from + index * stride);
    }
  } finally {
    await file.close();
  }
}

/** Turns a RAW disk into a VMDK beside it and removes the RAW one. */
export async function asVmdk(raw: string): Promise<string> {
  const path = raw.replace(/\.raw$/, '.vmdk');
  await run('qemu-img', ['convert', '-f', 'raw', '-O', 'vmdk', raw, path]);
  await rm(raw);
  return path;
}

/** Waits until the file is on the disk. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** How long it took, in ms. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

/** How long ours and the bare program took, each twice, in ms. */
export interface Round {
  readonly oursMs: number;
  readonly bareMs: number;
}

/**
 * Runs both in both orders: a disk is quick and slow in turn, and a program that always ran first, or always second, would
 * always meet the same turn. `clear` goes before each run.
 */
export async function rounds(
  count: number,
  acts: { clear(): Promise<unknown>; ours(): Promise<unknown>; bare(): Promise<unknown> },
): Promise<Round[]> {
  const one = async (act: () => Promise<unknown>): Promise<number> => {
    await acts.clear();
    return timed(act);
  };
  const done: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const first = await one(acts.ours);
    const bareMs = (await one(acts.bare)) + (await one(acts.bare));
    done.push({ oursMs: first + (await one(acts.ours)), bareMs });
  }
  return done;
}

/** The middle one and both ends. */
export function spread(values: readonly number[]): { median: number; least: number; most: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { median: at(Math.floor(sorted.length / 2)), least: at(0), most: at(sorted.length - 1) };
}

/** One line: what, the median, the range, and how it compares with what is wanted. */
export function ratioLine(what: string, values: readonly number[], wanted: string): string {
  const { median, least, most } = spread(values);
  return `${what}: ${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)}, ${values.length} rounds)${wanted}`;
}

export interface RunningPractice {
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  stop(): Promise<void>;
}

/** The practice cloud in a process of its own, so that what it costs is not counted as ours. */
export async function startPractice(cli: string, folder: string, faults?: string): Promise<RunningPractice> {
  const more = faults === undefined ? [] : ['--faults', faults];
  const child = spawn(process.execPath, ['--no-deprecation', cli, 'practice', '--dir', folder, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Omit<RunningPractice, 'stop'>;
    return { url: said.url, accessKeyId: said.accessKeyId, accessKeySecret: said.accessKeySecret, stop };
  }
  throw new Error('the practice cloud did not start');
}
