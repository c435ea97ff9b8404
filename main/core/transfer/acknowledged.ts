/** What is known to be in the cloud already, and what follows from it. */
import { crc64Combine, emptyCrc64 } from '../base/crc64.ts';
import { partRange } from './part-plan.ts';
import type { StoredPart } from '../base/part-store.ts';
import type { JournalHeader, JournalPart } from './upload-journal.ts';

/** The parts both the journal and the cloud have, the same in every respect known. */
export function agreed(
  parts: ReadonlyMap<number, JournalPart>,
  listed: readonly StoredPart[],
  { partBytes, byteLength }: JournalHeader,
): Map<number, JournalPart> {
  const count = Math.ceil(byteLength / partBytes);
  const both = new Map<number, JournalPart>();
  for (const there of listed) {
    const noted = parts.get(there.partNumber);
    if (noted === undefined || noted.partNumber > count) continue;
    const same =
      noted.etag === there.etag &&
      noted.bytes === there.bytes &&
      noted.bytes === partRange(partBytes, byteLength, noted.partNumber).length &&
      (there.crc64 === undefined || there.crc64 === noted.crc64);
    if (same) both.set(noted.partNumber, noted);
  }
  return both;
}

/** Numbers of the parts that are still to be sent, in order. */
export function missingOf(parts: ReadonlyMap<number, JournalPart>, { partBytes, byteLength }: JournalHeader): number[] {
  const count = Math.ceil(byteLength / partBytes);
  return Array.from({ length: count }, (_, index) => index + 1).filter((number) => !parts.has(number));
}

/** CRC-64 of the whole, once every part is noted. */
export function wholeOf(parts: ReadonlyMap<number, JournalPart>, header: JournalHeader): bigint | undefined {
  if (missingOf(parts, header).length > 0) return undefined;
  let crc = emptyCrc64;
  for (const { crc64, bytes } of [...parts.values()].sort((a, b) => a.partNumber - b.partNumber)) {
    crc = crc64Combine(crc, BigInt(crc64), bytes);
  }
  return crc;
}
