/** Accepts a file without a header of its own as a bare disk only when it carries what a disk carries. */
import type { FileSystem } from '../../../../contract/disks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { say, type Said } from '../../../../contract/said.ts';
import { flatPlacer } from '../block/placed-source.ts';
import { contentAtStart } from '../content.ts';
import type { DiskLayout, Reading } from '../layout.ts';
import { startsFileSystem, tablesEndBytes } from '../partitions.ts';
import { truncated, type SourceFile } from '../source-file.ts';
import type { DiskFormat } from './format.ts';

/** What may lie on a disk without a partition table and without a boot sector. */
const onWholeDisks = new Set<FileSystem | undefined>(['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'lvm', 'swap']);

export const raw: DiskFormat = {
  name: 'raw',
  endings: ['raw', 'img', 'dd'],
  driver: 'raw',
  read: readRaw,
  async place({ path, range }, _, open) {
    const file = await open(path, range);
    return flatPlacer(file, 0, file.bytes);
  },
};

/** Fails with `source.not-a-disk` or `source.truncated`. */
async function readRaw(file: SourceFile, { known }: Reading): Promise<DiskLayout> {
  if (file.bytes % 512 !== 0 || !(await carriesDisk(file))) {
    throw new Failure('source.not-a-disk', { file: file.path, looksLike: await looksLike(file) });
  }
  known.format = 'raw';
  known.virtualSizeBytes = file.bytes;
  // a bare disk does not say how long it is, but its partitions do
  const needed = await tablesEndBytes(file, file.bytes);
  if (needed > file.bytes) throw truncated(file.path, file.name, needed, file.bytes);
  return {
    virtualSizeBytes: file.bytes,
    files: [file.path],
    source: { format: 'raw', path: file.path },
    plain: true,
  };
}

/** There is a partition table, a file system or a volume manager at its start. */
export async function carriesDisk(file: SourceFile): Promise<boolean> {
  const first = await file.read(0, 512);
  if (first.readUInt16BE(510) === 0x55aa && (startsFileSystem(first) || sanePartitionTable(first))) return true;
  if (file.bytes > 520 && (await file.read(512, 8)).toString('latin1') === 'EFI PART') return true;
  return onWholeDisks.has(await contentAtStart(file));
}

/** The status byte of each of the four entries is 0 or 0x80 and at least one entry is used, or there is boot code. */
function sanePartitionTable(sector: Buffer): boolean {
  const entries = [446, 462, 478, 494].map((at) => sector.subarray(at, at + 16));
  const sane = entries.every((entry) => entry[0] === 0 || entry[0] === 0x80);
  return sane && (entries.some((entry) => entry[4] !== 0) || sector.subarray(0, 440).some((byte) => byte !== 0));
}

/** A guess, for the sentence that refuses a file which is neither disk nor anything we know. */
async function looksLike(file: SourceFile): Promise<Said> {
  const head = await file.read(0, Math.min(4_096, file.bytes));
  if (head.every((byte) => byte === 0)) return say('zeros');
  if (head.some(isControl)) return say('unknown-data');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return /^\s*</.test(text) ? say('xml') : say('text');
  } catch {
    return say('unknown-data'); // not UTF-8, so not a text
  }
}

/** White space and escape occur in text; other control characters do not. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
