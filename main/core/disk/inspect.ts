/**
 * Says what a chosen disk is, or why it is refused. Our own readers come first; only a disk they found whole and
 * self-contained is shown to qemu-img, with its format said.
 */
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Member, Piece } from '../../../contract/disks.ts';
import type { DiskReport } from '../../../contract/views.ts';
import { diskFindings } from '../rules/disk-rules.ts';
import { chosenSubject, withSubjects, type Subject } from './examine.ts';
import { openBlockSource, readsItself } from './block/open-block-source.ts';
import { stampOf } from './fingerprint.ts';
import { readGuestFacts, type GuestFacts } from './guest-facts.ts';
import { withGuestBytes } from './guest-bytes.ts';
import { watchFiles } from './in-use.ts';
import type { DiskLayout } from './layout.ts';
import { askVirtualSize, eachDataRange, type Qemu, type QemuSource } from './qemu.ts';
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

/**
 * `member` names a disk within a package; needed only when there are several. Fails with one of `source.*` when the disk
 * cannot be used, `machine.qemu-failed` when qemu-img cannot read it.
 */
export async function inspectDisk(
  path: string,
  qemu: Qemu,
  signal?: AbortSignal,
  member?: string,
): Promise<InspectedDisk> {
  const chosen = resolve(path);
  const real = await resolveSource(chosen);
  const { subject, layout } = await withSubjects(real, {}, signal, async (subjects) => {
    const one = chosenSubject(chosen, subjects, member);
    return { subject: one, layout: await one.read({}) };
  });
  return completeInspection(chosen, subject, layout, qemu, signal);
}

/** Asks qemu-img what our readers cannot say. The subject's files must be open no longer. */
export async function completeInspection(
  chosen: string,
  { name, member }: Pick<Subject, 'name' | 'member'>,
  layout: DiskLayout,
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<InspectedDisk> {
  const { source, virtualSizeBytes } = layout;
  const still = await watchFiles(layout.files);
  const qemuSize = await askVirtualSize(qemu, source, signal);
  if (qemuSize !== virtualSizeBytes) {
    throw corrupt({ path: chosen }, 'qemu-img-size', virtualSizeBytes, qemuSize);
  }
  const { facts, noticed, allocatedBytes } = await readInside(layout, qemu, signal);
  const { pieces, storedBytes } = await sizesOf(layout, name);
  await still.assert();
  const sized = { virtualSizeBytes, ...memberOf(member) };
  return {
    report: {
      path: chosen,
      name: member === undefined ? basename(chosen) : member.name,
      format: source.format,
      ...(layout.subformat === undefined ? {} : { subformat: layout.subformat }),
      ...sized,
      storedSizeBytes: storedBytes,
      // some formats without a table of their own map holes of their file as data; more than is stored it cannot be
      allocatedBytes: hasTable(source, layout.subformat)
        ? allocatedBytes
        : Math.min(allocatedBytes, storedBytes),
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

interface Inside {
  readonly facts: Omit<GuestFacts, 'noticed'>;
  readonly noticed: GuestFacts['noticed'];
  readonly allocatedBytes: number;
}

/** Tables, signatures and map of the disk; by our own readers where we have them, which reads far less. */
async function readInside(
  { source, subformat, virtualSizeBytes }: DiskLayout,
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<Inside> {
  let allocatedBytes = 0;
  if (!readsItself(source)) {
    const { noticed, ...facts } = await withGuestBytes(qemu, source, signal, (disk) =>
      readGuestFacts(disk, virtualSizeBytes),
    );
    await eachDataRange(qemu, source, (_, length) => (allocatedBytes += length), signal);
    return { facts, noticed, allocatedBytes };
  }
  const disk = await openBlockSource({ source, report: { virtualSizeBytes } }, { qemu }, signal);
  try {
    const { noticed, ...facts } = await readGuestFacts(disk, virtualSizeBytes);
    // of a file without a table of its own only the file system knows the holes, and qemu-img asks it
    if (hasTable(source, subformat)) {
      for await (const { length, data } of disk.map(signal)) if (data) allocatedBytes += length;
    } else {
      await eachDataRange(qemu, source, (_, length) => (allocatedBytes += length), signal);
    }
    return { facts, noticed, allocatedBytes };
  } finally {
    await disk.close();
  }
}

/** Grains or blocks are looked up; else the file is the disk, byte for byte. */
const hasTable = ({ format }: QemuSource, subformat = ''): boolean =>
  format !== 'raw' && !/flat|vmfs|fixed/i.test(subformat);

const memberOf = (member: Member | undefined): { member?: Member } =>
  member === undefined ? {} : { member };

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
