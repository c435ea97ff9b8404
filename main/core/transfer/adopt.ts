/**
 * Finds an unfinished upload of the same bytes that no journal on this machine knows: begun on another computer with the
 * same plan, or here before the journal was lost. What proves it is ours is its content, nothing else.
 */
import { createHash } from 'node:crypto';
import { limits, MiB } from '../../../contract/limits.ts';
import { newCrc64 } from '../base/crc64.ts';
import { partRange, type ByteRange } from './part-plan.ts';
import type { PartSource } from './part-source.ts';
import type { PartTarget, StoredPart } from '../base/part-store.ts';
import type { JournalHeader, JournalPart } from './upload-journal.ts';

export interface Adopted {
  readonly header: JournalHeader;
  readonly parts: Map<number, JournalPart>;
}

/** The one with most parts that equal the source's; undefined where none has any. An upload whose parts cannot be listed is passed over. */
export async function findAdoptable(
  source: PartSource,
  { store, key }: PartTarget,
  signal: AbortSignal,
): Promise<Adopted | undefined> {
  let best: Adopted | undefined;
  for (const upload of await store.listUploads(key, signal)) {
    if (upload.key !== key) continue;
    const listed = await store.listParts(key, upload.uploadId, signal);
    const partBytes = partBytesOf(listed, source.byteLength);
    if (partBytes === undefined) continue;
    const parts = new Map<number, JournalPart>();
    for (const part of listed) {
      const range = partRange(partBytes, source.byteLength, part.partNumber);
      if (range.start >= source.byteLength || range.length !== part.bytes) continue;
      const crc64 = await sameAs(part, source, range, signal);
      if (crc64 === undefined) continue;
      const { partNumber, bytes, etag } = part;
      parts.set(partNumber, { partNumber, bytes, etag, crc64: String(crc64) });
    }
    if (parts.size <= (best?.parts.size ?? 0)) continue;
    const header: JournalHeader = {
      bucket: store.bucketName,
      key,
      uploadId: upload.uploadId,
      partBytes,
      byteLength: source.byteLength,
      sourceMark: source.mark,
    };
    best = { header, parts };
  }
  return best;
}

/**
 * Parts the cloud has beyond those noted here: their answers were lost, but they are what would be sent. Where that is not
 * known beforehand, they are read.
 */
export async function alsoThere(
  source: PartSource,
  header: JournalHeader,
  known: ReadonlyMap<number, JournalPart>,
  listed: readonly StoredPart[],
  signal: AbortSignal,
): Promise<JournalPart[]> {
  const found: JournalPart[] = [];
  for (const part of listed) {
    const { partNumber, bytes, etag } = part;
    const range = partRange(header.partBytes, header.byteLength, partNumber);
    if (known.has(partNumber) || range.start >= header.byteLength || range.length !== bytes) continue;
    const crc64 = await sameAs(part, source, range, signal);
    if (crc64 !== undefined) found.push({ partNumber, bytes, etag, crc64: String(crc64) });
  }
  return found;
}

/** All parts but the last are as long as the plan says; the longest is one of them, or the only one there is. */
function partBytesOf(listed: readonly StoredPart[], byteLength: number): number | undefined {
  const longest = Math.max(0, ...listed.map(({ bytes }) => bytes));
  const single = longest === byteLength;
  const planned = longest >= limits.partBytes.min && longest % MiB === 0;
  return (single || planned) && Math.ceil(byteLength / longest) <= limits.parts ? longest : undefined;
}

/** The range's CRC-64 here, when the part has it (or, where the service does not say, when its ETag is the range's MD5). */
export async function sameAs(
  part: Pick<StoredPart, 'etag' | 'crc64'>,
  source: PartSource,
  range: ByteRange,
  signal: AbortSignal,
): Promise<bigint | undefined> {
  const known = source.expectedCrc64(range);
  if (part.crc64 !== undefined && known !== undefined) return part.crc64 === String(known) ? known : undefined;
  const hasher = await newCrc64();
  const md5 = createHash('md5');
  for await (const chunk of source.read(range, signal)) {
    hasher.update(chunk);
    md5.update(chunk);
  }
  const crc = hasher.value();
  const same = part.crc64 === undefined ? part.etag.toLowerCase() === md5.digest('hex') : part.crc64 === String(crc);
  return same ? crc : undefined;
}
