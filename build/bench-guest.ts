/** Looking inside a large disk, from the file to all findings: how long it takes, how much is read, and how much memory it needs. */
import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findQemu } from '../main/core/disk/find-qemu.ts';
import { lookAtAll } from '../main/core/guest/look-at-all.ts';
import { bytesRead } from './bench-inspect.ts';
import { asVmdk, GiB, MiB, scatter, spread } from './bench-tools.ts';
import { makeLinuxServer } from './test-guests/server-disks.ts';

const runs = 5;

interface Figures {
  readonly ms: number;
  /** Of our own process, which a loaded machine does not stretch as it does the time. */
  readonly cpuMs: number;
  readonly read: number;
  readonly peakBytes: number;
  readonly checks: number;
}

/** Resolves to the lines to print. The disk has 40 GiB, of which 5 GiB are stored, and a Linux server on it. */
export async function benchGuest(folder: string): Promise<string[]> {
  const raw = await makeLinuxServer(join(folder, 'server.raw'), { bytes: 8 * GiB });
  await scatter(raw, 40 * GiB, 5 * GiB);
  const path = await asVmdk(raw);
  try {
    const storedBytes = (await stat(path)).blocks * 512;
    const found: Figures[] = [];
    // a process of its own each time, so that nothing is warm and all memory is its own
    for (let run = 0; run < runs; run += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, path]);
      found.push(JSON.parse(stdout) as Figures);
    }
    const { median, least, most } = spread(found.map(({ ms }) => ms));
    const share = Math.max(...found.map(({ read }) => read)) / storedBytes;
    const peakBytes = Math.max(...found.map((one) => one.peakBytes));
    return [
      `look inside a VMDK of 40 GiB with 5 GiB stored, ${found[0]?.checks ?? 0} checks: ${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}, ${runs} runs) (wanted: under 5000)`,
      `of that our own processor time: ${spread(found.map(({ cpuMs }) => cpuMs)).median.toFixed(0)} ms`,
      `of its stored bytes read: ${(share * 100).toFixed(2)} % (wanted: under 2)`,
      `memory at most: ${Math.round(peakBytes / MiB)} MiB (wanted: under 200)`,
    ];
  } finally {
    await rm(path, { force: true });
  }
}

async function figuresOf(path: string): Promise<Figures> {
  const qemu = await findQemu();
  const before = await bytesRead();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const [look] = await lookAtAll([path], qemu);
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const read = (await bytesRead()) - before;
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  return {
    ms,
    cpuMs: (user + system) / 1_000,
    read,
    peakBytes,
    checks: look?.report?.guest?.checks.length ?? 0,
  };
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await figuresOf(process.argv[2] ?? '')));
