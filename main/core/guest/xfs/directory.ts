/** Reads the names in a folder of XFS: within the inode, in one block, or in many. Its hash indexes are not needed. */
import { StepLimit } from '../damage.ts';
import { piece } from '../fields.ts';
import type { EntryKind } from '../file-system.ts';
import { readRuns } from '../runs.ts';
import { fileRuns } from './extents.ts';
import type { XfsInode } from './inode.ts';
import { assertChecksum, damaged, type XfsVolume } from './superblock.ts';

export interface XfsName {
  readonly inode: number;
  readonly name: string;
  readonly kind?: EntryKind;
}

/** Names lie below this offset of the folder, its indexes above (XFS_DIR2_LEAF_OFFSET). */
const indexesAt = 32 * 2 ** 30;
/** A folder with millions of names has fewer blocks. */
const mostBlocks = 65_536;
const kinds = new Map<number, EntryKind>([[1, 'file'], [2, 'directory'], [3, 'other'], [4, 'other'], [5, 'other'], [6, 'other'], [7, 'link']]); // prettier-ignore

export async function* names(xfs: XfsVolume, inode: XfsInode, signal?: AbortSignal): AsyncGenerator<XfsName> {
  if (inode.forkKind === 'local') {
    yield* shortNames(xfs, inode);
    return;
  }
  const limit = new StepLimit(`xfs folder ${inode.number}`, mostBlocks);
  const size = xfs.folderBlockBytes;
  let next = 0;
  // blocks that lost all their names are holes
  for await (const run of fileRuns(xfs, inode, 0, indexesAt, signal)) {
    for (let at = Math.max(next, Math.floor(run.at / size) * size); at < run.at + run.length; at += size) {
      limit.step();
      next = at + size;
      const runs = fileRuns(xfs, inode, at, at + size, signal);
      yield* blockNames(xfs, await readRuns(xfs.volume, runs, at, size, signal));
    }
  }
}

/** Numbers have 4 bytes unless one of them needs 8; the second byte counts those that do. */
function* shortNames(xfs: XfsVolume, { fork, stat }: XfsInode): Generator<XfsName> {
  const bytes = piece(fork, 0, stat.sizeBytes, 'xfs folder');
  const [count, wide] = [bytes.readUInt8(0), bytes.readUInt8(1) > 0];
  const numberBytes = wide ? 8 : 4;
  let at = 2 + numberBytes;
  for (let n = 0; n < (count || bytes.readUInt8(1)); n++) {
    const nameBytes = bytes.readUInt8(at);
    const name = piece(bytes, at + 3, nameBytes, 'xfs folder').toString();
    at += 3 + nameBytes;
    const kind = xfs.namesHaveType ? kinds.get(bytes.readUInt8(at++)) : undefined;
    const inode = wide ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);
    at += numberBytes;
    yield { inode, name, ...(kind ? { kind } : {}) };
  }
}

const headers = {
  4: { bytes: 16, alone: 'XD2B', oneOfMany: 'XD2D' },
  5: { bytes: 64, alone: 'XDB3', oneOfMany: 'XDD3' },
} as const;

function* blockNames(xfs: XfsVolume, block: Buffer): Generator<XfsName> {
  const header = headers[xfs.version];
  const magic = block.toString('latin1', 0, 4);
  if (magic !== header.alone && magic !== header.oneOfMany) throw damaged('folder-block');
  if (xfs.version === 5) assertChecksum(block, 4, 'checksum-of-folder');
  // a folder of one block keeps its index at the end of it: 8 bytes a name, then how many
  const indexBytes = magic === header.alone ? 8 + block.readUInt32BE(block.length - 8) * 8 : 0;
  const entries = piece(block, header.bytes, block.length - header.bytes - indexBytes, 'xfs folder');
  for (let at = 0; at < entries.length;) {
    if (entries.readUInt16BE(at) === 0xffff) {
      const unused = entries.readUInt16BE(at + 2);
      if (unused === 0 || unused % 8 !== 0) throw damaged('folder-gap');
      at += unused;
      continue;
    }
    const nameBytes = entries.readUInt8(at + 8);
    const name = piece(entries, at + 9, nameBytes, 'xfs folder').toString();
    const kind = xfs.namesHaveType ? kinds.get(entries.readUInt8(at + 9 + nameBytes)) : undefined;
    yield { inode: Number(entries.readBigUInt64BE(at)), name, ...(kind ? { kind } : {}) };
    // number, length, name, type, and the tag that says where the entry starts
    at += Math.ceil((8 + 1 + nameBytes + (xfs.namesHaveType ? 1 : 0) + 2) / 8) * 8;
  }
}
