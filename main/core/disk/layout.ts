/** What a format's own reader hands on once a disk is known to be whole and safe to give to qemu-img. */
import { Failure } from '../../../contract/failure-error.ts';
import type { QemuSource } from './qemu.ts';
import type { SourceFile } from './source-file.ts';

export interface DiskLayout {
  readonly subformat?: string;
  readonly virtualSizeBytes: number;
  /** Every file of the disk, absolute, the one that is opened first. */
  readonly files: readonly string[];
  /** How qemu-img is to open it. */
  readonly source: QemuSource;
}

/** 64 TiB: the largest virtual disk any of the formats' makers support (VHDX; VMDK on VMFS6 is 62 TiB). */
const largestBytes = 2 ** 46;

/** Refuses virtual sizes no real disk has, before any table is sized by them. */
export function assertVirtualSize(file: SourceFile, virtualSizeBytes: number): void {
  if (virtualSizeBytes > 0 && virtualSizeBytes <= largestBytes) return;
  throw corrupt(file, `its header claims a disk of ${virtualSizeBytes} bytes`);
}

export const corrupt = (file: { path: string }, detail: string): Failure =>
  new Failure('source.corrupt', { file: file.path, detail });

export const unsupported = (file: { path: string }, format: string): Failure =>
  new Failure('source.unsupported-format', { file: file.path, format });
