/** What a format's own reader hands on once a disk is known to be whole and safe to give to qemu-img. */
import { Failure } from '../../../contract/failure-error.ts';
import type { DiskRule, Piece } from '../../../contract/disks.ts';
import type { Text } from '../../../contract/said.ts';
import type { QemuSource } from './qemu-source.ts';
import { corrupt, type SourceFile } from './source-file.ts';

export interface DiskLayout {
  readonly subformat?: string;
  readonly virtualSizeBytes: number;
  /** How much of it is data, by its tables; absent where it has none. */
  readonly allocatedBytes?: number;
  /** Every file of the disk, absolute, the one that is opened first. */
  readonly files: readonly string[];
  /** How qemu-img is to open it. */
  readonly source: QemuSource;
  /** Every piece of a set, as it was met; absent for a disk in one file. */
  readonly pieces?: readonly Piece[];
  /** The file counts how often each of its parts is used, so that `qemu-img check` can say whether its tables are whole. */
  readonly counted?: boolean;
  /** What the format's own reader noticed; `rules` has severity and source of each. */
  readonly noticed?: readonly Noticed[];
  /** True when the file as it is could be imported as its own format: nothing in it that ECS does not document. */
  readonly plain?: boolean;
  /** QCOW2 with compressed clusters, VHD of fixed size. */
  readonly variant?: 'compressed' | 'fixed';
}

export interface Noticed {
  readonly rule: DiskRule;
  readonly facts?: Record<string, string | number>;
}

/** What is already known when a reader refuses a disk; readers fill it in as they go. */
export interface Known {
  format?: string;
  subformat?: string;
  virtualSizeBytes?: number;
  pieces?: Piece[];
  /** Further refusals, where a disk has more than one. */
  also?: Failure[];
}

/** What every reader is given beside the file. */
export interface Reading {
  readonly known: Known;
  readonly signal?: AbortSignal | undefined;
  /** The file is a part of another one: no folder of its own to look for pieces in. */
  readonly inside?: boolean;
  /** The tables are left unread: what the headers say is all that is asked. */
  readonly headersOnly?: boolean;
}

/** 64 TiB: the largest virtual disk any of the formats' makers support (VHDX; VMDK on VMFS6 is 62 TiB). */
const largestBytes = 2 ** 46;

/** Refuses virtual sizes no real disk has, before any table is sized by them. */
export function assertVirtualSize(file: SourceFile, virtualSizeBytes: number, known: Known = {}): void {
  if (virtualSizeBytes > 0 && virtualSizeBytes <= largestBytes) {
    known.virtualSizeBytes = virtualSizeBytes;
    return;
  }
  throw corrupt(file, 'header-claims', virtualSizeBytes);
}

export const unsupported = (file: { path: string }, format: Text): Failure =>
  new Failure('source.unsupported-format', { file: file.path, format });
