/** Chooses who reads a disk that inspection accepted: our own readers where we have one, qemu-nbd for the rest. */
import { remark } from '../../../../contract/remarks.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import type { BlockSource } from '../block-source.ts';
import type { QemuSource } from '../qemu-source.ts';
import type { Qemu } from '../qemu.ts';
import { openBlockFile, type BlockFile, type FileRange } from './block-file.ts';
import { findQemuNbd } from './nbd-server.ts';
import { openNbdSource } from './nbd-source.ts';
import { flatPlacer, placedSource, type Placer } from './placed-source.ts';
import { placeVhd } from './vhd-places.ts';
import { placePieces, placeVmdk } from './vmdk-places.ts';

/** What of an inspected disk it takes to read it; inspection itself reads before it has more. */
export interface ReadableDisk {
  readonly source: QemuSource;
  readonly report: { readonly virtualSizeBytes: number };
}

export interface BlockTools {
  readonly qemu: Qemu;
}

/**
 * The disk as the guest saw it, until it is closed. Only for disks fresh from inspection: what changed since fails with
 * `source.changed` or another of `source.*`. Formats we do not read ourselves may fail with `machine.qemu-missing` and
 * `machine.qemu-failed`.
 */
export async function openBlockSource(
  disk: ReadableDisk,
  tools: BlockTools,
  signal?: AbortSignal,
): Promise<BlockSource> {
  signal?.throwIfAborted();
  const { source, report } = disk;
  if (readsItself(source)) return openOwn(disk);
  // what is wrong with the file itself is ours to say
  await (await openBlockFile(source.path, source.range)).close();
  const program = await findQemuNbd(tools.qemu);
  return openNbdSource(source, report.virtualSizeBytes, program, signal === undefined ? {} : { signal });
}

/** No other program is needed for these. */
const readsItself = ({ format }: ReadableDisk['source']): boolean =>
  format === 'raw' || format === 'vmdk' || format === 'vhd';

async function openOwn({ source, report: { virtualSizeBytes } }: ReadableDisk): Promise<BlockSource> {
  const files: BlockFile[] = [];
  const open = async (path: string, range?: FileRange): Promise<BlockFile> => {
    const file = await openBlockFile(path, range);
    files.push(file);
    return file;
  };
  const { path, range, pieces } = source;
  const placeDisk = async (): Promise<Placer> => {
    if (pieces !== undefined) return placePieces(pieces, open);
    const file = await open(path, range);
    if (source.format === 'vmdk') return placeVmdk(file, open);
    if (source.format === 'vhd') return placeVhd(file, virtualSizeBytes);
    return flatPlacer(file, 0, file.bytes);
  };
  try {
    const placer = await placeDisk();
    if (placer.size === virtualSizeBytes) return placedSource(placer, files);
    throw new Failure('source.changed', {
      file: path,
      detail: remark('size-was', `${virtualSizeBytes} → ${placer.size}`),
    });
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw error;
  }
}
