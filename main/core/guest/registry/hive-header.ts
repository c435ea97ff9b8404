/** What the first sector of a hive, or of one of its logs, tells: which tree, and whether it was written to the end. */
import type { Damage } from '../../../../contract/said.ts';
import { GuestCorrupt } from '../damage.ts';

/** Registry values below are offsets from here; cells follow the header (Windows keeps 4 KiB for it). */
export const binsOffset = 4_096;

export interface HiveHeader {
  /** False when the two sequence numbers or the checksum disagree: newer values may lie in the log files only. */
  readonly clean: boolean;
  readonly sequences: readonly [number, number];
  readonly minorVersion: number;
  /** Offset of the root key's cell, from the first bin. */
  readonly rootOffset: number;
  /** Bytes of all bins. */
  readonly binsBytes: number;
  /** The name Windows wrote into the hive, as far as it fits: the end of its path. */
  readonly name: string;
}

/** Reads a primary file's header. `first` is the first 512 bytes or more. Throws GuestCorrupt when it is not a hive. */
export function readHiveHeader(first: Buffer): HiveHeader {
  if (first.length < 512 || first.toString('latin1', 0, 4) !== 'regf') throw damaged('no-signature');
  const major = first.readUInt32LE(20);
  const minorVersion = first.readUInt32LE(24);
  if (major !== 1 || minorVersion > 6) throw damaged('unknown-version', `${major}.${minorVersion}`);
  if (first.readUInt32LE(28) !== 0) throw damaged('log-not-hive');
  const sequences = [first.readUInt32LE(4), first.readUInt32LE(8)] as const;
  return {
    clean: sequences[0] === sequences[1] && headerChecksum(first) === first.readUInt32LE(508),
    sequences,
    minorVersion,
    rootOffset: first.readUInt32LE(36),
    binsBytes: first.readUInt32LE(40),
    name: utf16(first.subarray(48, 112)),
  };
}

export interface HiveLog {
  /** `entries`: Windows 8.1 and later; `dirty-pages`: before. */
  readonly style: 'entries' | 'dirty-pages';
  /** True when the log holds changes that follow sequence number `after`. */
  holdsNewerThan(after: number): boolean;
}

/**
 * Recognises `SYSTEM.LOG1` and its like from their first 1,024 bytes; undefined for an empty or foreign file. Changes
 * are not replayed: a hive with newer changes in its log is said to be stale.
 */
export function readHiveLog(first: Buffer): HiveLog | undefined {
  if (first.length < 520 || first.toString('latin1', 0, 4) !== 'regf') return undefined;
  const type = first.readUInt32LE(28);
  const mark = first.toString('latin1', 512, 516);
  if (type === 6 && mark === 'HvLE') {
    const sequence = first.length >= 528 ? first.readUInt32LE(524) : 0;
    return { style: 'entries', holdsNewerThan: (after) => sequence >= after };
  }
  if ((type === 1 || type === 2) && mark === 'DIRT') {
    const sequence = first.readUInt32LE(4);
    return { style: 'dirty-pages', holdsNewerThan: (after) => sequence >= after };
  }
  return undefined;
}

/** All 32-bit words of the header but the last, combined; 0 and all ones are never written. */
export function headerChecksum(header: Buffer): number {
  let sum = 0;
  for (let offset = 0; offset < 508; offset += 4) sum = (sum ^ header.readUInt32LE(offset)) >>> 0;
  if (sum === 0) return 1;
  return sum === 0xffffffff ? 0xfffffffe : sum;
}

/** UTF-16LE up to the first zero. */
export function utf16(bytes: Buffer): string {
  const text = bytes.toString('utf16le', 0, bytes.length & ~1);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** What every reader of this room throws. */
export function damaged(...what: Damage): GuestCorrupt {
  return new GuestCorrupt('registry hive', ...what);
}
