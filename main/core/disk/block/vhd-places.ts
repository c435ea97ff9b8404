/**
 * Places the disk of an accepted VHD in its file (Microsoft, Virtual Hard Disk Image Format Specification 1.0). Sector
 * bitmaps are not looked at: of a disk without a parent, a block that is there is whole, and qemu-img reads it so.
 */
import { say } from '../../../../contract/said.ts';
import { unsupported } from '../layout.ts';
import { corrupt, u64be } from '../source-file.ts';
import type { BlockFile } from './block-file.ts';
import { flatPlacer, type Placer } from './placed-source.ts';
import { tablesOf } from './table.ts';

const sectorBytes = 512;
const footerBytes = 512;
const headerBytes = 1_024;
const kinds = { fixed: 2, dynamic: 3 };
const absent = 0xffffffff;

/** `size` as inspection settled it: the footer has two answers. Fails with `source.corrupt`, `.unsupported-format`. */
export async function placeVhd(file: BlockFile, size: number): Promise<Placer> {
  if (file.bytes < footerBytes) throw corrupt(file, 'no-footer');
  const footer = await file.read(file.bytes - footerBytes, footerBytes);
  if (footer.toString('latin1', 0, 8) !== 'conectix') throw corrupt(file, 'no-footer');
  const kind = footer.readUInt32BE(60);
  if (kind === kinds.fixed) {
    if (size + footerBytes <= file.bytes) return flatPlacer(file, 0, size);
    throw corrupt(file, 'outside-file', size + footerBytes, 0, file.bytes);
  }
  if (kind !== kinds.dynamic) throw unsupported(file, say('vhd-kind', kind));
  return placeBlocks(file, size, u64be(footer, 16, file.path));
}

async function placeBlocks(file: BlockFile, size: number, headerAt: number): Promise<Placer> {
  const header = await file.read(headerAt, headerBytes);
  const tableAt = u64be(header, 16, file.path);
  const blockBytes = header.readUInt32BE(32);
  const blocks = Math.ceil(size / blockBytes);
  const sane = blockBytes >= sectorBytes && blockBytes <= 2 ** 28 && (blockBytes & (blockBytes - 1)) === 0;
  if (header.toString('latin1', 0, 8) !== 'cxsparse' || !sane || header.readUInt32BE(28) < blocks) {
    throw corrupt(file, 'dynamic-header');
  }
  const bitmapBytes = Math.ceil(blockBytes / sectorBytes / 8 / sectorBytes) * sectorBytes;
  const tables = tablesOf(file, 'big');
  return {
    size,
    async place(offset, most) {
      const block = Math.floor(offset / blockBytes);
      const within = offset % blockBytes;
      const entries = await tables.entries(tableAt, block, blocks - block);
      let count = 0;
      while (count < entries.count && entries.at(count) === absent && count * blockBytes - within < most) count++;
      if (count > 0) return { kind: 'zeros', length: Math.min(most, count * blockBytes - within) };
      const start = entries.at(0) * sectorBytes + bitmapBytes;
      const length = Math.min(most, blockBytes - within);
      if (start + within + length > file.bytes) {
        throw corrupt(file, 'outside-file', length, start + within, file.bytes);
      }
      return { kind: 'stored', length, file, at: start + within };
    },
  };
}
