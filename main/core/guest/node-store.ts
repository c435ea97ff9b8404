/** What a reader of one format has to offer, file by file; `path-walk.ts` makes a file system of it. */
import type { EntryKind, FileSystemFacts, GuestStat } from './file-system.ts';

export interface NodeEntry<Node> {
  readonly name: string;
  /** Absent when the directory does not say; then the file itself is asked. */
  readonly kind?: EntryKind;
  open(signal?: AbortSignal): Promise<Node>;
}

/** `Node` is whatever the reader needs to find a file again: an inode already read and checked. */
export interface NodeStore<Node> {
  readonly facts: FileSystemFacts;
  /** True where the guest finds names whatever their case. */
  readonly foldsCase: boolean;
  root(signal?: AbortSignal): Promise<Node>;
  /** `id` tells folders apart: what is in a folder is remembered by it. */
  stat(node: Node): GuestStat;
  /** Every name of a directory; `.` and `..` may be among them. */
  entries(directory: Node, signal?: AbortSignal): AsyncIterable<NodeEntry<Node>>;
  /** Only where looking up a name is much cheaper than reading the directory. */
  find?(directory: Node, name: string, signal?: AbortSignal): Promise<Node | undefined>;
  /** Exactly these bytes, within the size that `stat` told; holes are zeros. */
  read(file: Node, offset: number, length: number, signal?: AbortSignal): Promise<Buffer>;
  /** The target of a symbolic link, with `/` between names. */
  target(link: Node, signal?: AbortSignal): Promise<string>;
}
