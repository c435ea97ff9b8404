/** Instances of one region: what they can be made of, and from start to release, through the ECS SDK. */
import type * as Ecs from '@alicloud/ecs20140526';
import { failedWith } from '../../../../contract/failure-error.ts';
import { z } from '../../../../contract/schema.ts';
import type { InstanceFacts, InstanceService, LaunchRequest } from '../instances.ts';
import { askEcs, passed } from './ecs-ask.ts';
import { allPages } from './all-pages.ts';
import { askRpc } from './rpc-ask.ts';
import type { Wiring } from './wiring.ts';

/** Of a page: the most that all of these lists allow. */
const most = 50;
const vpcs = z.object({
  Vpcs: z.object({ Vpc: z.array(z.object({ VpcId: z.string(), VpcName: z.string().default('') })) }),
});
const switches = z.object({
  VSwitches: z.object({
    VSwitch: z.array(z.object({ VSwitchId: z.string(), VSwitchName: z.string().default(''), ZoneId: z.string() })),
  }),
});

export function instanceService(wiring: Wiring, region: string): InstanceService {
  const ask = askEcs(wiring, region);
  const regionId = region;

  const available = async (
    wish: { destinationResource: string; zoneId?: string; instanceType?: string },
    signal?: AbortSignal,
  ): Promise<Map<string, string[]>> => {
    const { body } = await ask({ action: 'ecs:DescribeAvailableResource', signal }, (client, sdk) =>
      client.describeAvailableResource(
        new sdk.DescribeAvailableResourceRequest({ regionId, instanceChargeType: 'PostPaid', ...wish }),
      ),
    );
    const zonesOf = new Map<string, string[]>();
    for (const zone of body?.availableZones?.availableZone ?? []) {
      for (const kind of zone.availableResources?.availableResource ?? []) {
        for (const { value = '', status } of kind.supportedResources?.supportedResource ?? []) {
          if (status !== 'Available') continue;
          zonesOf.set(value, [...(zonesOf.get(value) ?? []), zone.zoneId ?? '']);
        }
      }
    }
    return zonesOf;
  };

  const describe = async (ids: readonly string[] | undefined, signal?: AbortSignal): Promise<InstanceFacts[]> => {
    const found: InstanceFacts[] = [];
    for (let token: string | undefined; ;) {
      const { body } = await ask({ action: 'ecs:DescribeInstances', signal }, (client, sdk) =>
        client.describeInstances(
          new sdk.DescribeInstancesRequest({
            regionId,
            maxResults: 100,
            ...(token === undefined ? {} : { nextToken: token }),
            ...(ids === undefined ? {} : { instanceIds: JSON.stringify(ids) }),
          }),
        ),
      );
      found.push(...(body?.instances?.instance ?? []).map(factsOf));
      token = body?.nextToken;
      if (token === undefined || token === '') return found;
    }
  };

  const run = (request: LaunchRequest, dryRun: boolean, signal?: AbortSignal) =>
    ask({ action: 'ecs:RunInstances', about: { image: request.imageId }, signal }, (client, sdk) =>
      client.runInstances(runRequest(sdk, regionId, request, dryRun)),
    );

  return {
    async types(imageId, signal) {
      const { body } = await ask(
        { action: 'ecs:DescribeImageSupportInstanceTypes', about: { image: imageId }, signal },
        (client, sdk) =>
          client.describeImageSupportInstanceTypes(
            new sdk.DescribeImageSupportInstanceTypesRequest({ regionId, imageId }),
          ),
      );
      const zonesOf = await available({ destinationResource: 'InstanceType' }, signal);
      return (body?.instanceTypes?.instanceType ?? []).map(
        ({ instanceTypeId = '', cpuCoreCount = 0, memorySize = 0 }) => ({
          id: instanceTypeId,
          cores: cpuCoreCount,
          memoryGiB: memorySize,
          zones: zonesOf.get(instanceTypeId) ?? [],
        }),
      );
    },

    diskCategories: async (zoneId, instanceType, signal) => [
      ...(await available({ destinationResource: 'SystemDisk', zoneId, instanceType }, signal)).keys(),
    ],

    async networks(signal) {
      const wish = { service: 'vpc', version: '2016-04-28', action: 'DescribeVpcs', region, signal } as const;
      const found = await allPages(most, async (page) => {
        const query = { RegionId: region, PageSize: String(most), PageNumber: String(page) };
        return (await askRpc(wiring, { ...wish, query }, vpcs)).Vpcs.Vpc;
      });
      return found.map(({ VpcId, VpcName }) => ({ id: VpcId, name: VpcName }));
    },

    async switches(network, signal) {
      const wish = {
        service: 'vpc',
        version: '2016-04-28',
        action: 'DescribeVSwitches',
        region,
        signal,
      } as const;
      const found = await allPages(most, async (page) => {
        const query = { RegionId: region, VpcId: network, PageSize: String(most), PageNumber: String(page) };
        return (await askRpc(wiring, { ...wish, query }, switches)).VSwitches.VSwitch;
      });
      return found.map(({ VSwitchId, VSwitchName, ZoneId }) => ({
        id: VSwitchId,
        name: VSwitchName,
        zone: ZoneId,
      }));
    },

    async securityGroups(network, signal) {
      const found = await allPages(most, async (pageNumber) => {
        const { body } = await ask({ action: 'ecs:DescribeSecurityGroups', signal }, (client, sdk) =>
          client.describeSecurityGroups(
            new sdk.DescribeSecurityGroupsRequest({ regionId, vpcId: network, pageSize: most, pageNumber }),
          ),
        );
        return body?.securityGroups?.securityGroup ?? [];
      });
      return found.map(({ securityGroupId = '', securityGroupName = '' }) => ({
        id: securityGroupId,
        name: securityGroupName,
      }));
    },

    async keyPairs(signal) {
      const found = await allPages(most, async (pageNumber) => {
        const { body } = await ask({ action: 'ecs:DescribeKeyPairs', signal }, (client, sdk) =>
          client.describeKeyPairs(new sdk.DescribeKeyPairsRequest({ regionId, pageSize: most, pageNumber })),
        );
        return body?.keyPairs?.keyPair ?? [];
      });
      return found.map(({ keyPairName = '' }) => keyPairName);
    },

    dryRun: (request, signal) => passed(run(request, true, signal)),

    async run(request, signal) {
      const { body } = await run(request, false, signal);
      return { instanceId: body?.instanceIdSets?.instanceIdSet?.[0] ?? '' };
    },

    instance: async (instanceId, signal) =>
      (await describe([instanceId], signal)).find((one) => one.instanceId === instanceId),

    list: (signal) => describe(undefined, signal),

    async release(instanceId, signal) {
      try {
        await ask({ action: 'ecs:DeleteInstance', signal }, (client, sdk) =>
          client.deleteInstance(new sdk.DeleteInstanceRequest({ regionId, instanceId, force: true })),
        );
      } catch (error) {
        const gone = failedWith(error, 'cloud.refused') && error.facts.code === 'InvalidInstanceId.NotFound';
        if (!gone) throw error;
      }
    },
  };
}

function runRequest(sdk: typeof Ecs, regionId: string, request: LaunchRequest, dryRun: boolean) {
  const { signIn } = request;
  return new sdk.RunInstancesRequest({
    regionId,
    imageId: request.imageId,
    instanceName: request.name,
    instanceType: request.instanceType,
    vSwitchId: request.vSwitchId,
    securityGroupId: request.securityGroupId,
    amount: 1,
    instanceChargeType: 'PostPaid',
    // its agent is for public images only
    securityEnhancementStrategy: 'Deactive',
    internetMaxBandwidthOut: request.publicAddress ? 5 : 0,
    systemDisk: new sdk.RunInstancesRequestSystemDisk({
      category: request.diskCategory,
      ...(request.systemDiskGiB === undefined ? {} : { size: String(request.systemDiskGiB) }),
    }),
    ...(signIn.kind === 'inherit' ? { passwordInherit: true } : {}),
    ...(signIn.kind === 'key-pair' ? { keyPairName: signIn.keyPair } : {}),
    ...(signIn.kind === 'password' ? { password: signIn.password } : {}),
    // a dry run must not use up the token of the start it stands for
    ...(dryRun ? { dryRun } : { clientToken: request.clientToken }),
  });
}

const factsOf = (instance: Ecs.DescribeInstancesResponseBodyInstancesInstance): InstanceFacts => ({
  instanceId: instance.instanceId ?? '',
  name: instance.instanceName ?? '',
  imageId: instance.imageId ?? '',
  status: instance.status ?? '',
  instanceType: instance.instanceType ?? '',
  zone: instance.zoneId ?? '',
  networkId: instance.vpcAttributes?.vpcId ?? '',
  osType: instance.OSType ?? '',
  publicIp: instance.publicIpAddress?.ipAddress?.[0] ?? '',
  privateIp: instance.vpcAttributes?.privateIpAddress?.ipAddress?.[0] ?? '',
});
