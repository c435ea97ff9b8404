/** Says how many bytes each target format would upload and need in staging, and which to choose; and when nothing need be converted. */
import { deflateRaw } from 'node:zlib';
import { promisify } from 'node:util';
import type { ConversionVariant, DiskEstimate, Estimate } from '../../../contract/disks.ts';
import type { TargetFormat } from '../../../contract/plan.ts';
import { openBlockSource } from './block/open-block-source.ts';
import type { InspectedDisk } from './inspect.ts';
import { eachDataRange, runCheck, type Qemu } from './qemu.ts';
import { neededBytes } from './staging.ts';

const deflate = promisify(deflateRaw);
const forms: readonly { format: TargetFormat; variant?: ConversionVariant }[] = [
  { format: 'qcow2' },
  { format: 'qcow2', variant: 'compressed' },
  { format: 'vhd' },
  { format: 'vhd', variant: 'fixed' },
  { format: 'raw' },
];
/** A QCOW2 with nothing in it. */
const emptyBytes = 5 * 65_536;
const sampleCount = 24;
const sampleBytes = 65_536;
/** Less than this part of the upload is not worth telling. */
const worthSaving = 0.1;

/** Reads a little of the disk to see how well it compresses. Fails as qemu-img's questions do. */
export async function estimateDisk(disk: InspectedDisk, qemu: Qemu, signal?: AbortSignal): Promise<DiskEstimate> {
  const estimates: Estimate[] = [];
  for (const form of forms) {
    const asIs = await usableAsIs(disk, form.format, form.variant, qemu, signal);
    const one = asIs ? await fileAsItIs(disk) : await converted(disk, form, qemu, signal);
    estimates.push({ ...form, ...one, asIs });
  }
  return { estimates, advice: adviceOn(estimates) };
}

function adviceOn(estimates: readonly Estimate[]): DiskEstimate['advice'] {
  const right = estimates.find(({ asIs, format }) => asIs && format !== 'raw');
  if (right !== undefined) {
    const { format, variant } = right;
    return { format, because: 'already-right', ...(variant === undefined ? {} : { variant }) };
  }
  const plain = estimates.find(({ format, variant }) => format === 'qcow2' && variant === undefined);
  const packed = estimates.find(({ variant }) => variant === 'compressed');
  const saves = (plain?.uploadBytes ?? 0) - (packed?.uploadBytes ?? 0);
  return {
    format: 'qcow2',
    because: 'smallest-documented',
    ...(saves > (plain?.uploadBytes ?? 0) * worthSaving ? { compressingSavesBytes: saves } : {}),
  };
}

async function fileAsItIs(disk: InspectedDisk): Promise<Pick<Estimate, 'uploadBytes' | 'sure' | 'stagingBytes'>> {
  const bytes = disk.report.files.reduce((sum, file) => sum + file.bytes, 0);
  return Promise.resolve({ uploadBytes: bytes, sure: 'exact', stagingBytes: 0 });
}

async function converted(
  disk: InspectedDisk,
  { format, variant }: { format: TargetFormat; variant?: ConversionVariant },
  qemu: Qemu,
  signal: AbortSignal | undefined,
): Promise<Pick<Estimate, 'uploadBytes' | 'sure' | 'stagingBytes'>> {
  const { virtualSizeBytes, allocatedBytes } = disk.report;
  const sectorBytes = Math.ceil(virtualSizeBytes / 512) * 512;
  if (format === 'raw') return { uploadBytes: sectorBytes, sure: 'exact', stagingBytes: allocatedBytes };
  if (variant === 'fixed') {
    return { uploadBytes: sectorBytes + 512, sure: 'exact', stagingBytes: allocatedBytes + 512 };
  }
  const plain = await neededBytes(disk, format, qemu, signal);
  if (variant === undefined) {
    return { uploadBytes: plain, sure: 'bound', stagingBytes: plain };
  }
  const ratio = await compressedRatio(disk, qemu, signal);
  const tables = Math.max(emptyBytes, plain - allocatedBytes);
  // incompressible data is kept as it is, so plain is a bound for staging
  return {
    uploadBytes: Math.min(plain, Math.ceil(tables + allocatedBytes * ratio)),
    sure: 'guess',
    stagingBytes: plain,
  };
}

/** Compressed to plain size of samples spread over the data. */
async function compressedRatio(disk: InspectedDisk, qemu: Qemu, signal?: AbortSignal): Promise<number> {
  const every = Math.max(sampleBytes, Math.floor(disk.report.allocatedBytes / sampleCount));
  const samples: { offset: number; length: number }[] = [];
  let seen = 0;
  const choose = (start: number, length: number): void => {
    for (; samples.length * every < seen + length && samples.length <= sampleCount;) {
      const offset = start + Math.floor((samples.length * every - seen) / 512) * 512;
      samples.push({ offset, length: Math.min(sampleBytes, start + length - offset) });
    }
    seen += length;
  };
  await eachDataRange(qemu, disk.source, choose, signal);
  const source = await openBlockSource(disk, { qemu }, signal);
  try {
    let plain = 0;
    let packed = 0;
    for (const { offset, length } of samples) {
      const bytes = await source.read(offset, Math.min(length, source.size - offset), signal);
      plain += bytes.length;
      packed += Math.min(bytes.length, (await deflate(bytes)).length);
    }
    return plain === 0 ? 0 : packed / plain;
  } finally {
    await source.close();
  }
}

/** More than this over what a fresh conversion takes, and converting saves upload. */
const slackAllowed = 1.1;

/**
 * The source is in this very form already, in one file, with nothing in it that ECS does not document, found clean by
 * qemu-img, and not bloated: then it is uploaded as it is. Only the digest is made.
 */
export async function usableAsIs(
  disk: InspectedDisk,
  format: TargetFormat,
  variant: ConversionVariant | undefined,
  qemu: Qemu,
  signal?: AbortSignal,
): Promise<boolean> {
  const { source, files, report, plain } = disk;
  if (source.format !== format || disk.variant !== variant || !plain || files.length !== 1) return false;
  if (source.range !== undefined || source.pieces !== undefined || source.sizeFromFooter === true) return false;
  if (report.virtualSizeBytes % 512 !== 0) return false;
  if (format === 'qcow2') {
    const { exitCode } = await runCheck(qemu, source, signal);
    if (exitCode !== 0) return false;
  }
  const bytes = report.files[0]?.bytes ?? 0;
  return variant !== undefined || bytes <= (await neededBytes(disk, format, qemu, signal)) * slackAllowed + 2 ** 20;
}
