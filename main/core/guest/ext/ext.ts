/** Reads ext2, ext3 and ext4 file by file. The journal is not replayed: a volume that needs it says so. */
import type { FileSystem } from '../file-system.ts';
import { guarded } from '../damage.ts';
import type { NodeEntry, NodeStore } from '../node-store.ts';
import { fileSystemOf } from '../path-walk.ts';
import { readRuns } from '../runs.ts';
import type { Volume } from '../sub-source.ts';
import { fileRuns } from './blocks.ts';
import { names } from './directory.ts';
import { inlinePieces } from './inline-data.ts';
import { assertOpen, type ExtInode, inodeFlags, readInode, rootInode } from './inode.ts';
import { damaged, type ExtVolume, readSuperblock } from './superblock.ts';

/** Longer than the kernel lets a link be (PATH_MAX). */
const longestLinkBytes = 4_096;
/** Links shorter than this lie in the inode. */
const fastLinkBytes = 60;
/** Folders are read in pieces of this size, so that their length decides no allocation. */
const folderPieceBytes = 65_536;

/** Fails with `damaged` and `unsupported`. */
export async function openExt(volume: Volume, signal?: AbortSignal): Promise<FileSystem> {
  return guarded('ext', async () => fileSystemOf(extStore(await readSuperblock(volume, signal))));
}

function extStore(ext: ExtVolume): NodeStore<ExtInode> {
  const read = async (inode: ExtInode, offset: number, length: number, signal?: AbortSignal): Promise<Buffer> => {
    assertOpen(inode);
    if (inode.flags & inodeFlags.inlineData) return inlineRange(inode, offset, length);
    const runs = fileRuns(ext, inode, offset, offset + length, signal);
    return readRuns(ext.volume, runs, offset, length, signal);
  };

  const blocks = async function* (inode: ExtInode, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const { sizeBytes } = inode.stat;
    if (inode.flags & inodeFlags.inlineData) {
      const [first, rest] = inlinePieces(inode);
      // the first four bytes are the number of the folder above
      yield first.subarray(4);
      if (rest.length > 0) yield rest;
      return;
    }
    if (sizeBytes % ext.blockBytes !== 0) throw damaged('inode-bytes', inode.number, sizeBytes);
    for (let at = 0; at < sizeBytes; at += folderPieceBytes) {
      const some = await read(inode, at, Math.min(folderPieceBytes, sizeBytes - at), signal);
      for (let from = 0; from < some.length; from += ext.blockBytes) yield some.subarray(from, from + ext.blockBytes);
    }
  };

  return {
    facts: ext.facts,
    foldsCase: false,
    root: (signal) => readInode(ext, rootInode, signal),
    stat: (inode) => inode.stat,
    async *entries(inode, signal) {
      assertOpen(inode);
      const seed = inode.flags & inodeFlags.inlineData ? undefined : inode.checksumSeed;
      for await (const block of blocks(inode, signal)) {
        for (const { inode: number, ...entry } of names(ext, block, seed))
          yield { ...entry, open: (later) => readInode(ext, number, later) } satisfies NodeEntry<ExtInode>;
      }
    },
    read,
    async target(inode, signal) {
      const { sizeBytes } = inode.stat;
      if (sizeBytes > longestLinkBytes) throw damaged('inode-bytes', inode.number, sizeBytes);
      const fast = sizeBytes < fastLinkBytes && !(inode.flags & (inodeFlags.extents | inodeFlags.inlineData));
      assertOpen(inode);
      const bytes = fast ? inode.blockArea.subarray(0, sizeBytes) : await read(inode, 0, sizeBytes, signal);
      return bytes.toString();
    },
  };
}

/** Bytes the inode has no room for are zeros, as after growing a file. */
function inlineRange(inode: ExtInode, offset: number, length: number): Buffer {
  const stored = Buffer.concat(inlinePieces(inode)).subarray(0, inode.stat.sizeBytes);
  const range = Buffer.alloc(length);
  stored.subarray(offset, offset + length).copy(range);
  return range;
}
