/** Our upload on emulated lines (rate, 50 ms, lost parts), what a cut costs, and its memory for a huge sparse disk. */
import { createServer, type Server } from 'node:http';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { crc64OfZeros } from '../main/core/base/crc64.ts';
import { systemClock } from '../main/core/base/clock.ts';
import { straightLine } from '../main/core/base/line.ts';
import { newThrottle } from '../main/core/base/throttle.ts';
import { openAlibaba } from '../main/core/cloud/alibaba/open-alibaba.ts';
import type { ObjectStore } from '../main/core/cloud/cloud.ts';
import { digestFile } from '../main/core/disk/digest.ts';
import { filePartSource, type PartSource } from '../main/core/transfer/part-source.ts';
import type { PartStore, StoredPart } from '../main/core/base/part-store.ts';
import { upload, type UploadRequest } from '../main/core/transfer/upload.ts';
import { bareUpload } from './bench-upload.ts';
import { GiB, MiB, scatter, startPractice, timed, type RunningPractice } from './bench-tools.ts';

const silent = { write: () => undefined, forStage: () => silent };
const request = (
  folder: string,
  source: PartSource,
  store: PartStore,
  more: Partial<UploadRequest> = {},
): UploadRequest => ({
  source,
  target: { store, key: 'bench-line' },
  journalPath: join(folder, 'line.journal'),
  line: straightLine(),
  throttle: newThrottle(systemClock),
  clock: systemClock,
  log: silent,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...more,
});

/** Objects that take half a minute and more each, or what is asked and answered around the parts would count too much; `partsFor` makes enough parts for one in a hundred to be lost. */
const lines = [
  { mbit: 10, objectMiB: 64, partsFor: 45_000 },
  { mbit: 100, objectMiB: 400, partsFor: 320_000 },
  { mbit: 1_000, objectMiB: 3_200, partsFor: 1_300_000 },
] as const;

/** Beside the line itself: what a bare loop of PUTs reaches there without a loss, as this machine may be the slower one. */
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
      took.ours = await timed(() => upload(request(own, source, storeOf(practice), more)));
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
    const sending = upload(request(own, source, storeOf(practice), { signal: stop.signal, knownBytesPerSecond: 1_250_000 })); // prettier-ignore
    await sending.catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    // what the system had already taken arrives a little later
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const asked = (await (await fetch(`${practice.url}/practice/requests`)).json()) as { action: string; status: number; receivedBytes: number }[]; // prettier-ignore
    for (const { action, status, receivedBytes } of asked)
      if (action === 'UploadPart' && status !== 200) again += receivedBytes;
  });
  return `sent again after a cut at 10 Mbit/s, 512 GiB disk, 12 s in: ${(again / 1e6).toFixed(1)} MB; at worst one part of 58.7 MB (wanted: at most 64)`;
}

/**
 * The parts of a 512 GiB disk of zeros, planned, signed and journaled, as many as half a minute allows, against a server
 * that answers before it has read a body; then some seconds of the same with every byte carried.
 */
export async function benchSparseMemory(folder: string): Promise<string[]> {
  const own = join(folder, 'sparse');
  await mkdir(own);
  try {
    const early = await peakDuring(own, false, 30_000);
    const carried = await peakDuring(own, true, 15_000);
    return [
      `512 GiB of zeros, ${early.parts} of 9,363 parts in ${(early.ms / 1000).toFixed(0)} s, bodies not carried: ` +
        `peak ${early.peakMiB} MiB, ${early.firstMiB} MiB after 5 s and ${early.lastMiB} MiB at the end (wanted: under 300, flat)`,
      `the same with bodies carried, stopped after 15 s at ${(carried.bytes / GiB).toFixed(1)} GiB: peak ${carried.peakMiB} MiB, ` +
        `${carried.firstMiB} MiB after 5 s and ${carried.lastMiB} MiB at the end (wanted: flat)`,
    ];
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

async function peakDuring(folder: string, carry: boolean, stopAfterMs: number) {
  const { store, server, parts, taken } = await nullStore(carry);
  const stop = new AbortController();
  const rss: number[] = [];
  const watch = setInterval(() => rss.push(process.memoryUsage().rss), 250);
  const timer = setTimeout(() => stop.abort(new Error('enough')), stopAfterMs);
  const journalPath = join(folder, carry ? 'carried.journal' : 'early.journal');
  const ms = await timed(() =>
    upload(request(folder, zeroSource(512 * GiB), store, { signal: stop.signal, journalPath })).catch(
      (error: unknown) => {
        if (!stop.signal.aborted) throw error;
      },
    ),
  );
  clearInterval(watch);
  clearTimeout(timer);
  server.closeAllConnections();
  server.close();
  const mib = (bytes = 0): number => Math.round(bytes / MiB);
  return {
    ms,
    parts: parts.size,
    bytes: taken(),
    peakMiB: mib(Math.max(0, ...rss)),
    firstMiB: mib(rss[20]),
    lastMiB: mib(rss.at(-1)),
  };
}

/** Takes everything and keeps nothing. */
async function nullStore(carry: boolean) {
  let received = 0;
  const server: Server = createServer((part, response) => {
    const answer = (): void => void response.writeHead(200, { etag: '"0"' }).end();
    if (!carry) return answer();
    part.on('data', (chunk: Buffer) => (received += chunk.byteLength)).on('end', answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parts = new Map<number, StoredPart>();
  let whole: { bytes: number; crc64: string; storageClass: string; encrypted: boolean } | undefined;
  const store: PartStore = {
    bucketName: 'null',
    head: () => Promise.resolve(whole),
    beginUpload: () => Promise.resolve({ uploadId: 'null' }),
    listParts: () => Promise.resolve([...parts.values()]),
    listUploads: () => Promise.resolve([]),
    signPart(_key, _uploadId, partNumber, bytes) {
      parts.set(partNumber, { partNumber, bytes, etag: '0', crc64: undefined });
      return Promise.resolve({ origin, path: '/', headers: { 'content-length': String(bytes) } });
    },
    judgePart: () => Promise.resolve({ taken: true, etag: '0', crc64: undefined }),
    completeUpload() {
      const bytes = [...parts.values()].reduce((sum, part) => sum + part.bytes, 0);
      whole = { bytes, crc64: String(crc64OfZeros(bytes)), storageClass: 'Standard', encrypted: false };
      return Promise.resolve();
    },
    abortUpload: () => Promise.resolve(),
  };
  return { store, server, parts, taken: () => received };
}

const zeroSource = (byteLength: number): PartSource => ({
  name: 'zeros',
  byteLength,
  mark: 'zeros',
  isZero: () => true,
  expectedCrc64: ({ length }) => crc64OfZeros(length),
  async *read() {
    yield* await Promise.reject<Uint8Array[]>(new Error('zeros are never read'));
  },
});

const storeOf = (practice: RunningPractice): ObjectStore =>
  openAlibaba(practice, { kind: 'practice', url: practice.url }).objects('cn-hangzhou', 'migration-demo', { once: true }); // prettier-ignore

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
