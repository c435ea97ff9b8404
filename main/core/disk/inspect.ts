/**
 * Says what a chosen file is, or why it is refused. Our own readers come first and open nothing they were not given;
 * only a disk they found whole and self-contained is shown to qemu-img, with its format said.
 */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { DiskFormat, DiskReport } from '../../../contract/views.ts';
import { readQcow2 } from './formats/qcow2.ts';
import { readRaw } from './formats/raw.ts';
import { readVdi } from './formats/vdi.ts';
import { readVhd } from './formats/vhd.ts';
import { readVhdx } from './formats/vhdx.ts';
import { readDescriptorVmdk, readFlatPiece, readSparseVmdk } from './formats/vmdk.ts';
import { withGuestBytes } from './guest-bytes.ts';
import { corrupt, type DiskLayout } from './layout.ts';
import { readPartitions } from './partitions.ts';
import { askVirtualSize, type Qemu, type QemuSource } from './qemu.ts';
import { sniff, type Content } from './sniff.ts';
import { resolveSource, withSourceFile, type SourceFile } from './source-file.ts';

export interface InspectedDisk {
  readonly report: DiskReport;
  /** All files of the disk, absolute, links resolved. */
  readonly files: string[];
  /** How qemu-img is to open it. */
  readonly source: QemuSource;
}

/** Fails with one of `source.*` when the disk cannot be used, `machine.qemu-failed` when qemu-img cannot read it. */
export async function inspectDisk(path: string, qemu: Qemu, signal?: AbortSignal): Promise<InspectedDisk> {
  const chosen = resolve(path);
  const real = await resolveSource(chosen);
  const layout = await withSourceFile(real, signal, async (file) =>
    readLayout(file, await sniff(file), signal),
  );
  const { source, virtualSizeBytes } = layout;

  const qemuSize = await askVirtualSize(qemu, source, signal);
  if (qemuSize !== virtualSizeBytes) {
    throw corrupt({ path: chosen }, `its headers say ${virtualSizeBytes} bytes, qemu-img says ${qemuSize}`);
  }
  const facts = await withGuestBytes(qemu, source, signal, (disk) => readPartitions(disk, virtualSizeBytes));
  const sizes = await Promise.all(layout.files.map(fileSizes));
  return {
    report: {
      path: chosen,
      name: basename(chosen),
      format: source.format,
      ...(layout.subformat === undefined ? {} : { subformat: layout.subformat }),
      virtualSizeBytes,
      storedSizeBytes: sizes.reduce((sum, { stored }) => sum + stored, 0),
      files: sizes.map(({ name, bytes }) => ({ name, bytes })),
      ...facts,
    },
    files: [...layout.files],
    source,
  };
}

type BinaryReader = (file: SourceFile, signal?: AbortSignal) => Promise<DiskLayout>;
const binaryReaders: Record<Exclude<DiskFormat, 'raw'>, BinaryReader> = {
  vmdk: readSparseVmdk, vhd: readVhd, vhdx: readVhdx, qcow2: readQcow2, vdi: readVdi,
}; // prettier-ignore

async function readLayout(file: SourceFile, content: Content, signal?: AbortSignal): Promise<DiskLayout> {
  if (content.kind === 'plain') return (await readFlatPiece(file, signal)) ?? readRaw(file);
  if (content.variant === 'descriptor') return readDescriptorVmdk(file, signal);
  return binaryReaders[content.format](file, signal);
}

/** A sparse file takes less than its length; systems that do not count blocks give the length. */
async function fileSizes(path: string): Promise<{ name: string; bytes: number; stored: number }> {
  const { size, blocks } = await stat(path);
  return {
    name: basename(path),
    bytes: size,
    stored: blocks === undefined ? size : Math.min(size, blocks * 512),
  };
}
