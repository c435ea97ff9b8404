/** Asks, before the first byte moves, everything the disk, this machine or the cloud could refuse later. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import { endingFits, formProblems } from '../../../contract/form-rules.ts';
import { GiB, limits } from '../../../contract/limits.ts';
import type { Plan } from '../../../contract/plan.ts';
import type { PreflightLine } from '../../../contract/migrations.ts';
import { usableAsIs } from '../disk/estimate.ts';
import type { InspectedDisk } from '../disk/inspect.ts';
import { plannerFor } from '../disk/planned/plan-target.ts';
import { vhdBlockBytes } from '../disk/planned/vhd-plan.ts';
import { assertRoom, neededBytes } from '../disk/staging.ts';
import { holdAgainstDisk } from './form-and-disk.ts';
import { wholeGiB } from './import-request.ts';
import { assertAccepted, lookInside } from './look-inside.ts';
import { allObjectKeys } from './object-key.ts';
import { Answers, type PreflightId } from './preflight-answers.ts';
import { askCloud } from './preflight-cloud.ts';
import type { Tools } from './stage.ts';

/** qemu-img writes no larger VHD. */
const largestVhdGiB = 2040;

/**
 * One line per question, in a fixed order. A question that cannot be asked because an earlier one stopped (no bucket, so
 * no encryption to look at) is `not-asked`. Leaves nothing behind, but for one small object while it runs.
 */
export async function preflight(
  plan: Plan,
  staging: string,
  tools: Tools,
  signal: AbortSignal,
): Promise<PreflightLine[]> {
  const answers = new Answers(signal);
  const uploading = plan.disks.length > 0;
  await askForm(plan, answers);
  let uploadBytes: number | undefined;
  let disks: InspectedDisk[] | undefined;
  if (uploading) {
    disks = await answers.ask('sources', async () => lookInside(plan.disks, await tools.qemu(), signal));
    if (disks !== undefined) {
      const inspected = disks;
      await answers.ask('findings', () => assertAccepted(inspected, plan));
      await answers.ask('sizes', () => checkSizes(plan, inspected));
      holdAgainstDisk(plan, inspected, answers);
      uploadBytes = await answers.ask('staging', () => checkRoom(plan, inspected, staging, tools, signal));
    }
  }
  const cloud = await answers.ask('identity', async () => {
    const opened = await tools.cloud();
    await opened.identity(signal);
    return opened;
  });
  if (cloud !== undefined) {
    const aheadMs = cloud.clockAheadMs();
    if (aheadMs === 0) answers.fine('clock');
    else answers.mind('clock', new Failure('account.clock-skewed', { skewMs: aheadMs }));
    await askCloud({
      plan,
      cloud,
      reports: disks?.map(({ report }) => report),
      uploadBytes,
      clock: tools.clock,
      signal,
      answers,
    });
  }
  return answers.lines(new Set(notArising(plan)));
}

function notArising(plan: Plan): PreflightId[] {
  return [
    ...(plan.disks.length > 0
      ? []
      : (['sources', 'findings', 'sizes', 'staging', 'delete', 'write', 'duration'] satisfies PreflightId[])),
    ...(plan.image.resourceGroupId === undefined ? (['resource-group'] satisfies PreflightId[]) : []),
  ];
}

/** What the plan alone shows. */
async function askForm(plan: Plan, answers: Answers): Promise<void> {
  const { format } = plan.target;
  const lineOf = { bootMode: 'boot-mode', licenseType: 'licence', platform: 'platform' } as const;
  const problems = formProblems(plan.image);
  for (const [field, id] of Object.entries(lineOf)) {
    const problem = problems.find((one) => one.field === field);
    if (problem === undefined) answers.fine(id);
    else {
      const failure = new Failure(problem.code, problem.facts);
      if (problem.weight === 'stops') answers.stops(id, failure);
      else answers.mind(id, failure);
    }
  }
  await answers.ask('format', () => {
    for (const key of allObjectKeys(plan)) {
      if (!endingFits(key, format)) throw new Failure('cloud.object-name-unfit', { key, format });
    }
  });
}

/**
 * ImportImage: DiskImageSize is at least the virtual size and within the limits of the kind of disk. A growing VHD has to be
 * as large as its blocks together.
 */
function checkSizes(plan: Plan, disks: readonly InspectedDisk[]): void {
  for (const [index, { report }] of disks.entries()) {
    const neededGiB = wholeGiB(report.virtualSizeBytes);
    const givenGiB = plan.disks[index]?.role === 'system' ? plan.image.systemDiskGiB : neededGiB;
    const minGiB = limits.diskGiB.min;
    const maxGiB = plan.target.format === 'vhd' ? largestVhdGiB : limits.diskGiB.max;
    if (givenGiB * GiB < report.virtualSizeBytes) {
      throw new Failure('cloud.size-too-small', { disk: report.name, givenGiB, neededGiB });
    }
    if (givenGiB > maxGiB || givenGiB < minGiB) {
      throw new Failure('cloud.size-out-of-range', { disk: report.name, givenGiB, minGiB, maxGiB });
    }
    const sizeBytes = Math.ceil(report.virtualSizeBytes / 512) * 512;
    if (plan.target.format === 'vhd' && plan.target.variant === undefined && sizeBytes % vhdBlockBytes !== 0) {
      throw new Failure('cloud.vhd-size-uneven', { disk: report.name, sizeBytes, blockBytes: vhdBlockBytes });
    }
  }
}

/** Answers how many bytes are uploaded at most. A source that is right already, or converted on the way, takes no room. */
async function checkRoom(
  plan: Plan,
  disks: readonly InspectedDisk[],
  staging: string,
  tools: Tools,
  signal: AbortSignal,
): Promise<number> {
  const { format, variant } = plan.target;
  const qemu = await tools.qemu();
  let needed = 0;
  let asTheyAre = 0;
  let onTheWay = 0;
  for (const disk of disks) {
    if (await usableAsIs(disk, format, variant, qemu, signal)) asTheyAre += disk.report.files[0]?.bytes ?? 0;
    else if (plan.staging === 'none' && plannerFor(format, variant) !== undefined)
      onTheWay += await neededBytes(disk, format, qemu, signal, variant);
    else needed += await neededBytes(disk, format, qemu, signal, variant);
  }
  if (needed === 0) return asTheyAre + onTheWay;
  // The staging folder itself is made by convert; the disk it will be on is asked through its parent.
  await mkdir(dirname(staging), { recursive: true, mode: 0o700 });
  await assertRoom(dirname(staging), needed);
  return asTheyAre + onTheWay + needed;
}
