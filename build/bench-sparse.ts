/** What memory the upload of a huge sparse disk needs: the engine in a process of its own, the server in this one. */
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc64OfZeros } from '../main/core/base/crc64.ts';
import type { PartStore, StoredObject, StoredPart } from '../main/core/base/part-store.ts';
import { keepYoungGenerationSmall } from '../main/core/base/young-generation.ts';
import { upload } from '../main/core/transfer/upload.ts';
import { uploadOf, zeroSource } from './bench-request.ts';
import { GiB, MiB, timed } from './bench-tools.ts';

interface Figures {
  readonly parts: number;
  readonly ms: number;
  /** Resident, every quarter of a second. */
  readonly rss: readonly number[];
  /** At the end. */
  readonly heap: number;
  readonly buffers: number;
}

/**
 * The parts of a 512 GiB disk of zeros, planned and journaled, all of them against a server that answers before it has
 * read a body; then some seconds of the same with every byte carried.
 */
export async function benchSparseMemory(folder: string): Promise<string[]> {
  const own = join(folder, 'sparse');
  await mkdir(own);
  try {
    const early = await measure(own, false, 240_000);
    const carried = await measure(own, true, 15_000);
    return [
      `512 GiB of zeros, ${early.parts} of 9,363 parts in ${(early.ms / 1000).toFixed(0)} s, bodies not carried: ${told(early)} (wanted: under 300, flat)`,
      `the same with bodies carried, stopped after 15 s at ${(carried.received / GiB).toFixed(1)} GiB: ${told(carried)} (wanted: flat)`,
    ];
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The peak of each quarter: garbage waiting for V8's first full sweep is no growth, and shows as quarters that end alike. */
function told({ rss, heap, buffers }: Figures): string {
  const mib = (bytes: number): number => Math.round(bytes / MiB);
  const quarter = rss.length / 4;
  const peaks = [0, 1, 2, 3].map((n) =>
    mib(Math.max(0, ...rss.slice(Math.floor(n * quarter), Math.ceil((n + 1) * quarter)))),
  );
  return `peak of each quarter ${peaks.join(', ')} MiB, heap at the end ${mib(heap)} and buffers ${mib(buffers)}`;
}

/** Takes everything and keeps nothing. */
async function measure(folder: string, carry: boolean, stopAfterMs: number): Promise<Figures & { received: number }> {
  let received = 0;
  const server = createServer((part, response) => {
    const answer = (): void => void response.writeHead(200, { etag: '"0"' }).end();
    if (!carry) return answer();
    part.on('data', (chunk: Buffer) => (received += chunk.byteLength)).on('end', answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const args = ['--no-warnings', import.meta.filename, origin, folder, String(stopAfterMs)];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return { ...(JSON.parse(stdout) as Figures), received };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The whole of the process that is measured, begun as core begins. */
async function sendZeros(origin: string, folder: string, stopAfterMs: number): Promise<Figures> {
  keepYoungGenerationSmall();
  const { store, parts } = nullStore(origin);
  const stop = new AbortController();
  const rss: number[] = [];
  const watch = setInterval(() => rss.push(process.memoryUsage().rss), 250);
  const timer = setTimeout(() => stop.abort(new Error('enough')), stopAfterMs);
  const journalPath = join(folder, `${Date.now()}.journal`);
  const ms = await timed(() =>
    upload(uploadOf(folder, zeroSource(512 * GiB), store, { signal: stop.signal, journalPath })).catch(
      (error: unknown) => {
        if (!stop.signal.aborted) throw error;
      },
    ),
  );
  clearInterval(watch);
  clearTimeout(timer);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { parts: parts.size, ms, rss, heap: heapUsed, buffers: arrayBuffers };
}

/** Believes whatever it is told. */
function nullStore(origin: string): { store: PartStore; parts: ReadonlyMap<number, StoredPart> } {
  const parts = new Map<number, StoredPart>();
  let whole: StoredObject | undefined;
  const store: PartStore = {
    bucketName: 'null',
    head: () => Promise.resolve(whole),
    beginUpload: () => Promise.resolve({ uploadId: 'null', encrypted: false }),
    listParts: () => Promise.resolve([...parts.values()]),
    listUploads: () => Promise.resolve([]),
    signPart(_key, _uploadId, partNumber, bytes) {
      parts.set(partNumber, { partNumber, bytes, etag: '0', crc64: undefined });
      return Promise.resolve({ origin, path: '/', headers: { 'content-length': String(bytes) } });
    },
    judgePart: () => Promise.resolve({ taken: true, etag: '0', crc64: undefined }),
    completeUpload() {
      const bytes = [...parts.values()].reduce((sum, part) => sum + part.bytes, 0);
      whole = { bytes, crc64: String(crc64OfZeros(bytes)), etag: '', storageClass: 'Standard', encrypted: false };
      return Promise.resolve();
    },
    abortUpload: () => Promise.resolve(),
  };
  return { store, parts };
}

if (process.argv[1] === import.meta.filename) {
  const [origin = '', folder = '', stopAfterMs] = process.argv.slice(2);
  const figures = await sendZeros(origin, folder, Number(stopAfterMs));
  process.stdout.write(JSON.stringify(figures), () => process.exit());
}
