/** Says of a packed disk how large it is unpacked, as far as its packer wrote that down, and what can unpack it. */
import { wrapping, type Wrapping } from '../../../contract/disks.ts';
import type { Failure } from '../../../contract/failure-error.ts';
import { unpackCommand } from '../../../words/unpack-command.ts';
import { packers } from './packers.ts';
import { chosenSubject, withSubjects } from './examine.ts';
import { partOf, resolveSource, withSourceFile, type SourceFile } from './source-file.ts';
import { readZip } from './packages/zip.ts';

type By = Wrapping['by'];
const canUnpack = (by: By): boolean => packers.some((one) => one.by === by && one.decoder !== undefined);

/** Undefined when the failure is another one. Damage in the wrapper leaves the size open. */
export async function wrappingOf(
  path: string,
  failure: Failure,
  member: string | undefined,
  signal?: AbortSignal,
): Promise<Wrapping | undefined> {
  if (failure.code !== 'source.wrapped') return undefined;
  const by = wrapping.shape.by.safeParse((failure.facts as { wrapper: string }).wrapper);
  if (!by.success) return undefined;
  const size = await withWrapped(path, member, signal, (file) => unpackedSize(file, by.data)).catch(
    () => undefined, // damaged: told when it is unpacked
  );
  const command = canUnpack(by.data) ? undefined : unpackCommand(path, by.data);
  return {
    by: by.data,
    exact: size?.exact === true,
    canUnpack: canUnpack(by.data),
    ...(size === undefined ? {} : { unpackedBytes: size.bytes }),
    ...(command === undefined ? {} : { command }),
  };
}

/** Runs `use` with the packed bytes: a file, or a disk within a package. */
export async function withWrapped<T>(
  path: string,
  member: string | undefined,
  signal: AbortSignal | undefined,
  use: (file: SourceFile) => Promise<T>,
): Promise<T> {
  const real = await resolveSource(path);
  if (member === undefined) return withSourceFile(real, signal, use);
  const place = await withSubjects(real, {}, signal, (all) => chosenSubject(path, all, member).place());
  return withSourceFile(place.path, signal, (file) => use(partOf(file, { name: member, ...place })));
}

async function unpackedSize(file: SourceFile, by: By): Promise<{ bytes: number; exact: boolean } | undefined> {
  if (by === 'gzip') {
    // RFC 1952: the length modulo 4 GiB, of the last member
    const bytes = (await file.read(file.bytes - 4, 4)).readUInt32LE(0);
    return { bytes, exact: false };
  }
  if (by === 'zip') {
    const entry = await readZip(file);
    return { bytes: entry.bytes, exact: true };
  }
  if (by === 'zstd') return zstdSize(await file.read(0, Math.min(18, file.bytes)));
  if (by === 'xz') return xzSize(file);
  return undefined;
}

/** RFC 8878 §3.1.1.1: the first frame's content size, when it is written. There may be more frames. */
function zstdSize(head: Buffer): { bytes: number; exact: boolean } | undefined {
  const descriptor = head[4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const flag = descriptor >> 6;
  const fieldBytes = flag === 0 ? (single ? 1 : 0) : 2 ** flag;
  const at = 5 + (single ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  if (fieldBytes === 0 || at + fieldBytes > head.length) return undefined;
  if (fieldBytes === 8) return { bytes: Number(head.readBigUInt64LE(at)), exact: false };
  return { bytes: head.readUIntLE(at, fieldBytes) + (fieldBytes === 2 ? 256 : 0), exact: false };
}

const longestIndexBytes = 2 ** 20;

/** The .xz file format 1.1: the index before the footer lists every block's length. One stream only. */
async function xzSize(file: SourceFile): Promise<{ bytes: number; exact: boolean } | undefined> {
  const footer = await file.read(file.bytes - 12, 12);
  const indexBytes = (footer.readUInt32LE(4) + 1) * 4;
  if (footer.toString('latin1', 10, 12) !== 'YZ' || indexBytes > longestIndexBytes) return undefined;
  const index = await file.read(file.bytes - 12 - indexBytes, indexBytes);
  let at = 1;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = index[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) break;
    }
    return value;
  };
  const records = varint();
  let bytes = 0;
  let packed = 0;
  for (let n = 0; n < records && at < index.length; n++) {
    packed += Math.ceil(varint() / 4) * 4;
    bytes += varint();
  }
  // header and footer take 12 bytes each; anything more is another stream before this one
  return { bytes, exact: packed + indexBytes + 24 === file.bytes };
}
