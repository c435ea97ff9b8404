/** Asks, before the first byte moves, everything the disk, this machine or the cloud could refuse later. Changes nothing. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import { GiB, limits } from '../../../contract/limits.ts';
import type { Plan } from '../../../contract/plan.ts';
import { preflightId, type PreflightLine } from '../../../contract/views.ts';
import { newClientToken } from '../base/ids.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { inspectDisk, type InspectedDisk } from '../disk/inspect.ts';
import { assertRoom, neededBytes } from '../disk/staging.ts';
import { importRequest, wholeGiB } from './import-request.ts';
import { objectKey } from './object-key.ts';
import type { Tools } from './stage.ts';

type Id = PreflightLine['id'];

/**
 * One line per question, in a fixed order. A question that cannot be asked because an earlier one stopped (no bucket, so
 * no encryption to look at) is `not-asked`.
 */
export async function preflight(
  plan: Plan,
  staging: string,
  tools: Tools,
  signal: AbortSignal,
): Promise<PreflightLine[]> {
  const lines = new Map<Id, PreflightLine>();
  const ask = async <T>(id: Id, question: () => Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await question();
      if (!lines.has(id)) lines.set(id, { id, verdict: 'fine' });
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      lines.set(id, { id, verdict: 'stops', failure: Failure.from(error).view() });
      return undefined;
    }
  };
  const mind = (id: Id, failure: Failure): void =>
    void lines.set(id, { id, verdict: 'mind', failure: failure.view() });

  const disks = await ask('sources', () => inspectAll(plan, tools, signal));
  if (disks !== undefined) {
    await ask('sizes', () => Promise.resolve(checkSizes(plan, disks)));
    await ask('staging', () => checkRoom(plan, disks, staging, tools, signal));
  }
  const cloud = await ask('identity', async () => {
    const opened = await tools.cloud();
    await opened.identity(signal);
    return opened;
  });
  if (cloud !== undefined) await askCloud(plan, disks, cloud, signal, ask, mind);
  return preflightId.options.map((id) => lines.get(id) ?? { id, verdict: 'not-asked' });
}

async function askCloud(
  plan: Plan,
  disks: InspectedDisk[] | undefined,
  cloud: Cloud,
  signal: AbortSignal,
  ask: <T>(id: Id, question: () => Promise<T>) => Promise<T | undefined>,
  mind: (id: Id, failure: Failure) => void,
): Promise<void> {
  const { region, bucket } = plan.target;
  const store = cloud.objects(region, bucket);
  const images = cloud.images(region);
  await ask('region', async () => {
    if (!(await cloud.regions(signal)).some(({ id }) => id === region))
      throw new Failure('cloud.region-unknown', { region });
  });
  const facts = await ask('bucket', () => store.bucket(signal));
  if (facts !== undefined) {
    await ask('bucket-region', () => {
      if (facts.region === region) return Promise.resolve();
      throw new Failure('cloud.bucket-elsewhere', { bucket, bucketRegion: facts.region, region });
    });
    await ask('bucket-encryption', () => {
      if (!facts.encrypted) return Promise.resolve();
      throw new Failure('cloud.bucket-encrypted', { bucket });
    });
  }
  if (facts?.region === region) {
    await ask('object', async () => {
      for (const index of plan.disks.keys()) {
        const key = objectKey(plan, index);
        const there = await store.head(key, signal);
        if (there === undefined) continue;
        if (!there.ours) throw new Failure('cloud.object-exists', { bucket, key });
        mind('object', new Failure('cloud.object-exists', { bucket, key }));
      }
    });
  }
  await ask('role', async () => {
    const role = await cloud.importRole(signal);
    if (!role.present || !role.trusted)
      throw new Failure('account.role-missing', { role: 'AliyunECSImageImportDefaultRole' });
  });
  await ask('image-name', async () => {
    if ((await images.findByName(plan.image.name, signal)) === undefined) return;
    throw new Failure('cloud.image-name-taken', { name: plan.image.name });
  });
  if (disks !== undefined && facts?.region === region) {
    await ask('dry-run', () => dryRun(plan, disks, cloud, signal));
  }
}

/** ECS looks at the object too, which is not there yet: that one answer counts as fine. */
async function dryRun(plan: Plan, disks: InspectedDisk[], cloud: Cloud, signal: AbortSignal): Promise<void> {
  const reports = disks.map((disk) => disk.report);
  try {
    await cloud.images(plan.target.region).dryRun(importRequest(plan, reports, newClientToken()), signal);
  } catch (error) {
    if (error instanceof Failure && error.code === 'cloud.object-missing') return;
    throw error;
  }
}

async function inspectAll(plan: Plan, tools: Tools, signal: AbortSignal): Promise<InspectedDisk[]> {
  const disks: InspectedDisk[] = [];
  for (const { path } of plan.disks) disks.push(await inspectDisk(path, await tools.qemu(), signal));
  return disks;
}

/** ImportImage: DiskImageSize is at least the virtual size and within the limits of the kind of disk. */
function checkSizes(plan: Plan, disks: readonly InspectedDisk[]): void {
  for (const [index, { report }] of disks.entries()) {
    const neededGiB = wholeGiB(report.virtualSizeBytes);
    const givenGiB = plan.disks[index]?.role === 'system' ? plan.image.systemDiskGiB : neededGiB;
    const { min: minGiB, max: maxGiB } = limits.diskGiB;
    if (givenGiB * GiB < report.virtualSizeBytes) {
      throw new Failure('cloud.size-too-small', { disk: report.name, givenGiB, neededGiB });
    }
    if (givenGiB > maxGiB || givenGiB < minGiB) {
      throw new Failure('cloud.size-out-of-range', { disk: report.name, givenGiB, minGiB, maxGiB });
    }
  }
}

async function checkRoom(
  plan: Plan,
  disks: readonly InspectedDisk[],
  staging: string,
  tools: Tools,
  signal: AbortSignal,
): Promise<void> {
  let needed = 0;
  for (const disk of disks) needed += await neededBytes(disk, plan.target.format, await tools.qemu(), signal);
  // The staging folder itself is made by convert; the disk it will be on is asked through its parent.
  await mkdir(dirname(staging), { recursive: true, mode: 0o700 });
  await assertRoom(dirname(staging), needed);
}
