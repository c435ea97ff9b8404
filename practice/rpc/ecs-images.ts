/** ECS: images made without an import (copies, from an instance, from snapshots), and who may use them. */
import { randomBytes } from 'node:crypto';
import { CloudError } from '../http/exchange.ts';
import { practiceAccountId, secondAccountId, strangerAccountId } from '../demo-keys.ts';
import { checkServer } from '../disk/image-check.ts';
import { ownerOf } from '../world/caller.ts';
import { isRegion } from '../world/regions.ts';
import { importState } from '../world/timetable.ts';
import { formOf, type ImportForm, type ImportRecord, type World } from '../world/world.ts';
import { checkAccount, ownedBy, type EcsParts } from './ecs-import.ts';
import { required, type RpcActions, type RpcRequest } from './rpc-service.ts';

const knownAccounts = [practiceAccountId, secondAccountId, strangerAccountId];
/** ModifyImageSharePermission: ten accounts a call (more are ignored), fifty in all. */
const accountsPerCall = 10;
const accountsPerImage = 50;

export const isShared = (world: World, image: ImportRecord, account: string): boolean =>
  world.state.shares.some((share) => share.imageId === image.imageId && share.account === account);

export const dryRunPassed = (): never => {
  throw new CloudError(400, 'DryRunOperation', 'Request validation has been passed with DryRun flag set.');
};

/** An image in the request's region that the caller owns or was given. */
export function usableImage(
  { world, now }: EcsParts,
  { parameters, caller }: RpcRequest,
  imageId: string,
): ImportRecord {
  const image = world.state.imports.find(
    (one) =>
      one.imageId === imageId &&
      one.region === parameters.get('RegionId') &&
      (ownerOf(one) === caller.account || isShared(world, one, caller.account)),
  );
  if (image === undefined || importState(image, now()).image === 'gone')
    throw new CloudError(404, 'InvalidImageId.NotFound', 'The specified ImageId does not exist.');
  return image;
}

export function imageActions(parts: EcsParts): RpcActions {
  const { world, faults, now } = parts;

  const ownImage = (request: RpcRequest): ImportRecord => {
    const image = usableImage(parts, request, required(request.parameters, 'ImageId'));
    if (ownerOf(image) !== request.caller.account)
      throw new CloudError(404, 'InvalidImageId.NotFound', 'The specified ImageId does not exist.');
    return image;
  };

  const add = async (
    request: RpcRequest,
    wish: Pick<ImportRecord, 'region' | 'form' | 'made' | 'verdict'>,
  ): Promise<Record<string, unknown>> => {
    const { account } = request.caller;
    checkAccount(parts, account, wish.region, wish.form.imageName);
    if (request.parameters.get('DryRun') === 'true') dryRunPassed();
    const record: ImportRecord = {
      ...wish,
      taskId: '',
      imageId: `m-practice${randomBytes(6).toString('hex')}`,
      clientToken: request.parameters.get('ClientToken') ?? '',
      startedAt: now(),
      importMs: faults.switches.copyMs,
      checkMs: faults.switches.checkMs,
      deleted: false,
      ...ownedBy(account),
    };
    world.state.imports.push(record);
    await world.save();
    return { ImageId: record.imageId };
  };

  const earlier = (request: RpcRequest, region: string): ImportRecord | undefined => {
    const token = request.parameters.get('ClientToken') ?? '';
    return token === ''
      ? undefined
      : world.state.imports.find(
          (one) =>
            one.made !== undefined &&
            ownerOf(one) === request.caller.account &&
            one.region === region &&
            one.clientToken === token,
        );
  };

  return {
    async CopyImage(request) {
      const { parameters, caller } = request;
      const source = usableImage(parts, request, required(parameters, 'ImageId'));
      const region = required(parameters, 'DestinationRegionId');
      if (!isRegion(region))
        throw new CloudError(404, 'DestinationRegion.NotFound', 'The specified DestinationRegionId does not exist.');
      const before = earlier(request, region);
      if (before !== undefined) return { ImageId: before.imageId };
      if (importState(source, now()).image !== 'Available')
        throw new CloudError(400, 'IncorrectImageStatus', 'The status of the specified image does not support this.');
      const own = ownerOf(source) === caller.account;
      if (!own && region !== source.region)
        throw new CloudError(
          403,
          'OperationDenied.SameRegionOnly',
          'A shared image can be copied within its region only.',
        );
      if (own && region === source.region)
        throw new CloudError(403, 'IncorrectDestinationRegion', 'The destination region is the source region.');
      const failure = faults.switches.copyFailsTo.includes(region)
        ? { failure: { code: 'InternalError', message: 'The copy failed.' } }
        : {};
      return add(request, {
        region,
        form: {
          ...source.form,
          imageName: parameters.get('DestinationImageName') ?? source.form.imageName,
          description: parameters.get('DestinationDescription') ?? source.form.description,
        },
        made: { from: 'copy', source: source.imageId },
        verdict: { ...failure, items: source.verdict.items },
      });
    },

    async CancelCopyImage(request) {
      const image = ownImage(request);
      if (image.made?.from !== 'copy')
        throw new CloudError(400, 'ImageCreatedNotFromCopy', 'The specified image is not created from copy.');
      if (importState(image, now()).image !== 'Creating')
        throw new CloudError(400, 'IncorrectImageStatus', 'The image is not being copied.');
      image.stopped = { at: now(), cancelled: true, code: 'Cancelled', message: 'The copy was cancelled.' };
      await world.save();
      return {};
    },

    async ModifyImageSharePermission(request) {
      const image = ownImage(request);
      const add = listed(request, 'AddAccount').slice(0, accountsPerCall);
      const remove = listed(request, 'RemoveAccount').slice(0, accountsPerCall);
      for (const account of add) {
        if (account === request.caller.account)
          throw new CloudError(404, 'InvalidAccount.Forbbiden', 'You cannot share an image with yourself.');
        if (!knownAccounts.includes(account))
          throw new CloudError(404, 'InvalidAccount.NotFound', 'The specified Account does not exist.');
      }
      const others = world.state.shares.filter(({ imageId }) => imageId !== image.imageId);
      const mine = world.state.shares
        .filter(({ imageId, account }) => imageId === image.imageId && !remove.includes(account))
        .map(({ account }) => account);
      const shared = [...new Set([...mine, ...add])];
      if (shared.length > accountsPerImage)
        throw new CloudError(403, 'QuotaExceed.ShareImageUser', 'The image is shared with too many accounts.');
      if (request.parameters.get('DryRun') === 'true') dryRunPassed();
      world.state.shares = [...others, ...shared.map((account) => ({ imageId: image.imageId, account }))];
      await world.save();
      return {};
    },

    DescribeImageSharePermission(request) {
      const image = ownImage(request);
      const accounts = world.state.shares.filter(({ imageId }) => imageId === image.imageId);
      return {
        ImageId: image.imageId,
        RegionId: image.region,
        TotalCount: accounts.length,
        PageNumber: 1,
        PageSize: 100,
        Accounts: { Account: accounts.map(({ account }) => ({ AliyunId: account })) },
      };
    },

    async CreateImage(request) {
      const { parameters } = request;
      const region = required(parameters, 'RegionId');
      const imageName = required(parameters, 'ImageName');
      if (!/^\p{L}[\p{L}\p{N}.:_-]{1,127}$/u.test(imageName))
        throw new CloudError(400, 'InvalidImageName.Malformed', 'The specified ImageName is not valid.');
      const before = earlier(request, region);
      if (before !== undefined) return { ImageId: before.imageId };
      const { disks, from, source, osType } = sourceOf(parts, request);
      return add(request, {
        region,
        form: madeForm(imageName, parameters, disks, osType),
        made: { from, source },
        verdict: { items: checkServer(osType) },
      });
    },
  };
}

interface Source {
  readonly disks: readonly number[];
  readonly from: 'instance' | 'snapshots';
  readonly source: string;
  readonly osType: string;
}

/** An instance comes before snapshots; one of the snapshots must be of a system disk. */
function sourceOf({ world }: EcsParts, { parameters, caller }: RpcRequest): Source {
  const instanceId = parameters.get('InstanceId');
  const inReach = (one: { region: string; owner?: string }): boolean =>
    ownerOf(one) === caller.account && one.region === parameters.get('RegionId');
  if (instanceId !== undefined) {
    const found = world.state.instances.find((one) => one.instanceId === instanceId && !one.released && inReach(one));
    if (found === undefined)
      throw new CloudError(404, 'InvalidInstanceId.NotFound', 'The specified InstanceId does not exist.');
    return { disks: found.diskGiB, from: 'instance', source: instanceId, osType: found.osType };
  }
  const ids = [...parameters]
    .filter(([name]) => name === 'SnapshotId' || /^DiskDeviceMapping\.\d+\.SnapshotId$/.test(name))
    .map(([, value]) => value);
  const snapshots = ids.map((id) => {
    const found = world.state.snapshots.find((one) => one.snapshotId === id && inReach(one));
    if (found === undefined)
      throw new CloudError(404, 'InvalidSnapshotId.NotFound', 'The specified snapshot does not exist.');
    return found;
  });
  if (!snapshots.some(({ diskType }) => diskType === 'system'))
    throw new CloudError(403, 'InvalidSnapshot.NotSystemDisk', 'A snapshot of a system disk is required.');
  return {
    disks: snapshots.map(({ sizeGiB }) => sizeGiB),
    from: 'snapshots',
    source: ids.join(','),
    osType: 'linux',
  };
}

const madeForm = (
  imageName: string,
  parameters: ReadonlyMap<string, string>,
  disks: readonly number[],
  osType: string,
): ImportForm =>
  formOf({
    imageName,
    description: parameters.get('Description'),
    architecture: parameters.get('Architecture'),
    osType,
    platform: parameters.get('Platform') ?? (osType === 'windows' ? 'Windows Server 2019' : undefined),
    bootMode: parameters.get('BootMode'),
    detection: parameters.get('DetectionStrategy') === 'Standard',
    resourceGroupId: parameters.get('ResourceGroupId'),
    disks: disks.map((sizeGiB) => ({ bucket: '', key: '', format: 'RAW', sizeGiB })),
  });

const listed = ({ parameters }: RpcRequest, name: string): string[] =>
  [...parameters].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);
