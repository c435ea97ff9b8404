/** Reads XFS file by file. The log is not replayed: a volume that was not unmounted says so. */
import { guarded } from '../damage.ts';
import { piece, u64be } from '../fields.ts';
import type { FileSystem } from '../file-system.ts';
import type { NodeEntry, NodeStore } from '../node-store.ts';
import { fileSystemOf } from '../path-walk.ts';
import { readRuns } from '../runs.ts';
import type { Volume } from '../sub-source.ts';
import { names } from './directory.ts';
import { fileRuns } from './extents.ts';
import { readInode, type XfsInode } from './inode.ts';
import { wasUnmounted } from './log-state.ts';
import { assertChecksum, damaged, readSuperblock, type XfsVolume } from './superblock.ts';

/** As the kernel has it (XFS_SYMLINK_MAXLEN). */
const longestLinkBytes = 1_024;
const linkHeaderBytes = 56;

/** Fails with `damaged` and `unsupported`. */
export async function openXfs(volume: Volume, signal?: AbortSignal): Promise<FileSystem> {
  return guarded('xfs', async () => {
    const xfs = await readSuperblock(volume, signal);
    const clean = await wasUnmounted(xfs, signal);
    return fileSystemOf(xfsStore({ ...xfs, facts: { ...xfs.facts, clean } }));
  });
}

function xfsStore(xfs: XfsVolume): NodeStore<XfsInode> {
  const read = async (inode: XfsInode, offset: number, length: number, signal?: AbortSignal): Promise<Buffer> => {
    if (inode.forkKind === 'local') return Buffer.from(piece(inode.fork, offset, length, 'xfs inode'));
    const runs = fileRuns(xfs, inode, offset, offset + length, signal);
    return readRuns(xfs.volume, runs, offset, length, signal);
  };
  return {
    facts: xfs.facts,
    foldsCase: false,
    root: (signal) => readInode(xfs, xfs.rootInode, signal),
    stat: (inode) => inode.stat,
    async *entries(inode, signal) {
      for await (const { inode: number, ...entry } of names(xfs, inode, signal))
        yield { ...entry, open: (later) => readInode(xfs, number, later) } satisfies NodeEntry<XfsInode>;
    },
    read,
    async target(inode, signal) {
      const { sizeBytes } = inode.stat;
      if (sizeBytes > longestLinkBytes) throw damaged('inode-bytes', inode.number, sizeBytes);
      if (inode.forkKind === 'local' || xfs.version === 4) return (await read(inode, 0, sizeBytes, signal)).toString();
      return remoteTarget(xfs, inode, signal);
    },
  };
}

/** In version 5, every run of a link that lies outside the inode starts with a header. */
async function remoteTarget(xfs: XfsVolume, inode: XfsInode, signal?: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let done = 0;
  for await (const run of fileRuns(xfs, inode, 0, 2 * longestLinkBytes, signal)) {
    // the runs cover what is left, and not a file
    if (run.from === undefined || run.length > 65_536) throw damaged('wrong-extent', inode.number);
    const bytes = await xfs.volume.read(run.from, run.length, signal);
    if (bytes.toString('latin1', 0, 4) !== 'XSLM' || u64be(bytes, 32, 'xfs') !== inode.number)
      throw damaged('link-to-other-blocks', inode.number);
    assertChecksum(bytes, 12, 'checksum-of-link', inode.number);
    const part = piece(bytes, linkHeaderBytes, bytes.readUInt32BE(8), 'xfs link');
    parts.push(part);
    done += part.length;
    if (done >= inode.stat.sizeBytes) break;
  }
  if (done !== inode.stat.sizeBytes) throw damaged('link-cut', inode.number);
  return Buffer.concat(parts).toString();
}
