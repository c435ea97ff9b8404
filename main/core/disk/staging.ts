/** Decides whether a folder has room for a converted disk, and sweeps what broken conversions left in it. */
import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TargetFormat, TargetVariant } from '../../../contract/plan.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { newHandle } from '../base/ids.ts';
import type { InspectedDisk } from './inspect.ts';
import { vhdBlockBytes } from './planned/vhd-plan.ts';
import { askMeasure, eachDataRange, type Qemu } from './qemu.ts';

/** How a converted disk is called until it is whole. */
export const partialSuffix = '.ecs-partial';
/** Never filled up to the last byte: records and logs have to be written too. */
export const roomKeptBytes = 64 * 2 ** 20;

/** Bytes free to us in a folder's file system. */
export type FreeBytes = (folder: string) => Promise<number>;

export const freeBytes: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** An upper bound of what the converted disk takes. Fails as qemu-img's questions do. */
export async function neededBytes(
  disk: InspectedDisk,
  format: TargetFormat,
  qemu: Qemu,
  signal?: AbortSignal,
  variant?: TargetVariant,
): Promise<number> {
  // written with holes, but counted whole: not every file system has them
  if (variant === 'fixed') return Math.ceil(disk.report.virtualSizeBytes / 512) * 512 + 512;
  if (format !== 'vhd') return askMeasure(qemu, disk.source, format, signal);
  return dynamicVhdBytes(disk.report.virtualSizeBytes, await touchedBlocks(disk, qemu, signal));
}

/** Footer twice, header, block table in whole sectors, and a sector of bitmap before each block (VHD specification 1.0). */
export function dynamicVhdBytes(virtualSizeBytes: number, blocks: number): number {
  const tableBytes = Math.ceil((Math.ceil(virtualSizeBytes / vhdBlockBytes) * 4) / 512) * 512;
  return 512 + 1_024 + tableBytes + blocks * (vhdBlockBytes + 512) + 512;
}

async function touchedBlocks(disk: InspectedDisk, qemu: Qemu, signal?: AbortSignal): Promise<number> {
  let blocks = 0;
  let counted = -1;
  const count = (start: number, length: number): void => {
    const first = Math.max(counted + 1, Math.floor(start / vhdBlockBytes));
    const last = Math.floor((start + length - 1) / vhdBlockBytes);
    if (last < first) return;
    blocks += last - first + 1;
    counted = last;
  };
  await eachDataRange(qemu, disk.source, count, signal);
  return blocks;
}

/** Fails with `machine.folder-unwritable`, or `machine.staging-full` when `needed` bytes do not fit. */
export async function assertRoom(folder: string, needed: number, free: FreeBytes = freeBytes): Promise<void> {
  let available: number;
  try {
    // asking for permission answers wrongly on network drives; trying does not
    const trial = join(folder, `${newHandle()}${partialSuffix}`);
    await writeFile(trial, 'x', { flag: 'wx' });
    await rm(trial);
    available = await free(folder);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    if (reason === 'ENOSPC') throw new Failure('machine.staging-full', { folder, neededBytes: needed, freeBytes: 0 });
    throw new Failure('machine.folder-unwritable', { folder, reason }, { cause: error });
  }
  if (available < needed + roomKeptBytes) {
    throw new Failure('machine.staging-full', {
      folder,
      neededBytes: needed + roomKeptBytes,
      freeBytes: available,
    });
  }
}

/** Removes unfinished conversions; nothing may be converting into the folder. A missing folder has none. */
export async function removePartials(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const name of names.filter((one) => one.endsWith(partialSuffix))) await rm(join(folder, name), { force: true });
}
