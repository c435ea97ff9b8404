/** ECS: what an instance can be made of here, and instances from start to release. */
import { randomBytes } from 'node:crypto';
import { CloudError } from '../http/exchange.ts';
import { ownerOf } from '../world/caller.ts';
import { importState } from '../world/timetable.ts';
import type { ImportRecord, Instance } from '../world/world.ts';
import { snapshotIdOf } from './describe-image.ts';
import { dryRunPassed, usableImage } from './ecs-images.ts';
import { ownedBy, type EcsParts } from './ecs-import.ts';
import { moreNames, pageOf, required, type RpcAction, type RpcActions, type RpcRequest } from './rpc-service.ts';
import { networksOf, switchesOf, zonesOf, type PracticeSwitch } from './vpc-service.ts';

interface InstanceType {
  readonly id: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly arm?: true;
  readonly needsNvme?: true;
}
const types: readonly InstanceType[] = [
  { id: 'ecs.t6-c1m1.large', cores: 2, memoryGiB: 2 },
  { id: 'ecs.c7.large', cores: 2, memoryGiB: 4 },
  { id: 'ecs.g7.large', cores: 2, memoryGiB: 8 },
  { id: 'ecs.g7.4xlarge', cores: 16, memoryGiB: 64 },
  { id: 'ecs.g8i.large', cores: 2, memoryGiB: 8, needsNvme: true },
  { id: 'ecs.g8y.large', cores: 2, memoryGiB: 8, arm: true },
];
const categories = ['cloud_essd', 'cloud_efficiency', 'cloud_auto'];
export const practiceKeyPair = 'practice-key';
const sizeGiB = { min: 1, max: 2048, smallestDefault: 40 };

export function instanceActions(parts: EcsParts): RpcActions {
  const { world, faults, now } = parts;
  const own = ({ parameters, caller }: RpcRequest): Instance[] =>
    world.state.instances.filter(
      (one) => ownerOf(one) === caller.account && one.region === parameters.get('RegionId') && !one.released,
    );

  return {
    DescribeImageSupportInstanceTypes(request) {
      const image = usableImage(parts, request, required(request.parameters, 'ImageId'));
      return {
        RegionId: image.region,
        ImageId: image.imageId,
        InstanceTypes: {
          InstanceType: types
            .filter((type) => fits(type, image))
            .map(({ id, cores, memoryGiB }) => ({
              InstanceTypeId: id,
              CpuCoreCount: cores,
              MemorySize: memoryGiB,
              InstanceTypeFamily: id.split('.').slice(0, 2).join('.'),
            })),
        },
      };
    },

    DescribeAvailableResource({ parameters }) {
      const region = required(parameters, 'RegionId');
      const what = required(parameters, 'DestinationResource');
      const zone = parameters.get('ZoneId');
      const values = what === 'SystemDisk' ? categories : types.map(({ id }) => id);
      const wanted = parameters.get('InstanceType');
      const zones = zonesOf(region).filter((one) => zone === undefined || one === zone);
      return {
        AvailableZones: {
          AvailableZone: zones.map((one) => ({
            RegionId: region,
            ZoneId: one,
            Status: 'Available',
            StatusCategory: 'WithStock',
            AvailableResources: {
              AvailableResource: [
                {
                  Type: what,
                  SupportedResources: {
                    SupportedResource: values
                      .filter((value) => what !== 'InstanceType' || wanted === undefined || wanted === value)
                      .map((value) => {
                        const gone = faults.switches.soldOut.includes(value);
                        return {
                          Value: value,
                          Status: gone ? 'SoldOut' : 'Available',
                          StatusCategory: gone ? 'WithoutStock' : 'WithStock',
                          ...(what === 'SystemDisk' ? { Min: 20, Max: 2048, Unit: 'GiB' } : {}),
                        };
                      }),
                  },
                },
              ],
            },
          })),
        },
      };
    },

    DescribeSecurityGroups({ parameters }) {
      const region = required(parameters, 'RegionId');
      const asked = parameters.get('VpcId');
      const found = faults.switches.noNetwork
        ? []
        : networksOf(region)
            .filter(({ vpcId }) => asked === undefined || asked === vpcId)
            .flatMap((network) => [
              network,
              ...moreNames(faults.switches.crowded, `sg-crowd-${network.name}`).map((securityGroupId) => ({
                ...network,
                securityGroupId,
              })),
            ]);
      const { page, numbers } = pageOf(parameters, found, 100);
      return {
        RegionId: region,
        ...numbers,
        SecurityGroups: {
          SecurityGroup: page.map(({ securityGroupId, name, vpcId }) => ({
            SecurityGroupId: securityGroupId,
            SecurityGroupName: name,
            SecurityGroupType: 'normal',
            VpcId: vpcId,
          })),
        },
      };
    },

    DescribeKeyPairs({ parameters }) {
      const names = [practiceKeyPair, ...moreNames(faults.switches.crowded, 'key-crowd')];
      const { page, numbers } = pageOf(parameters, names, 50);
      return {
        ...numbers,
        KeyPairs: { KeyPair: page.map((KeyPairName) => ({ KeyPairName, KeyPairFingerPrint: '' })) },
      };
    },

    DescribeSnapshots(request) {
      const { page, numbers } = pageOf(request.parameters, snapshotsOf(parts, request), 100);
      return { ...numbers, Snapshots: { Snapshot: page } };
    },

    RunInstances: runInstances(parts),

    DescribeInstances(request) {
      const asked = request.parameters.get('InstanceIds');
      const ids = asked === undefined || asked === '' ? undefined : (JSON.parse(asked) as string[]);
      const found = own(request).filter(({ instanceId }) => ids === undefined || ids.includes(instanceId));
      return {
        TotalCount: found.length,
        PageNumber: 1,
        PageSize: 100,
        Instances: { Instance: found.map((one) => described(one, now())) },
      };
    },

    async DeleteInstance(request) {
      const id = required(request.parameters, 'InstanceId');
      const found = world.state.instances.find((one) => one.instanceId === id && !one.released);
      if (found === undefined || ownerOf(found) !== request.caller.account)
        throw new CloudError(404, 'InvalidInstanceId.NotFound', 'The specified InstanceId does not exist.');
      const status = statusOf(found, now());
      if (status !== 'Stopped' && request.parameters.get('Force') !== 'true')
        throw new CloudError(403, 'IncorrectInstanceStatus', 'The current status does not support this operation.');
      found.released = true;
      await world.save();
      return {};
    },
  };
}

const fits = (type: InstanceType, { form }: ImportRecord): boolean =>
  (form.architecture === 'arm64') === (type.arm === true) &&
  (form.architecture !== 'i386' || type.memoryGiB < 4) &&
  (type.needsNvme !== true || form.nvmeSupport === 'supported');

function runInstances(parts: EcsParts): RpcAction {
  const { world, faults, now } = parts;
  return async (request) => {
    const { parameters, caller } = request;
    const region = required(parameters, 'RegionId');
    const token = parameters.get('ClientToken') ?? '';
    const before =
      token === ''
        ? undefined
        : world.state.instances.find(
            (one) => one.clientToken === token && ownerOf(one) === caller.account && one.region === region,
          );
    if (before !== undefined) return { InstanceIdSets: { InstanceIdSet: [before.instanceId] } };

    const image = usableImage(parts, request, required(parameters, 'ImageId'));
    if (importState(image, now()).image !== 'Available')
      throw new CloudError(400, 'ImageNotReady', 'The specified image is not ready.');
    const { zone, vpcId } = switchOf(parts, required(parameters, 'VSwitchId'), region);
    const securityGroupId = required(parameters, 'SecurityGroupId');
    const group = networksOf(region).find((one) => one.securityGroupId === securityGroupId);
    if (group === undefined)
      throw new CloudError(404, 'InvalidSecurityGroupId.NotFound', 'The security group does not exist.');
    if (group.vpcId !== vpcId)
      throw new CloudError(
        403,
        'InvalidSecurityGroupId.VPCMismatch',
        'The specified security group and the specified virtual switch are not in the same VPC.',
      );
    const typeId = required(parameters, 'InstanceType');
    const type = types.find(({ id }) => id === typeId);
    if (type === undefined)
      throw new CloudError(400, 'InvalidInstanceType.ValueNotSupported', 'The instance type does not exist.');
    if (!fits(type, image))
      throw new CloudError(403, 'ImageNotSupportInstanceType', 'The image does not support the instance type.');
    if (faults.switches.soldOut.includes(typeId))
      throw new CloudError(403, 'OperationDenied.NoStock', 'The requested resource is sold out in this zone.');
    const disks = image.form.disks.map((disk) => disk.sizeGiB);
    const systemGiB = Number(parameters.get('SystemDisk.Size') ?? Math.max(sizeGiB.smallestDefault, disks[0] ?? 0));
    if (!(systemGiB >= (disks[0] ?? 0)) || systemGiB > sizeGiB.max)
      throw new CloudError(400, 'InvalidSystemDiskSize', 'The specified SystemDisk.Size is not valid.');
    checkSignIn(parameters, image.form.osType);
    if (parameters.get('DryRun') === 'true') dryRunPassed();

    const wantsAddress = Number(parameters.get('InternetMaxBandwidthOut') ?? '0') > 0;
    const number = world.state.instances.length + 1;
    const instance: Instance = {
      region,
      zone,
      instanceId: `i-practice${randomBytes(6).toString('hex')}`,
      clientToken: token,
      name: parameters.get('InstanceName') ?? 'trial',
      imageId: image.imageId,
      osType: image.form.osType,
      instanceType: typeId,
      vSwitchId: required(parameters, 'VSwitchId'),
      securityGroupId,
      publicIp: wantsAddress ? `203.0.113.${number}` : '',
      privateIp: `192.168.0.${10 + number}`,
      diskGiB: [systemGiB, ...disks.slice(1)],
      startedAt: now(),
      takesMs: faults.switches.instanceMs,
      stopped: false,
      released: false,
      ...ownedBy(caller.account),
    };
    world.state.instances.push(instance);
    await world.save();
    return { InstanceIdSets: { InstanceIdSet: [instance.instanceId] } };
  };
}

function switchOf({ faults }: EcsParts, id: string, region: string): PracticeSwitch {
  const found = faults.switches.noNetwork ? undefined : switchesOf(region).find(({ vSwitchId }) => vSwitchId === id);
  if (found === undefined)
    throw new CloudError(404, 'InvalidVSwitchId.NotFound', 'The specified VSwitchId does not exist.');
  return found;
}

/** RunInstances: 8–30 characters, three kinds of four; on Windows no slash first. A key pair is for Linux. */
function checkSignIn(parameters: ReadonlyMap<string, string>, osType: string): void {
  const password = parameters.get('Password') ?? '';
  const inherit = parameters.get('PasswordInherit') === 'true';
  const keyPair = parameters.get('KeyPairName');
  if (password !== '' && inherit)
    throw new CloudError(400, 'InvalidPasswordParam.Mismatch', 'Password must be empty with PasswordInherit.');
  if (keyPair !== undefined && keyPair !== practiceKeyPair)
    throw new CloudError(404, 'InvalidKeyPairName.NotFound', 'The specified KeyPairName does not exist.');
  if (password === '') return;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  if (password.length < 8 || password.length > 30 || kinds < 3 || (osType === 'windows' && password.startsWith('/')))
    throw new CloudError(400, 'InvalidPassword.Malformed', 'The specified parameter "Password" is not valid.');
}

function statusOf(instance: Instance, now: number): string {
  if (instance.stopped) return 'Stopped';
  const share = (now - instance.startedAt) / Math.max(1, instance.takesMs);
  return share >= 1 ? 'Running' : share >= 0.4 ? 'Starting' : 'Pending';
}

const described = (instance: Instance, now: number): Record<string, unknown> => ({
  InstanceId: instance.instanceId,
  InstanceName: instance.name,
  Status: statusOf(instance, now),
  RegionId: instance.region,
  ZoneId: instance.zone,
  ImageId: instance.imageId,
  InstanceType: instance.instanceType,
  OSType: instance.osType,
  CreationTime: `${new Date(instance.startedAt).toISOString().slice(0, 16)}Z`,
  PublicIpAddress: { IpAddress: instance.publicIp === '' ? [] : [instance.publicIp] },
  VpcAttributes: {
    VpcId: switchesOf(instance.region).find(({ vSwitchId }) => vSwitchId === instance.vSwitchId)?.vpcId ?? '',
    VSwitchId: instance.vSwitchId,
    PrivateIpAddress: { IpAddress: [instance.privateIp] },
  },
  SecurityGroupIds: { SecurityGroupId: [instance.securityGroupId] },
});

/** Those of servers, and those each image brought along: `failed` until the image is there (import custom images). */
function snapshotsOf({ world, faults, now }: EcsParts, { parameters, caller }: RpcRequest): Record<string, unknown>[] {
  const asked = parameters.get('SnapshotIds');
  const ids = asked === undefined || asked === '' ? undefined : (JSON.parse(asked) as string[]);
  const inReach = (one: { region: string; owner?: string }): boolean =>
    ownerOf(one) === caller.account && one.region === parameters.get('RegionId');
  const ofServers = world.state.snapshots.filter(inReach).map((one) => ({
    SnapshotId: one.snapshotId,
    SnapshotName: one.name,
    Status: 'accomplished',
    Progress: '100%',
    SourceDiskType: one.diskType,
    SourceDiskSize: String(one.sizeGiB),
    CreationTime: one.created,
  }));
  const ofImages = world.state.imports.filter(inReach).flatMap((one) => {
    const state = importState(one, now());
    if (state.image === 'gone') return [];
    return one.form.disks.map((disk, index) => ({
      SnapshotId: snapshotIdOf(one, index),
      SnapshotName: one.form.imageName,
      Status: state.image === 'Available' ? 'accomplished' : 'failed',
      Progress: `${state.percent}%`,
      SourceDiskType: index === 0 ? 'system' : 'data',
      SourceDiskSize: String(disk.sizeGiB),
      CreationTime: new Date(one.startedAt).toISOString(),
    }));
  });
  const crowd = moreNames(faults.switches.crowded, 's-crowd').map((id) => ({
    SnapshotId: id,
    SnapshotName: id,
    Status: 'accomplished',
    Progress: '100%',
    SourceDiskType: 'data',
    SourceDiskSize: '20',
    CreationTime: new Date(0).toISOString(),
  }));
  return [...ofServers, ...ofImages, ...crowd].filter(
    ({ SnapshotId }) => ids === undefined || ids.includes(SnapshotId),
  );
}
