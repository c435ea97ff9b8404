/** Decides how a length is cut into parts, by the speed of the network. Fixed once an upload has begun. */
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
/** On a network so slow that a block would take minutes, parts are even fractions of one. */
const leastPartBytes = MiB / 8;
/** For a speed not measured yet: good from 10 to 100 Mbit/s. */
const usualPartBytes = 8 * MiB;
/** How long a part should take: a cut connection costs no more than that, and a request is still worth its overhead. */
const aimSeconds = 25;
/** As many as are usually on their way at once (`pace.ts` may choose otherwise). */
const usualAtOnce = 4;
/** A disk is cut into at least so many, so that the end of it is not a wait for a single part. */
const leastCount = 64;

/**
 * `bytesPerSecond`: what the line was last measured to carry. Throws RangeError for what is no length of an object.
 */
export function planParts(byteLength: number, bytesPerSecond?: number): PartPlan {
  if (!Number.isSafeInteger(byteLength) || byteLength < 1) throw new RangeError(`not a length: ${byteLength}`);
  const wanted = bytesPerSecond === undefined ? usualPartBytes : (bytesPerSecond / usualAtOnce) * aimSeconds;
  const most = Math.floor(byteLength / leastCount / stepBytes) * stepBytes;
  const fitting = Math.min(inSteps(wanted), Math.max(most, usualPartBytes));
  const partBytes = Math.max(fitting, upInSteps(byteLength / limits.parts));
  if (partBytes > limits.partBytes.max) throw new RangeError(`longer than an object may be: ${byteLength}`);
  return { partBytes, count: Math.ceil(byteLength / partBytes) };
}

function inSteps(bytes: number): number {
  if (bytes >= stepBytes) return Math.round(bytes / stepBytes) * stepBytes;
  return Math.max(leastPartBytes, 2 ** Math.floor(Math.log2(bytes)));
}

function upInSteps(bytes: number): number {
  if (bytes > stepBytes) return Math.ceil(bytes / stepBytes) * stepBytes;
  return Math.max(leastPartBytes, 2 ** Math.ceil(Math.log2(bytes)));
}

/** Part numbers start at 1. */
export function partRange(partBytes: number, byteLength: number, partNumber: number): ByteRange {
  const start = (partNumber - 1) * partBytes;
  return { start, length: Math.min(partBytes, byteLength - start) };
}
