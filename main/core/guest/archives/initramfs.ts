/**
 * What is inside an initramfs: archives one behind another, the first ones often plain with microcode, the main one
 * packed (Documentation/driver-api/early-userspace/buffer-format.rst of Linux).
 */
import { setImmediate } from 'node:timers/promises';
import { GuestCorrupt, GuestError, guarded, isGuestError } from '../damage.ts';
import type { Volume } from '../sub-source.ts';
import { type Compression, compressionOf, isKnown, unpack } from './compression.ts';
import { type CpioEntry, isCpio, openCpio } from './cpio.ts';
import { openFeed, type Feed } from './feed.ts';

export interface InitramfsSegment {
  readonly compression: Compression | 'none';
  /** Where it begins in the file. */
  readonly offset: number;
  readonly files: number;
}

export interface Initramfs {
  readonly segments: readonly InitramfsSegment[];
  /** Of all segments, in order; a later file of the same name takes the place of an earlier one. */
  readonly entries: readonly CpioEntry[];
  readonly contents: ReadonlyMap<string, Buffer>;
  /** Why the listing ends before the file does: damage, or something that we do not read. */
  readonly stoppedBy: GuestError | undefined;
}

export interface InitramfsOptions {
  /** Small files whose content is wanted, by name without a leading `/`. */
  readonly keep?: (name: string) => boolean;
  /** Unpacks no more than this in all. Default 1 GiB. */
  readonly mostUnpackedBytes?: number;
  readonly signal?: AbortSignal;
}

const defaultUnpackedBytes = 2 ** 30;
const mostEntries = 200_000;
/** Microcode, firmware, modules, main: real ones have up to four. */
const mostSegments = 64;
/** Kernel and boot loader pad with zeros between archives, to a page at most; some tools to more. */
const mostPaddingBytes = 2 ** 20;
const structure = 'initramfs';

/** Lists as far as it can; never fails for what the file holds, only for what reading it meets. */
export async function listInitramfs(source: Volume, options: InitramfsOptions = {}): Promise<Initramfs> {
  const { signal, mostUnpackedBytes = defaultUnpackedBytes } = options;
  const segments: InitramfsSegment[] = [];
  const entries: CpioEntry[] = [];
  const contents = new Map<string, Buffer>();
  const budget = { left: mostUnpackedBytes };
  const feed = openFeed(source, 0, signal);
  let stoppedBy: GuestError | undefined;
  try {
    while (segments.length < mostSegments && (await skipPadding(feed))) {
      await guarded(structure, () => segment(feed, options, budget, { segments, entries, contents }));
    }
    if (segments.length === mostSegments) throw new GuestError('too-large', structure, 'too-many-archives');
    if (segments.length === 0) throw new GuestCorrupt(structure, 'empty-archive');
  } catch (error) {
    if (!isGuestError(error)) throw error;
    stoppedBy = error;
  }
  return { segments, entries, contents, stoppedBy };
}

interface Found {
  readonly segments: InitramfsSegment[];
  readonly entries: CpioEntry[];
  readonly contents: Map<string, Buffer>;
}

async function segment(feed: Feed, options: InitramfsOptions, budget: { left: number }, found: Found): Promise<void> {
  const offset = feed.position;
  await feed.ensure(16);
  const head = feed.ready.subarray(0, 16);
  const compression = isCpio(head) ? 'none' : compressionOf(head);
  if (compression === undefined) throw new GuestError('unsupported', structure, 'no-archive', offset);
  if (compression !== 'none' && !isKnown(compression)) {
    found.segments.push({ compression, offset, files: 0 });
    throw new GuestError('unsupported', structure, 'packed-with', compression);
  }
  const reader = openCpio(options, mostEntries);
  try {
    for await (const piece of compression === 'none' ? plain(feed) : unpack(feed, compression)) {
      budget.left -= piece.length;
      if (budget.left < 0) throw new GuestError('too-large', structure, 'unpacks-to-more');
      const used = reader.push(piece);
      // archives may follow one another inside one stream too; only the packed stream's end matters then
      if (compression === 'none' && reader.ended) {
        feed.seek(feed.position - (piece.length - used));
        break;
      }
      // unpacking keeps the processor busy: let others have their turn
      await setImmediate();
      options.signal?.throwIfAborted();
    }
    if (!reader.ended) throw new GuestCorrupt(structure, 'no-end');
  } finally {
    found.entries.push(...reader.entries);
    for (const [name, content] of reader.contents) found.contents.set(name, content);
    found.segments.push({ compression, offset, files: reader.entries.length });
  }
}

async function* plain(feed: Feed): AsyncGenerator<Buffer> {
  while (await feed.ensure(1)) yield feed.take(feed.ready.length);
}

/** False at the end of the file. */
async function skipPadding(feed: Feed): Promise<boolean> {
  for (let skipped = 0; skipped <= mostPaddingBytes;) {
    if (!(await feed.ensure(1))) return false;
    const zeros = feed.ready.findIndex((byte) => byte !== 0);
    const count = zeros < 0 ? feed.ready.length : zeros;
    feed.drop(count);
    skipped += count;
    if (zeros >= 0) return true;
  }
  throw new GuestCorrupt(structure, 'zeros-for-archive');
}
