/**
 * convert: writes each source disk into staging in the target format, digests the result and proves it equals the source;
 * or only plans the file, which is then made while it is uploaded.
 */
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareDisks } from '../disk/compare.ts';
import { convertDisk } from '../disk/convert.ts';
import { digestFile, saveDigest } from '../disk/digest.ts';
import { usableAsIs } from '../disk/estimate.ts';
import { assertUnchanged } from '../disk/fingerprint.ts';
import { qemuFacts } from '../disk/qemu-facts.ts';
import { assertRoom, neededBytes, removePartials } from '../disk/staging.ts';
import { planOne } from './planned-upload.ts';
import type { ConvertedDisk, SourceDisk } from './record.ts';
import type { Stage, StageContext } from './stage.ts';

export const convertStage: Stage = {
  name: 'convert',

  async run(context) {
    const sources = context.checkpoints.inspect?.disks ?? [];
    await mkdir(context.staging, { recursive: true, mode: 0o700 });
    await removePartials(context.staging);
    const qemu = await context.tools.qemu();
    const tools = await qemuFacts(qemu);
    if (qemu.origin !== 'bundled') context.log.write('info', "not the program's own qemu-img", { ...tools[0] });
    const finished: ConvertedDisk[] = [...(context.checkpoints.convert?.disks ?? [])];
    for (const [index, source] of sources.entries()) {
      const earlier = finished[index];
      if (earlier !== undefined && (await isWhole(earlier))) continue;
      finished[index] =
        (await takeAsItIs(context, source, index)) ??
        (await planOne(context, source, index)) ??
        (await convertOne(context, source, index));
      await context.save({ convert: { disks: finished.slice(0, index + 1), tools } });
    }
    if (finished.some(({ inPlace }) => inPlace !== true)) return 'done';
    return finished.some(({ planPath }) => planPath !== undefined) ? 'on-the-way' : 'not-needed';
  },

  /** A converted disk may have been cleaned away; once its object is in the cloud it is no longer needed. */
  async stillHolds({ checkpoints }) {
    const uploaded = checkpoints.upload?.objects.length ?? 0;
    for (const disk of (checkpoints.convert?.disks ?? []).slice(uploaded)) {
      if (!(await isWhole(disk))) return false;
    }
    return true;
  },

  undo: removeStaging,
  tidy: removeStaging,
};

function removeStaging({ staging }: StageContext): Promise<void> {
  return rm(staging, { recursive: true, force: true });
}

/**
 * A source that needs no conversion is uploaded from where it is. It gets a digest too: every part is compared with it, so
 * that a change during the upload is noticed. The digest is not kept in staging, which may be cleaned up.
 */
async function takeAsItIs(
  context: StageContext,
  source: SourceDisk,
  index: number,
): Promise<ConvertedDisk | undefined> {
  const { plan, folder, tools, log, signal, report } = context;
  const { format, variant } = plan.target;
  report({ doing: 'measuring', disk: index, done: 0, total: 0, unit: 'none' });
  if (!(await usableAsIs(source, format, variant, await tools.qemu(), signal))) return undefined;
  const path = source.source.path;
  const digestPath = join(folder, `source-${index}.crc64`);
  await assertUnchanged(source.fingerprint);
  const digest = await digestFile(path, {
    signal,
    onProgress: ({ done, total }) => report({ doing: 'digesting', disk: index, done, total, unit: 'bytes' }),
  });
  await assertUnchanged(source.fingerprint);
  await saveDigest(digestPath, digest);
  const crc64 = digest.crc64.toString();
  log.write('info', 'source disk is right already; not converted', { file: path, format, crc64 });
  return { path, digestPath, bytes: digest.bytes, crc64, format, inPlace: true };
}

async function convertOne(context: StageContext, source: SourceDisk, index: number): Promise<ConvertedDisk> {
  const { plan, staging, tools, log, signal, report } = context;
  const { format, variant } = plan.target;
  const qemu = await tools.qemu();
  const path = join(staging, `disk-${index}.${format}`);
  const digestPath = `${path}.crc64`;
  await rm(path, { force: true });

  report({ doing: 'measuring', disk: index, done: 0, total: 0, unit: 'none' });
  await assertUnchanged(source.fingerprint);
  await assertRoom(staging, await neededBytes(source, format, qemu, signal, variant));

  const started = tools.clock.now();
  log.write('info', 'conversion started', { file: source.path, format, qemu: qemu.version });
  const { bytes } = await convertDisk({
    disk: source,
    format,
    variant,
    output: path,
    qemu,
    signal,
    onProgress: ({ done, total }) => report({ doing: 'converting', disk: index, done, total, unit: 'bytes' }),
  });
  await assertUnchanged(source.fingerprint);
  const convertedMs = tools.clock.now() - started;

  // Digest first, compare second: whatever happens to the file from here on is noticed by one of the two, or by upload.
  const digest = await digestFile(path, {
    signal,
    onProgress: ({ done, total }) => report({ doing: 'digesting', disk: index, done, total, unit: 'bytes' }),
  });
  await saveDigest(digestPath, digest);
  await compareDisks({
    source,
    converted: path,
    format,
    qemu,
    signal,
    onProgress: ({ done, total }) => report({ doing: 'comparing', disk: index, done, total, unit: 'bytes' }),
  });
  log.write('info', 'converted disk equals its source', {
    file: source.path,
    bytes,
    crc64: digest.crc64.toString(),
    convertedMs,
    verifiedMs: tools.clock.now() - started - convertedMs,
  });
  return { path, digestPath, bytes, crc64: digest.crc64.toString(), format };
}

async function isWhole(disk: ConvertedDisk): Promise<boolean> {
  try {
    if (disk.planPath !== undefined) return (await stat(disk.planPath)).isFile();
    await stat(disk.digestPath);
    return (await stat(disk.path)).size === disk.bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
