/**
 * `npm run fuzz [STRUCTURES]`: damages a million valid structures and reads every one. Fails on anything but an answer or a
 * typed error, on a read that takes more than a second of processor time, and on memory beyond a bound.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FuzzTarget, fuzzTargets } from './fuzz-targets.ts';
import { hasTool } from './test-guests/oracle.ts';

const million = 1_000_000;
const mostCpuMs = 1_000;
/** Over what was there before the target; the largest thing any reader may hold is far below. */
const mostGrownBytes = 1_024 * 2 ** 20;

export interface FuzzFigures {
  readonly name: string;
  readonly structures: number;
  readonly worstMs: number;
  readonly grownBytes: number;
}

/** Damages at least so many structures of one kind. */
export async function fuzzTarget(target: FuzzTarget, wanted: number, folder: string): Promise<FuzzFigures> {
  const once = await target.prepare(folder);
  const before = process.memoryUsage.rss();
  let [structures, worstMs, grownBytes] = [0, 0, 0];
  for (let seed = 1; structures < wanted; seed += 1) {
    const started = process.cpuUsage();
    try {
      structures += await once(seed);
    } catch (error) {
      throw new Error(`${target.name}: seed ${seed}`, { cause: error });
    }
    const { user } = process.cpuUsage(started);
    worstMs = Math.max(worstMs, user / 1_000);
    if (worstMs > mostCpuMs) throw new Error(`${target.name}: seed ${seed} took ${worstMs.toFixed(0)} ms`);
    if (seed % 256 === 0) grownBytes = Math.max(grownBytes, process.memoryUsage.rss() - before);
    if (grownBytes > mostGrownBytes) throw new Error(`${target.name}: seed ${seed}: ${grownBytes} bytes`);
  }
  return { name: target.name, structures, worstMs, grownBytes };
}

async function main(wanted: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  const started = Date.now();
  let structures = 0;
  try {
    for (const target of fuzzTargets) {
      if (!target.tools.every((tool) => hasTool(tool))) continue;
      const figures = await fuzzTarget(target, Math.ceil((target.share * wanted) / million), folder);
      structures += figures.structures;
      console.log(
        `${figures.name}: ${figures.structures} structures, slowest ${figures.worstMs.toFixed(0)} ms, memory +${Math.round(figures.grownBytes / 2 ** 20)} MiB`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    `${structures} damaged structures read in ${Math.round((Date.now() - started) / 1_000)} s: every one gave an answer or a typed error`,
  );
}

if (process.argv[1] === import.meta.filename) await main(Number(process.argv[2] ?? million));
