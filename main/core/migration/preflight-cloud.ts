/**
 * Pre-flight's questions to the cloud, with two dry runs. The first is the request itself, which ECS refuses because its
 * object is not there yet. The second is the same request for a small object of ours, so that ECS also checks the role's
 * rights in the bucket, and the quota.
 */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { Clock } from '../base/clock.ts';
import { newClientToken } from '../base/ids.ts';
import type { BucketFacts, BucketRules, Cloud, ImportRequest, ObjectStore } from '../cloud/cloud.ts';
import { importRequest, wholeGiB } from './import-request.ts';
import { assertReadable, assertRegion, assertUnencrypted, unfitClass } from './bucket-fit.ts';
import { importRole, isRoleNew } from './new-role.ts';
import { allObjectKeys, probeKey } from './object-key.ts';
import type { Answers, PreflightId } from './preflight-answers.ts';
import { lineOf } from './preflight-refusals.ts';

export interface CloudQuestions {
  readonly plan: Plan;
  readonly cloud: Cloud;
  /** Undefined when the source disks could not be read. */
  readonly reports: readonly DiskReport[] | undefined;
  readonly uploadBytes: number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly answers: Answers;
}

const probeBytes = 256 * 1024;
const dayMs = 24 * 3_600_000;
/** Longer uploads get a warning before they begin. */
const longUploadMs = dayMs;
/** Refusals that concern our small object, which is no disk, and say nothing about the real one. */
const aboutContent =
  /^(InvalidImageFormat\.|InvalidOSSObject\.Size|InvalidVHDImage\.|InvalidBlockSize\.|InvalidImageSize|InvalidDataDiskSize)/;

export async function askCloud(all: CloudQuestions): Promise<void> {
  const { plan, cloud, signal, answers } = all;
  const { region, bucket, endpoint } = plan.target;
  await answers.ask('region', async () => {
    if (!(await cloud.regions(signal)).some(({ id }) => id === region))
      throw new Failure('cloud.region-unknown', { region });
  });
  await askActivated(all);
  if (!answers.open('oss-activated') || !answers.open('region')) return;
  const store = cloud.objects(region, bucket, { endpoint });
  const facts = await answers.ask('bucket', () => store.bucket(signal));
  if (facts !== undefined) await askBucket(all, facts);
  await askRole(all);
  await askNames(all);
  if (facts?.region !== region) return;
  const probe = plan.disks.length === 0 ? undefined : probeKey(plan, newClientToken());
  const rules = await store.rules(signal);
  const removable = probe !== undefined && (await mayRemove(all, store, probe)) && !rules.retention;
  // an object written to try would stay for as long as all others
  if (rules.retention) answers.mind('delete', new Failure('cloud.bucket-locked', { bucket }));
  if (!answers.open('write')) return;
  await answers.ask('object', () => askObjects(all, store));
  if (decidedByEcs.some((id) => !answers.open(id))) return;
  if (probe === undefined) await dryRun(all, 'final');
  else if (all.reports !== undefined && (await dryRun(all, 'without-object')))
    await (removable ? askByObject(all, store, rules, probe) : askByUpload(all, store, probe));
}

/** Where one of these stops, ECS would only say the same again. */
const decidedByEcs: readonly PreflightId[] = ['storage-class', 'bucket-encryption', 'platform', 'boot-mode', 'licence'];

/** Later requests fail for this too; it is asked first so that the bucket is not blamed. */
async function askActivated({ cloud, signal, answers }: CloudQuestions): Promise<void> {
  try {
    await cloud.buckets(signal);
    answers.fine('oss-activated');
  } catch (error) {
    signal.throwIfAborted();
    // listing needs a right of its own, which the migration can do without
    if (!failedWith(error, 'account.forbidden')) answers.stops('oss-activated', error);
  }
}

async function askBucket({ plan, answers }: CloudQuestions, facts: BucketFacts): Promise<void> {
  const { target } = plan;
  await answers.ask('bucket-region', () => assertRegion(target, facts));
  await answers.ask('bucket-encryption', () => assertUnencrypted(target, facts));
  await answers.ask('storage-class', () => assertReadable(target, facts));
  // no document says whether infrequent access works
  if (facts.storageClass !== 'Standard') answers.mind('storage-class', unfitClass(target, facts));
}

async function askRole({ cloud, signal, answers }: CloudQuestions): Promise<void> {
  try {
    const { present, trusted, policies } = await cloud.role('import', signal);
    if (!present) answers.stops('role', new Failure('account.role-missing', { role: importRole }));
    else if (!trusted) answers.stops('role', new Failure('account.role-untrusted', { role: importRole }));
    else if (policies?.length === 0)
      answers.stops('role', new Failure('account.role-unable', { role: importRole, bucket: '', requestId: '' }));
    else answers.fine('role');
  } catch (error) {
    signal.throwIfAborted();
    // without the right to look at the role it may still be usable: the dry run shows it
    if (failedWith(error, 'account.forbidden')) answers.mind('role', error);
    else answers.stops('role', error);
  }
}

async function askNames({ plan, cloud, signal, answers }: CloudQuestions): Promise<void> {
  const { name, resourceGroupId } = plan.image;
  await answers.ask('image-name', async () => {
    if ((await cloud.images(plan.target.region).findByName(name, signal)) !== undefined)
      throw new Failure('cloud.image-name-taken', { name });
  });
  if (resourceGroupId === undefined) return;
  try {
    const known = (await cloud.resourceGroups(signal)).some(({ id }) => id === resourceGroupId);
    if (known) answers.fine('resource-group');
    else answers.stops('resource-group', new Failure('cloud.resource-group-missing', { id: resourceGroupId }));
  } catch (error) {
    signal.throwIfAborted();
    // seeing the groups needs a right of its own: the dry run shows whether the group is fine
    if (!failedWith(error, 'account.forbidden')) answers.stops('resource-group', error);
  }
}

async function askObjects({ plan, signal, answers }: CloudQuestions, store: ObjectStore): Promise<void> {
  const { bucket } = plan.target;
  for (const key of allObjectKeys(plan)) {
    const there = await store.head(key, signal);
    if (plan.disks.length === 0) {
      if (there === undefined) throw new Failure('cloud.object-missing', { bucket, key });
      mindSize(plan, key, there.bytes);
      const { storageClass, encrypted } = there;
      if (storageClass.includes('Archive') || encrypted)
        throw new Failure('cloud.object-unfit', {
          bucket,
          key,
          storageClass,
          encrypted: encrypted ? 'yes' : 'no',
        });
    } else if (there !== undefined) {
      const exists = new Failure('cloud.object-exists', { bucket, key });
      if (!there.ours) throw exists;
      answers.mind('object', exists);
    }
  }
}

/** Only a RAW object is as large as its disk; the size of a disk in another format is not known here. */
function mindSize({ target, image, existing = [] }: Plan, key: string, bytes: number): void {
  const one = existing.find((object) => object.key === key);
  if (one === undefined || target.format !== 'raw') return;
  const givenGiB = one.role === 'system' ? image.systemDiskGiB : one.sizeGiB;
  const neededGiB = wholeGiB(bytes);
  if (givenGiB < neededGiB) throw new Failure('cloud.size-too-small', { disk: key, givenGiB, neededGiB });
}

/** Removing an object that is not there changes nothing, but needs the right and the endpoint. */
async function mayRemove({ signal, answers }: CloudQuestions, store: ObjectStore, key: string): Promise<boolean> {
  try {
    await store.remove(key, signal);
    answers.fine('delete');
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (failedWith(error, 'account.forbidden')) answers.mind('delete', error);
    else answers.stops('write', error); // the endpoint itself, not a right
    return false;
  }
}

/** Where objects cannot be removed, none is written: an upload that is begun and aborted proves the right to write. */
async function askByUpload({ signal, answers }: CloudQuestions, store: ObjectStore, key: string): Promise<void> {
  await answers.ask('write', async () => {
    const { uploadId } = await store.beginUpload(key, signal);
    await store.abortUpload(key, uploadId, signal);
  });
}

/** Writes a small object, lets ECS judge the import by it, and takes it away again. */
async function askByObject(all: CloudQuestions, store: ObjectStore, rules: BucketRules, key: string): Promise<void> {
  const { answers } = all;
  const written = await answers.ask('write', () => timedPut(all, store, key));
  if (written === undefined) return;
  try {
    mindDuration(all, rules, written);
    // what the answer to the object shows of the bucket, ECS would only say again
    if (answers.open('bucket-encryption')) await dryRun(all, 'final', key);
  } finally {
    await store.remove(key); // also after pre-flight was cancelled
  }
}

async function timedPut({ clock, signal, answers }: CloudQuestions, store: ObjectStore, key: string): Promise<number> {
  const started = clock.now();
  const { encrypted } = await store.put(key, Buffer.alloc(probeBytes), signal);
  if (encrypted && answers.open('bucket-encryption'))
    answers.stops('bucket-encryption', new Failure('cloud.bucket-encrypted', { bucket: store.bucketName }));
  return Math.max(1, clock.now() - started);
}

/** A rough guess from one small object; the upload itself measures better. */
function mindDuration({ plan, uploadBytes, answers }: CloudQuestions, rules: BucketRules, putMs: number): void {
  if (uploadBytes === undefined) return;
  const perSecondBytes = Math.round((probeBytes * 1_000) / putMs);
  const facts = { uploadBytes, perSecondBytes, uploadMs: Math.round((uploadBytes * 1_000) / perSecondBytes) };
  const days = Math.min(...allObjectKeys(plan).map((key) => rules.abortsUploadAfterDays(key) ?? Infinity));
  if (facts.uploadMs > days * dayMs) {
    const { bucket } = plan.target;
    answers.stops('duration', new Failure('cloud.lifecycle-aborts', { bucket, days, uploadMs: facts.uploadMs }));
  } else if (facts.uploadMs > longUploadMs) answers.mind('duration', new Failure('cloud.slow-line', facts), facts);
  else answers.fine('duration', facts);
}

/**
 * `without-object`: nothing is uploaded yet, so object-missing is the good answer. `final`: everything is there, and passing
 * answers what only ECS can say. True when there was no other refusal.
 */
async function dryRun(all: CloudQuestions, kind: 'without-object' | 'final', probe?: string): Promise<boolean> {
  const { plan, cloud, reports, signal, answers } = all;
  const request = importRequest(plan, reports ?? [], newClientToken());
  try {
    await cloud.images(plan.target.region).dryRun(probe === undefined ? request : about(request, probe), signal);
  } catch (error) {
    signal.throwIfAborted();
    const expected =
      kind === 'without-object'
        ? failedWith(error, 'cloud.object-missing')
        : probe !== undefined && failedWith(error, 'cloud.refused') && aboutContent.test(error.facts.code);
    if (!expected) {
      const isNew = failedWith(error, 'account.role-missing') && (await isRoleNew(cloud, error, signal));
      answers.stops(lineOf(error), isNew ? new Failure('account.role-new', { role: importRole }) : error);
      return false;
    }
  }
  if (kind === 'final') {
    answers.fine('dry-run');
    answers.fine('image-quota');
    if (plan.image.resourceGroupId !== undefined) answers.fine('resource-group');
  }
  return true;
}

const about = (request: ImportRequest, key: string): ImportRequest => ({
  ...request,
  disks: request.disks.map((disk) => ({ ...disk, key })),
});
