/** A guest's file system made of a tree in memory, for the tests of what only reads files. */
import { type FileSystem } from '../../main/core/guest/file-system.ts';
import { fileSystemOf } from '../../main/core/guest/path-walk.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** Reads, lists and follows links like a real one. */
export function memoryFiles(tree: Tree): FileSystem {
  const entries = new Map<string, TreeEntry>([['', 'directory'], ...tree]);
  const paths = [...entries.keys()];
  const entryAt = (path: string): TreeEntry => entries.get(path) ?? 'directory';
  const childrenOf = (folder: string): string[] =>
    paths.filter((path) => path !== '' && path.slice(0, path.lastIndexOf('/')) === folder);
  return fileSystemOf<string>({
    facts: { kind: 'ext4', label: '', uuid: '', clean: true, features: [], totalBytes: 0 },
    foldsCase: false,
    root: async () => '',
    stat(path) {
      const entry = entryAt(path);
      const kind = entry === 'directory' ? 'directory' : Buffer.isBuffer(entry) ? 'file' : 'link';
      const sizeBytes = Buffer.isBuffer(entry) ? entry.length : 0;
      return { kind, sizeBytes, id: paths.indexOf(path), attributes: [] };
    },
    async *entries(folder) {
      for (const path of childrenOf(folder)) {
        yield { name: path.slice(folder.length + 1), open: async () => path };
      }
    },
    async read(path, offset, length) {
      const entry = entryAt(path);
      return Buffer.isBuffer(entry) ? entry.subarray(offset, offset + length) : Buffer.alloc(0);
    },
    async target(path) {
      const entry = entryAt(path);
      return entry !== 'directory' && !Buffer.isBuffer(entry) ? entry.link : '';
    },
  });
}
