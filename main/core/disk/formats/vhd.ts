/**
 * Reads VHD footers, headers and block tables (Microsoft, Virtual Hard Disk Image Format Specification 1.0): refuses
 * differencing disks, which qemu-img converts to zeros, and blocks past the end.
 */
import { Failure } from '../../../../contract/failure-error.ts';
import { say } from '../../../../contract/said.ts';
import { assertVirtualSize, unsupported, type DiskLayout, type Reading } from '../layout.ts';
import { placeVhd } from '../block/vhd-places.ts';
import { vhdBlockBytes } from '../planned/vhd-plan.ts';
import { corrupt, tablePieces, truncated, u64be, type SourceFile } from '../source-file.ts';
import { hasMark, type DiskFormat } from './format.ts';

const footerBytes = 512;
const dynamicHeaderBytes = 1_024;
/** A VHD of 2,040 GiB in blocks of 512 KiB has a third of these. */
const mostBlocks = 2 ** 24;
const mostSearchedBytes = 2 ** 22;
const isFooter = (sector: Buffer): boolean => hasMark(sector, 'conectix');
/** All of a footer but its mark: else the disk would pass for a bare one that is a sector longer. */
const wasFooter = (sector: Buffer): boolean =>
  sector.length >= footerBytes &&
  sector.readUInt32BE(12) === 0x10000 &&
  sector.readUInt32BE(60) >= kinds.fixed &&
  sector.readUInt32BE(60) <= kinds.differencing &&
  sector.subarray(85).every((byte) => byte === 0);
const kinds = { fixed: 2, dynamic: 3, differencing: 4 };
/** Programs whose disks qemu-img already measures by the size in the footer (qemu, block/vpc.c). */
const sizedByFooter = new Set(['win ', 'qem2', 'd2v ', 'tap\0', 'CTXS', 'wa\0\0']);
/** Programs whose disks are as large as their cylinders, heads and sectors say (ibid.). */
const sizedByGeometry = new Set(['vpc ', 'qemu']);
const largestCylinderBytes = 16 * 255 * 512;
const largestGeometry = 65_535 * 16 * 255;

export const vhd: DiskFormat = {
  name: 'vhd',
  endings: ['vhd'],
  driver: 'vpc',
  // its footer is at the end; the growing kinds have a copy of it at the start
  markedAt: (start, end) => (isFooter(start) ? 'start' : isFooter(end) || wasFooter(end) ? 'end' : undefined),
  read: readVhd,
  place: async ({ path, range }, sizeBytes, open) => placeVhd(await open(path, range), sizeBytes),
};

/** Fails with `source.differencing`, `.unsupported-format`, `.corrupt`, `.truncated`. */
async function readVhd(file: SourceFile, { known, headersOnly = false }: Reading): Promise<DiskLayout> {
  if (file.bytes < footerBytes) throw truncated(file.path, file.name, footerBytes, file.bytes);
  const tail = await file.read(file.bytes - footerBytes, footerBytes);
  const head = await file.read(0, footerBytes);
  const headIsFooter = isFooter(head);
  if (!isFooter(tail) && wasFooter(tail)) throw corrupt(file, 'mark-damaged');
  if (!isFooter(tail)) throw truncated(file.path, file.name, file.bytes + footerBytes, file.bytes);
  assertChecksum(file, tail, 64);
  const kind = tail.readUInt32BE(60);
  if (kind === kinds.differencing) throw await differencing(file, tail);
  if (kind !== kinds.fixed && kind !== kinds.dynamic) throw unsupported(file, say('vhd-kind', kind));
  // qemu-img believes the copy at the start, so it has to say the same
  if (headIsFooter !== (kind === kinds.dynamic) || (headIsFooter && !sameDisk(head, tail))) {
    throw corrupt(file, 'footers-differ');
  }
  if (headIsFooter) assertChecksum(file, head, 64);
  const footerSize = u64be(tail, 48, file.path);
  const geometrySize = geometryBytes(tail);
  const creator = tail.toString('latin1', 28, 32);
  const byGeometry = sizedByGeometry.has(creator) && geometrySize < largestGeometry * 512;
  const virtualSizeBytes = byGeometry ? geometrySize : footerSize;
  assertVirtualSize(file, virtualSizeBytes, known);

  if (kind === kinds.fixed && virtualSizeBytes + footerBytes > file.bytes) {
    throw truncated(file.path, file.name, virtualSizeBytes + footerBytes, file.bytes);
  }
  if (kind === kinds.fixed && footerSize + footerBytes < file.bytes) {
    throw corrupt(file, 'footer-size', footerSize, file.bytes - footerBytes);
  }
  // cylinders round down, by less than one of them
  if (byGeometry && footerSize - geometrySize >= largestCylinderBytes) {
    throw corrupt(file, 'footer-size', geometrySize, footerSize);
  }
  const counted = kind === kinds.dynamic && !headersOnly;
  const allocated = counted ? { allocatedBytes: await checkBlocks(file, tail, virtualSizeBytes) } : {};
  const sizeKnown = byGeometry || sizedByFooter.has(creator) || geometrySize === footerSize;
  return {
    subformat: kind === kinds.dynamic ? 'dynamic' : 'fixed',
    virtualSizeBytes,
    ...allocated,
    files: [file.path],
    source: { format: 'vhd', path: file.path, ...(sizeKnown ? {} : { sizeFromFooter: true }) },
    // ECS holds the table against the size (InvalidVHDImage.IncorrectSize), so both sizes have to agree
    plain: sizeKnown && footerSize === virtualSizeBytes && virtualSizeBytes % vhdBlockBytes === 0,
    ...(kind === kinds.fixed ? { variant: 'fixed' as const } : {}),
    ...(footerSize === geometrySize || virtualSizeBytes === footerSize
      ? {}
      : {
          noticed: [
            {
              rule: 'geometry-differs' as const,
              facts: { footerBytes: footerSize, geometryBytes: geometrySize },
            },
          ],
        }),
  };
}

/** Where the header lies, sizes, geometry and kind; the rest (time, state) may differ. */
const sameDisk = (a: Buffer, b: Buffer): boolean =>
  a.subarray(16, 24).equals(b.subarray(16, 24)) &&
  a.subarray(28, 32).equals(b.subarray(28, 32)) &&
  a.subarray(40, 64).equals(b.subarray(40, 64));

const geometryBytes = (footer: Buffer): number => footer.readUInt16BE(56) * (footer[58] ?? 0) * (footer[59] ?? 0) * 512;

/** The ones' complement of the sum of all bytes but the checksum's own. */
function assertChecksum(file: SourceFile, structure: Buffer, at: number): void {
  let sum = 0;
  structure.forEach((byte, index) => {
    if (index < at || index >= at + 4) sum += byte;
  });
  if (~sum >>> 0 !== structure.readUInt32BE(at)) throw corrupt(file, 'header-checksum');
}

async function differencing(file: SourceFile, footer: Buffer): Promise<Failure> {
  const at = u64be(footer, 16, file.path);
  const header = at + 1_024 <= file.bytes ? await file.read(at, 1_024) : Buffer.alloc(1_024);
  const name = header.subarray(64, 576).swap16().toString('utf16le').split('\0')[0] ?? '';
  return new Failure('source.differencing', {
    file: file.path,
    parent: name === '' ? say('another-file') : name,
  });
}

/** Every block in the file, none on another, none lost. Resolves to the bytes of the disk that blocks hold. */
async function checkBlocks(file: SourceFile, footer: Buffer, virtualSizeBytes: number): Promise<number> {
  const headerAt = u64be(footer, 16, file.path);
  const header = await file.read(headerAt, dynamicHeaderBytes);
  if (header.toString('latin1', 0, 8) !== 'cxsparse') throw corrupt(file, 'dynamic-header');
  assertChecksum(file, header, 36);
  const tableOffset = u64be(header, 16, file.path);
  const entries = header.readUInt32BE(28);
  const blockBytes = header.readUInt32BE(32);
  if (blockBytes < 512 || blockBytes > 2 ** 28 || (blockBytes & (blockBytes - 1)) !== 0) {
    throw corrupt(file, 'block-bytes', blockBytes);
  }
  const needed = Math.ceil(virtualSizeBytes / blockBytes);
  if (entries < needed) throw corrupt(file, 'block-table-short', entries, needed);
  const bitmapBytes = Math.ceil(blockBytes / 512 / 8 / 512) * 512;
  const storedBytes = bitmapBytes + blockBytes;
  const starts: number[] = [];
  let allocatedBytes = 0;
  // a disk that was made smaller keeps the rest of its table
  const tableBytes = 4 * (tableOffset + entries * 4 <= file.bytes ? entries : needed);
  for await (const { piece, start } of tablePieces(file, tableOffset, tableBytes)) {
    for (let at = 0; at < piece.length; at += 4) {
      const sector = piece.readUInt32BE(at);
      if (sector === 0xffffffff) continue;
      const end = sector * 512 + storedBytes;
      // the footer comes after the last block
      if (end + footerBytes > file.bytes) throw truncated(file.path, file.name, end + footerBytes, file.bytes);
      if (starts.length === mostBlocks) throw corrupt(file, 'tables-too-large');
      starts.push(sector);
      allocatedBytes += Math.max(0, Math.min(blockBytes, virtualSizeBytes - ((start + at) / 4) * blockBytes));
    }
  }
  const tables = [
    { at: headerAt, end: headerAt + dynamicHeaderBytes },
    { at: tableOffset, end: tableOffset + tableBytes },
  ];
  await checkPlaces(file, Uint32Array.from(starts).sort(), storedBytes, tables);
  return allocatedBytes;
}

/** Blocks and tables fill the file up to the footer, but for what aligns them: where one block more would fit, one is lost. */
async function checkPlaces(
  file: SourceFile,
  sectors: Uint32Array,
  storedBytes: number,
  tables: readonly { at: number; end: number }[],
): Promise<void> {
  let free = footerBytes;
  for (let n = 0; n <= sectors.length; n++) {
    const at = n === sectors.length ? file.bytes - footerBytes : (sectors[n] ?? 0) * 512;
    const end = n === sectors.length ? file.bytes : at + storedBytes;
    if (at < free || tables.some((table) => at < table.end && table.at < end))
      throw corrupt(file, 'place-used-twice', at);
    const from = Math.max(
      free,
      ...tables.filter((table) => table.at < at && table.end > free).map((table) => table.end),
    );
    if (at - from >= storedBytes && (await holdsData(file, from, storedBytes))) {
      throw corrupt(file, 'data-unclaimed', at - from);
    }
    free = end;
  }
}

async function holdsData(file: SourceFile, from: number, length: number): Promise<boolean> {
  const most = Math.min(length, mostSearchedBytes);
  for await (const { piece } of tablePieces(file, from, most)) if (piece.some((byte) => byte !== 0)) return true;
  return false;
}
