/** Our upload against a bare loop of signed PUTs with CRC-64 of the same parts, as many at a time, to the same practice cloud. */
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { systemClock } from '../main/core/base/clock.ts';
import { newCrc64 } from '../main/core/base/crc64.ts';
import { straightLine } from '../main/core/base/line.ts';
import { fileLog } from '../main/core/base/log.ts';
import { newThrottle } from '../main/core/base/throttle.ts';
import { openAlibaba } from '../main/core/cloud/alibaba/open-alibaba.ts';
import type { SignedPut } from '../main/core/base/part-store.ts';
import type { ObjectStore } from '../main/core/cloud/cloud.ts';
import { digestFile } from '../main/core/disk/digest.ts';
import { filePartSource } from '../main/core/transfer/part-source.ts';
import { planParts } from '../main/core/transfer/part-plan.ts';
import { upload } from '../main/core/transfer/upload.ts';
import { ratioLine, rounds, type RunningPractice } from './bench-tools.ts';

const atOnce = 4;

export async function benchUpload(folder: string, path: string, practice: RunningPractice): Promise<string[]> {
  const { signal } = new AbortController();
  const cloud = openAlibaba(practice, { kind: 'practice', url: practice.url });
  const store = cloud.objects('cn-hangzhou', 'migration-demo', { once: true });
  const journalPath = join(folder, 'upload.journal');
  const onProgress = (): void => undefined;
  const line = straightLine();
  const throttle = newThrottle(systemClock);
  const digest = await digestFile(path, { signal, onProgress });
  const log = fileLog(join(folder, 'bench.log'), systemClock, () => undefined);
  const ours = (): Promise<unknown> =>
    upload({
      source: filePartSource(path, digest),
      target: { store, key: 'bench-ours' },
      journalPath,
      line,
      throttle,
      clock: systemClock,
      log,
      signal,
      onProgress,
    });
  const bare = (): Promise<void> => bareUpload(store, 'bench-bare', path);

  await bare(); // warms the page cache and the server
  const clear = async (): Promise<void> => {
    await store.remove('bench-ours');
    await store.remove('bench-bare');
    await rm(journalPath, { force: true });
  };
  const told = await rounds(5, { clear, ours, bare });
  // as speeds: more is better
  const ratios = told.map(({ oursMs, bareMs }) => bareMs / oursMs);
  return [ratioLine('upload speed, ours to a bare loop of signed PUTs with CRC-64', ratios, ' (wanted: at least 0.9)')];
}

/** Reads a part, sends it, compares the CRC-64 that is answered, takes the next: no digest, no journal, no second try. */
export async function bareUpload(store: ObjectStore, key: string, path: string): Promise<void> {
  const { size } = await stat(path);
  const { uploadId } = await store.beginUpload(key);
  const { partBytes, count } = planParts(size);
  const parts: { partNumber: number; etag: string }[] = [];
  const agent = new Agent({ keepAlive: true });
  const file = await open(path);
  let next = 0;
  const worker = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafe(partBytes);
    const hasher = await newCrc64();
    while (next < count) {
      const index = next;
      next += 1;
      const body = await slice(file, buffer, index * partBytes, Math.min(partBytes, size - index * partBytes));
      hasher.init();
      hasher.update(body);
      const signed = await store.signPart(key, uploadId, index + 1, body.length);
      const { etag, crc64 } = await put(agent, signed, body);
      if (crc64 !== String(hasher.value())) throw new Error('a bare PUT was answered with another CRC-64');
      parts.push({ partNumber: index + 1, etag });
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
    parts.sort((a, b) => a.partNumber - b.partNumber);
    await store.completeUpload(key, uploadId, parts, 'replaced');
  } finally {
    agent.destroy();
    await file.close();
  }
}

async function slice(file: FileHandle, buffer: Buffer, start: number, length: number): Promise<Buffer> {
  let done = 0;
  while (done < length) done += (await file.read(buffer, done, length - done, start + done)).bytesRead;
  return buffer.subarray(0, length);
}

function put(agent: Agent, part: SignedPut, body: Buffer): Promise<{ etag: string; crc64: unknown }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(part.origin);
    const headers = { ...part.headers, 'content-length': String(body.length) };
    request({ hostname, port, path: part.path, method: 'PUT', headers, agent }, (answer) => {
      answer.resume().on('end', () => {
        const { etag, 'x-oss-hash-crc64ecma': crc64 } = answer.headers;
        if (answer.statusCode === 200 && etag !== undefined) resolve({ etag, crc64 });
        else reject(new Error(`a bare PUT was answered with ${String(answer.statusCode)}`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}
