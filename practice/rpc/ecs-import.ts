/** ECS ImportImage: the account's side of the rules, the dry run, the same token twice, and the import itself. */
import { randomBytes } from 'node:crypto';
import { checkImage } from '../disk/image-check.ts';
import { BadDisk, type Bytes, type Disk } from '../disk/disk.ts';
import { formatOf, openDisk } from '../disk/look.ts';
import { readBootFacts } from '../disk/partitions.ts';
import { CloudError } from '../http/exchange.ts';
import { practiceAccountId } from '../demo-keys.ts';
import { ownerOf } from '../world/caller.ts';
import { importRolePolicy } from '../world/default-world.ts';
import type { Faults } from '../world/faults.ts';
import { importState } from '../world/timetable.ts';
import type { CheckItem, DiskForm, ImportForm, ImportRecord, Verdict, World } from '../world/world.ts';
import { readImportForm } from './import-form.ts';
import { hasResourceGroup } from './resource-groups.ts';
import type { RpcAction } from './rpc-service.ts';

export interface EcsParts {
  readonly world: World;
  readonly faults: Faults;
  now(): number;
  /** The stored object, if there is one. */
  object(bucket: string, key: string): { readonly bytes: Bytes; readonly storageClass: string } | undefined;
}

const GiB = 2 ** 30;

export const ownedBy = (account: string): { owner?: string } =>
  account === practiceAccountId ? {} : { owner: account };

export function importImage(parts: EcsParts): RpcAction {
  const { world, faults, now } = parts;
  return async ({ parameters, caller: { account } }) => {
    const form = readImportForm(parameters);
    const region = parameters.get('RegionId') ?? '';
    const clientToken = parameters.get('ClientToken') ?? '';
    const before =
      clientToken === ''
        ? undefined
        : world.state.imports.find(
            (one) => ownerOf(one) === account && one.region === region && one.clientToken === clientToken,
          );
    if (before !== undefined) return repeated(before, form);

    checkOffered(parts, region);
    checkRole(parts, account, form);
    if (form.resourceGroupId !== '' && !hasResourceGroup(account, form.resourceGroupId))
      throw new CloudError(404, 'InvalidResourceGroup.NotFound', 'The ResourceGroup provided does not exist.');
    form.disks.forEach((disk) => checkObject(parts, account, region, disk));
    checkAccount(parts, account, region, form.imageName);
    const verdict = await judge(parts, form);
    if (parameters.get('DryRun') === 'true') {
      throw new CloudError(400, 'DryRunOperation', 'Request validation has been passed with DryRun flag set.');
    }
    checkAccount(parts, account, region, form.imageName); // looking took a while
    const record: ImportRecord = {
      region,
      taskId: `t-practice${randomBytes(6).toString('hex')}`,
      imageId: `m-practice${randomBytes(6).toString('hex')}`,
      clientToken,
      form,
      startedAt: now(),
      importMs: faults.switches.importMs,
      checkMs: faults.switches.checkMs,
      verdict,
      deleted: false,
      ...ownedBy(account),
    };
    world.state.imports.push(record);
    await world.save();
    return answered(record);
  };
}

const answered = ({ taskId, imageId, region }: ImportRecord): Record<string, string> => ({
  TaskId: taskId,
  ImageId: imageId,
  RegionId: region,
});

function repeated(before: ImportRecord, form: ImportForm): Record<string, string> {
  if (JSON.stringify(before.form) !== JSON.stringify(form)) {
    throw new CloudError(
      400,
      'IdempotentParameterMismatch',
      'The request uses the same client token as a previous, but non-identical request.',
    );
  }
  return answered(before);
}

/** Whether ECS imports for this account, and in this region, at all. */
function checkOffered({ faults }: EcsParts, region: string): void {
  const { importClosedIn, importNotForAccount, inArrears, ossDisabled } = faults.switches;
  if (importClosedIn.includes(region))
    throw new CloudError(400, 'InvalidRegion.NotSupport', 'The specified region does not support this operation.');
  if (importNotForAccount)
    throw new CloudError(403, 'UserNotInTheWhiteList', 'The user is not in the white list of this feature.');
  if (inArrears) throw new CloudError(400, 'Account.Arrearage', 'Your account has an outstanding payment.');
  if (ossDisabled)
    throw new CloudError(403, 'InvalidAccountStatus.OSSDisabled', 'The OSS service of the account is disabled.');
}

/** The spelling of the first code is the service's. */
function checkRole({ world, faults, now }: EcsParts, account: string, form: ImportForm): void {
  const noticed = (created: string): boolean => now() - Date.parse(created) >= faults.switches.rolePropagationMs;
  const role = world.state.roles.find(
    (one) => ownerOf(one) === account && one.name.toLowerCase() === form.roleName.toLowerCase(),
  );
  if (role === undefined || !noticed(role.created) || !role.trust.includes('ecs.aliyuncs.com')) {
    throw new CloudError(
      403,
      'NoSetRoletoECSServiceAcount',
      'ECS service account Have no right to access your OSS.please attach a role of access your oss to ECS service account.',
    );
  }
  const readers = [importRolePolicy, 'AliyunOSSReadOnlyAccess', 'AliyunOSSFullAccess'];
  if (!role.policies.some((policy) => readers.includes(policy.name) && noticed(policy.attached))) {
    throw new CloudError(
      403,
      'InvalidOSS.NotAuthorized',
      'The specified role is not authorized to access the OSS object.',
    );
  }
}

function checkObject({ world, object }: EcsParts, account: string, region: string, disk: DiskForm): void {
  const bucket = world.state.buckets.find((one) => ownerOf(one) === account && one.name === disk.bucket);
  if (bucket === undefined)
    throw new CloudError(400, 'InvalidOSSBucket.NotFound', 'The specified OSSBucket does not exist in this region.');
  if (bucket.region !== region) {
    throw new CloudError(
      400,
      'InvalidOSSBucket.NotMatched',
      `The specified OSSBucket is in region ${bucket.region}, not in ${region}.`,
    );
  }
  if (bucket.encrypted)
    throw new CloudError(
      403,
      'InvalidOSSBucket.EncryptUnsupported',
      'The specified OSSBucket has server-side encryption, which is not supported.',
    );
  const found = object(disk.bucket, disk.key);
  if (found === undefined)
    throw new CloudError(400, 'InvalidOSSObject.NotFound', 'The specified OSSObject does not exist in this region.');
  if (found.bytes.bytes === 0) throw new CloudError(400, 'InvalidOSSObject.Size', 'The specified OSSObject is empty.');
  if (/Archive/.test(found.storageClass))
    throw new CloudError(400, 'InvalidOSSObject.NeedRestore', 'The specified OSSObject must be restored first.');
}

/** An image whose import failed holds neither its name nor a place in the quota. */
export function checkAccount(
  { world, faults, now }: EcsParts,
  account: string,
  region: string,
  imageName: string,
): void {
  const images = world.state.imports.filter(
    (one) =>
      ownerOf(one) === account &&
      one.region === region &&
      ['Creating', 'Available'].includes(importState(one, now()).image),
  );
  if (images.some((one) => one.form.imageName === imageName)) {
    throw new CloudError(400, 'InvalidImageName.Duplicated', 'The specified ImageName has already existed.');
  }
  if (images.length >= faults.switches.imageQuota)
    throw new CloudError(403, 'QuotaExceed.Image', 'The image quota is exceeded.');
}

/** What ECS finds in the objects: only the VHD size rules are refused at once (the API's table of errors); the rest fails the task. */
async function judge({ object }: EcsParts, form: ImportForm): Promise<Verdict> {
  let items: CheckItem[] = [];
  try {
    for (const [index, disk] of form.disks.entries()) {
      const found = object(disk.bucket, disk.key);
      if (found === undefined)
        throw new BadDisk('InvalidOSSObject.NotFound', 'The specified OSSObject does not exist.');
      const opened = await openAsAsked(found.bytes, disk);
      if (index === 0) items = checkImage(await readBootFacts(opened), form);
    }
    return { items };
  } catch (error) {
    if (!(error instanceof BadDisk)) throw error;
    if (['InvalidVHDImage.IncorrectSize', 'InvalidBlockSize.NotSupport'].includes(error.code))
      throw new CloudError(403, error.code, error.message);
    return { failure: { code: error.code, message: error.message }, items: [] };
  }
}

async function openAsAsked(bytes: Bytes, form: DiskForm): Promise<Disk> {
  const format = await formatOf(bytes);
  if (form.format !== '' && form.format !== format) {
    throw new BadDisk(
      'InvalidImageFormat.Malformed',
      `The object is not a ${form.format} image: its content looks like ${format}.`,
    );
  }
  const disk = await openDisk(bytes, format);
  if (disk.virtualBytes > form.sizeGiB * GiB) {
    throw new BadDisk(
      'InvalidImageSize',
      `The virtual size of the disk is ${disk.virtualBytes} bytes, more than the ${form.sizeGiB} GiB of DiskImageSize.`,
    );
  }
  return disk;
}
