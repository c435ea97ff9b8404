/** For tests: a practice cloud, a disk of three parts, and uploads of it; set up and cleaned up around each test. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startPracticeCloud, type PracticeCloud } from '../../../practice/practice-cloud.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import { straightLine } from '../base/line.ts';
import type { Log, LogFacts } from '../base/log.ts';
import { newThrottle } from '../base/throttle.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import type { ObjectStore } from '../cloud/cloud.ts';
import { digestOf } from './digest.double.ts';
import { filePartSource, type BlockDigest, type PartSource } from './part-source.ts';
import { upload, type Uploaded, type UploadRequest } from './upload.ts';

export const MiB = 2 ** 20;
export const bucket = 'migration-demo';
export const key = 'disks/web01.qcow2';
/** Two parts of 8 MiB and a short one. */
export const bytes = 17 * MiB + 12_345;
export const content = randomBytes(bytes);
const blockBytes = 4 * MiB;

export interface Rule {
  match: { action: string; partNumber?: number };
  times?: number;
  skip?: number;
  fault: object;
}

/** Real time, but waits end at once. */
const clock: Clock = { now: () => Date.now(), wait: (_ms, signal) => systemClock.wait(0, signal) };

export class UploadRoom {
  folder = '';
  path = '';
  journalPath = '';
  digest: BlockDigest = { bytes: 0, crc64: 0n, blockBytes, blocks: [] };
  logged: { event: string; facts: LogFacts }[] = [];
  readonly #running: PracticeCloud[] = [];

  async open(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'upload-'));
    this.path = join(this.folder, 'disk-0.qcow2');
    this.journalPath = join(this.folder, 'upload-0.jsonl');
    this.logged = [];
    await this.write(content);
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((cloud) => cloud.close()));
    await rm(this.folder, { recursive: true });
  }

  /** Another disk in the same place, digested. */
  async write(disk: Uint8Array): Promise<void> {
    await writeFile(this.path, disk);
    this.digest = await digestOf(disk, blockBytes);
  }

  async practice(rules: Rule[] = []): Promise<{ cloud: PracticeCloud; store: ObjectStore }> {
    await mkdir(join(this.folder, 'world'), { recursive: true });
    const faultsFile = join(this.folder, 'faults.json');
    await writeFile(faultsFile, JSON.stringify({ rules }));
    const cloud = await startPracticeCloud({ folder: join(this.folder, 'world'), faultsFile });
    this.#running.push(cloud);
    return { cloud, store: storeOf(cloud) };
  }

  source(): PartSource {
    return filePartSource(this.path, this.digest);
  }

  send(store: ObjectStore, more: Partial<UploadRequest> = {}): Promise<Uploaded> {
    const log: Log = {
      write: (_level, event, facts = {}) => void this.logged.push({ event, facts }),
      forStage: () => log,
    };
    return upload({
      source: this.source(),
      target: { store, key },
      journalPath: this.journalPath,
      line: straightLine(),
      throttle: newThrottle(systemClock),
      clock,
      signal: new AbortController().signal,
      log,
      onProgress: () => undefined,
      ...more,
    });
  }

  whole(): Uploaded {
    return { bytes, crc64: this.digest.crc64 };
  }

  /** A source that stops the upload once so many parts have been read to their end. */
  stopAfter(parts: number, stop: AbortController): PartSource {
    const source = this.source();
    let begun = 0;
    return {
      ...source,
      async *read(range, signal) {
        if (begun++ === parts) stop.abort(new Error('paused'));
        signal.throwIfAborted();
        yield* source.read(range, signal);
      },
    };
  }
}

/** A room of its own for each test of the file. */
export function uploadRoom(): UploadRoom {
  const room = new UploadRoom();
  beforeEach(() => room.open());
  afterEach(() => room.close());
  return room;
}

export const storeOf = (
  { url, accessKeyId, accessKeySecret }: PracticeCloud,
  secret = accessKeySecret,
  name = bucket,
): ObjectStore =>
  openAlibaba({ accessKeyId, accessKeySecret: secret }, { kind: 'practice', url }).objects('cn-hangzhou', name, {
    once: true,
  });

/** Numbers of the parts the service took, in the order it took them. */
export async function partsTaken({ url }: PracticeCloud): Promise<number[]> {
  const answer = (await (await fetch(`${url}/practice/requests`)).json()) as {
    action: string;
    status: number;
    partNumber?: number;
  }[];
  return answer
    .filter(({ action, status }) => action === 'UploadPart' && status === 200)
    .map(({ partNumber }) => partNumber ?? 0);
}
export const ascending = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b);
