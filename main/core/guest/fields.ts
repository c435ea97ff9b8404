/** Numbers and pieces of a guest's structures, bounded: exact 64-bit numbers, and bytes that must be there. */
import type { Structure } from '../../../contract/sentences.ts';
import { GuestCorrupt } from './damage.ts';

const half = 2 ** 32;

/** A 64-bit little-endian number; one too large to be exact leads outside every disk. */
export function u64le(bytes: Buffer, at: number, structure: Structure): number {
  return exact(bytes.readUInt32LE(at + 4) * half + bytes.readUInt32LE(at), structure);
}

/** The same, big-endian. */
export function u64be(bytes: Buffer, at: number, structure: Structure): number {
  return exact(bytes.readUInt32BE(at) * half + bytes.readUInt32BE(at + 4), structure);
}

function exact(value: number, structure: Structure): number {
  if (Number.isSafeInteger(value)) return value;
  throw new GuestCorrupt(structure, 'holds-impossible-number', value);
}

/** Exactly these bytes, without a copy. */
export function piece(bytes: Buffer, at: number, length: number, structure: Structure): Buffer {
  if (at >= 0 && length >= 0 && at + length <= bytes.length) return bytes.subarray(at, at + length);
  throw new GuestCorrupt(structure, 'outside', length, at, bytes.length);
}
