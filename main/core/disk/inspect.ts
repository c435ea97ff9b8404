/**
 * Says what a chosen disk is, or why it is refused. Our own readers come first; only a disk they found whole and
 * self-contained is shown to qemu-img, with its format said.
 */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Piece } from '../../../contract/disks.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import { diskFindings } from '../rules/disk-rules.ts';
import { chosenSubject, withSubjects, type Subject } from './examine.ts';
import type { BlockSource } from './block-source.ts';
import { openBlockSource } from './block/open-block-source.ts';
import { stampOf } from './fingerprint.ts';
import { readGuestFacts } from './guest-facts.ts';
import { watchFiles } from './in-use.ts';
import type { DiskLayout, Noticed } from './layout.ts';
import { askCheck, askVirtualSize, eachDataRange, type Qemu } from './qemu.ts';
import type { QemuSource } from './qemu-source.ts';
import { corrupt, resolveSource } from './source-file.ts';

export interface InspectedDisk {
  readonly report: DiskReport;
  /** All files of the disk, absolute, links resolved. */
  readonly files: string[];
  /** How qemu-img is to open it. */
  readonly source: QemuSource;
  /** The file as it is could be imported as its own format, of this variant. */
  readonly plain: boolean;
  readonly variant?: 'compressed' | 'fixed';
}

/** A disk together with its bytes, opened once for all who read it. */
export interface OpenedDisk {
  readonly disk: InspectedDisk;
  readonly blocks: BlockSource;
}

/**
 * `member` names a disk within a package; needed only when there are several. Close `blocks` afterwards. Fails with one of
 * `source.*` when the disk cannot be used, `machine.qemu-failed` and `machine.qemu-missing` when qemu's programs cannot
 * read it.
 */
export async function openDisk(path: string, qemu: Qemu, signal?: AbortSignal, member?: string): Promise<OpenedDisk> {
  const chosen = resolve(path);
  const real = await resolveSource(chosen);
  const { subject, layout } = await withSubjects(real, {}, signal, async (subjects) => {
    const one = chosenSubject(chosen, subjects, member);
    return { subject: one, layout: await one.read({}) };
  });
  return completeInspection(chosen, subject, layout, qemu, signal);
}

/** Runs `use` with several disks open at once, and closes them. Fails as `openDisk` does. */
export async function withDisks<T>(
  asked: readonly { readonly path: string; readonly member?: string | undefined }[],
  qemu: Qemu,
  signal: AbortSignal | undefined,
  use: (disks: readonly OpenedDisk[]) => Promise<T>,
): Promise<T> {
  const disks: OpenedDisk[] = [];
  try {
    for (const { path, member } of asked) disks.push(await openDisk(path, qemu, signal, member));
    return await use(disks);
  } finally {
    await Promise.all(disks.map(({ blocks }) => blocks.close()));
  }
}

/** The disk alone, when its bytes are not needed. Fails as `openDisk` does. */
export async function inspectDisk(
  path: string,
  qemu: Qemu,
  signal?: AbortSignal,
  member?: string,
): Promise<InspectedDisk> {
  const { disk, blocks } = await openDisk(path, qemu, signal, member);
  await blocks.close();
  return disk;
}

/** Asks qemu-img what our readers cannot say, and opens the disk. The subject's files must be open no longer. */
export async function completeInspection(
  chosen: string,
  subject: Pick<Subject, 'name' | 'member'>,
  layout: DiskLayout,
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<OpenedDisk> {
  const { source, virtualSizeBytes } = layout;
  const still = await watchFiles(layout.files);
  const qemuSize = await askVirtualSize(qemu, source, signal);
  if (qemuSize !== virtualSizeBytes) {
    throw corrupt({ path: chosen }, 'qemu-img-size', virtualSizeBytes, qemuSize);
  }
  const counts = layout.counted === true ? await assertCounts(chosen, source, qemu, signal) : [];
  const blocks = await openBlockSource({ source, report: { virtualSizeBytes } }, { qemu }, signal);
  try {
    const noticed = [...(layout.noticed ?? []), ...counts];
    const disk = await describe(chosen, subject, { ...layout, noticed }, blocks, qemu, signal);
    await still.assert();
    return { disk, blocks };
  } catch (error) {
    await blocks.close();
    throw error;
  }
}

/** How often each part of the file is used, by its own count and by its tables: what only qemu-img compares. */
async function assertCounts(
  chosen: string,
  source: QemuSource,
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<Noticed[]> {
  const { corruptions, leaks } = await askCheck(qemu, source, signal);
  if (corruptions > 0) throw corrupt({ path: chosen }, 'qemu-img-check', corruptions);
  return leaks === 0 ? [] : [{ rule: 'space-lost', facts: { count: leaks } }];
}

/** Tables, signatures and map of the open disk, beside what its reader said. */
async function describe(
  chosen: string,
  { name, member }: Pick<Subject, 'name' | 'member'>,
  layout: DiskLayout,
  blocks: BlockSource,
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<InspectedDisk> {
  const { source, virtualSizeBytes } = layout;
  const { noticed, ...facts } = await readGuestFacts(blocks, signal);
  const { pieces, storedBytes } = await sizesOf(layout, name);
  const sized = { virtualSizeBytes, ...(member === undefined ? {} : { member }) };
  return {
    report: {
      path: chosen,
      name: member === undefined ? basename(chosen) : member.name,
      format: source.format,
      ...(layout.subformat === undefined ? {} : { subformat: layout.subformat }),
      ...sized,
      storedSizeBytes: storedBytes,
      allocatedBytes: await allocatedIn(layout, storedBytes, qemu, signal),
      files: pieces,
      ...facts,
      findings: diskFindings(sized, [...(layout.noticed ?? []), ...noticed]),
      stamp: await stampOf(layout.files),
    },
    files: [...layout.files],
    source,
    plain: layout.plain === true,
    ...(layout.variant === undefined ? {} : { variant: layout.variant }),
  };
}

/** Of a disk without tables only the file system knows the holes, and qemu-img asks it; more than is stored is no data. */
async function allocatedIn(
  { source, allocatedBytes }: DiskLayout,
  storedBytes: number,
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<number> {
  if (allocatedBytes !== undefined) return allocatedBytes;
  let bytes = 0;
  await eachDataRange(qemu, source, (_, length) => (bytes += length), signal);
  return Math.min(bytes, storedBytes);
}

/** A sparse file takes less than its length; systems that do not count blocks give the length. */
async function sizesOf(layout: DiskLayout, name: string): Promise<{ pieces: Piece[]; storedBytes: number }> {
  const { range } = layout.source;
  if (range !== undefined) {
    return { pieces: [{ name, state: 'found', bytes: range.sizeBytes }], storedBytes: range.sizeBytes };
  }
  const files = await Promise.all(
    layout.files.map(async (path) => {
      const { size, blocks } = await stat(path);
      const stored = blocks === undefined ? size : Math.min(size, blocks * 512);
      return { piece: { name: basename(path), state: 'found' as const, bytes: size }, stored };
    }),
  );
  return {
    pieces: [...(layout.pieces ?? files.map(({ piece }) => piece))],
    storedBytes: files.reduce((sum, { stored }) => sum + stored, 0),
  };
}
