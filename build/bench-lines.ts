/** Our upload on emulated networks (rate, 50 ms, lost parts), and what a cut costs. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAlibaba } from '../main/core/cloud/alibaba/open-alibaba.ts';
import type { ObjectStore } from '../main/core/cloud/cloud.ts';
import { digestFile } from '../main/core/disk/digest.ts';
import { filePartSource } from '../main/core/transfer/part-source.ts';
import { upload } from '../main/core/transfer/upload.ts';
import { uploadOf, zeroSource } from './bench-request.ts';
import { bareUpload } from './bench-upload.ts';
import { GiB, MiB, scatter, startPractice, timed, type RunningPractice } from './bench-tools.ts';

/** Objects that take half a minute and more each, or what is asked and answered around the parts would count too much; `partsFor` makes enough parts for one in a hundred to be lost. */
const lines = [
  { mbit: 10, objectMiB: 64, partsFor: 45_000 },
  { mbit: 100, objectMiB: 400, partsFor: 320_000 },
  { mbit: 1_000, objectMiB: 3_200, partsFor: 1_300_000 },
] as const;

/** Compared with the network and with a bare loop of PUTs without losses, as this machine may be slower than the network. */
export async function benchLines(folder: string, cli: string): Promise<string[]> {
  const told: string[] = [];
  for (const { mbit, objectMiB, partsFor } of lines) {
    const bytesPerSecond = (mbit * 1_000_000) / 8;
    const disk = join(folder, 'line.raw');
    await scatter(disk, objectMiB * MiB, objectMiB * MiB);
    const { signal } = new AbortController();
    const digest = await digestFile(disk, { signal, onProgress: () => undefined });
    const world = { bytesPerSecond, latencyMs: 50 };
    const took = { ours: Number.NaN, bare: Number.NaN };
    await withPractice(folder, cli, world, async (practice) => {
      took.bare = await timed(() => bareUpload(storeOf(practice), 'bench-bare', disk));
    });
    await withPractice(folder, cli, { ...world, losesOnePartIn: 100 }, async (practice, own) => {
      const source = filePartSource(disk, digest);
      const more = { knownBytesPerSecond: partsFor };
      took.ours = await timed(() => upload(uploadOf(own, source, storeOf(practice), more)));
    });
    await rm(disk);
    const ofLine = (ms: number): string => ((digest.bytes * 1000) / ms / bytesPerSecond).toFixed(2);
    told.push(
      `upload at ${mbit} Mbit/s with 50 ms and 1 % of the parts lost, of the line: ${ofLine(took.ours)} ` +
        `(a bare loop without a loss: ${ofLine(took.bare)}; wanted: at least 0.95)`,
    );
  }
  return told;
}

/** A cut after some seconds at 10 Mbit/s, with the parts that half a TiB would have. */
export async function benchCut(folder: string, cli: string): Promise<string> {
  let again = 0;
  await withPractice(folder, cli, { bytesPerSecond: 1_250_000 }, async (practice, own) => {
    const stop = new AbortController();
    const source = zeroSource(512 * GiB);
    setTimeout(() => stop.abort(new Error('cut')), 12_000);
    const sending = upload(
      uploadOf(own, source, storeOf(practice), { signal: stop.signal, knownBytesPerSecond: 1_250_000 }),
    );
    await sending.catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    // what the system had already taken arrives a little later
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const asked = (await (await fetch(`${practice.url}/practice/requests`)).json()) as {
      action: string;
      status: number;
      receivedBytes: number;
    }[];
    for (const { action, status, receivedBytes } of asked)
      if (action === 'UploadPart' && status !== 200) again += receivedBytes;
  });
  return `sent again after a cut at 10 Mbit/s, 512 GiB disk, 12 s in: ${(again / 1e6).toFixed(1)} MB; at worst one part of 58.7 MB (wanted: at most 64)`;
}

const storeOf = (practice: RunningPractice): ObjectStore =>
  openAlibaba(practice, { kind: 'practice', url: practice.url }).objects('cn-hangzhou', 'migration-demo', {
    once: true,
  });

async function withPractice(
  folder: string,
  cli: string,
  world: object,
  use: (practice: RunningPractice, own: string) => Promise<void>,
): Promise<void> {
  const own = join(folder, 'line');
  await mkdir(own);
  const faults = join(own, 'faults.json');
  await writeFile(faults, JSON.stringify({ world }));
  const practice = await startPractice(cli, join(own, 'world'), faults);
  try {
    await use(practice, own);
  } finally {
    await practice.stop();
    await rm(own, { recursive: true, force: true });
  }
}
