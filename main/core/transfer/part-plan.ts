/** Decides how a length is cut into parts. */
import { limits, MiB } from '../../../contract/limits.ts';

export interface PartPlan {
  /** Of every part but the last. */
  readonly partBytes: number;
  readonly count: number;
}

export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** Parts begin where the digest's blocks do, so that a part's checksum is known before it is read. */
const stepBytes = 4 * MiB;
const usualPartBytes = 8 * MiB;

/** 8 MiB parts, larger only where OSS's 10,000 parts would not do. Throws RangeError for what is no length of an object. */
export function planParts(byteLength: number): PartPlan {
  if (!Number.isSafeInteger(byteLength) || byteLength < 1)
    throw new RangeError(`not a length: ${byteLength}`);
  const least = Math.ceil(byteLength / limits.parts / stepBytes) * stepBytes;
  const partBytes = Math.max(usualPartBytes, least);
  if (partBytes > limits.partBytes.max) throw new RangeError(`longer than an object may be: ${byteLength}`);
  return { partBytes, count: Math.ceil(byteLength / partBytes) };
}

/** Part numbers start at 1. */
export function partRange(partBytes: number, byteLength: number, partNumber: number): ByteRange {
  const start = (partNumber - 1) * partBytes;
  return { start, length: Math.min(partBytes, byteLength - start) };
}
