/** Chooses who reads a disk that inspection accepted: our own readers where we have one, qemu-nbd for the rest. */
import { say } from '../../../../contract/said.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import type { BlockSource } from '../block-source.ts';
import type { QemuSource } from '../qemu-source.ts';
import type { Qemu } from '../qemu.ts';
import type { DiskFormat, OpenFile } from '../formats/format.ts';
import { formatNamed } from '../formats/formats.ts';
import { openBlockFile, type BlockFile } from './block-file.ts';
import { findQemuNbd } from './nbd-server.ts';
import { openNbdSource } from './nbd-source.ts';
import { placedSource } from './placed-source.ts';

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
  const { place } = formatNamed(source.format);
  if (place !== undefined) return openOwn(disk, place);
  // what is wrong with the file itself is ours to say
  await (await openBlockFile(source.path, source.range)).close();
  const program = await findQemuNbd(tools.qemu);
  return openNbdSource(source, report.virtualSizeBytes, program, signal === undefined ? {} : { signal });
}

async function openOwn(
  { source, report: { virtualSizeBytes } }: ReadableDisk,
  place: NonNullable<DiskFormat['place']>,
): Promise<BlockSource> {
  const files: BlockFile[] = [];
  const open: OpenFile = async (path, range) => {
    const file = await openBlockFile(path, range);
    files.push(file);
    return file;
  };
  try {
    const placer = await place(source, virtualSizeBytes, open);
    if (placer.size === virtualSizeBytes) return placedSource(placer, files);
    throw new Failure('source.changed', {
      file: source.path,
      detail: say('size-was', `${virtualSizeBytes} → ${placer.size}`),
    });
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw error;
  }
}
