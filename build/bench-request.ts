/** What the benches' uploads are asked for, and a disk of nothing but zeros to send. */
import { join } from 'node:path';
import { Failure } from '../contract/failure-error.ts';
import { crc64OfZeros } from '../main/core/base/crc64.ts';
import { systemClock } from '../main/core/base/clock.ts';
import { straightLine } from '../main/core/base/line.ts';
import type { PartStore } from '../main/core/base/part-store.ts';
import { newThrottle } from '../main/core/base/throttle.ts';
import type { PartSource } from '../main/core/transfer/part-source.ts';
import type { UploadRequest } from '../main/core/transfer/upload.ts';

const silent = { write: () => undefined, forStage: () => silent };

export const uploadOf = (
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

export const zeroSource = (byteLength: number): PartSource => ({
  name: 'zeros',
  byteLength,
  mark: 'zeros',
  isZero: () => true,
  expectedCrc64: ({ length }) => crc64OfZeros(length),
  async *read() {
    yield* await Promise.reject<Uint8Array[]>(new Error('zeros are never read'));
  },
  damaged: () => new Failure('program.bug', { detail: 'zeros are not zeros' }),
});
