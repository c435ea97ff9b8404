/** VPC: two networks in each region, so that there is another one to move to; unless the world has none. */
import type { Faults } from '../world/faults.ts';
import { isRegion } from '../world/regions.ts';
import { CloudError } from '../http/exchange.ts';
import { moreNames, pageOf, required, type RpcActions, type RpcRequest } from './rpc-service.ts';

export interface PracticeSwitch {
  readonly vSwitchId: string;
  readonly zone: string;
  readonly vpcId: string;
}
interface PracticeNetwork {
  readonly vpcId: string;
  readonly name: string;
  readonly cidr: string;
  readonly securityGroupId: string;
}

/** The first is where the servers of a new world are. */
export const networksOf = (region: string): PracticeNetwork[] => [
  {
    vpcId: `vpc-practice-${region}`,
    name: 'practice',
    cidr: '192.168',
    securityGroupId: `sg-practice-${region}`,
  },
  {
    vpcId: `vpc-practice-${region}-b`,
    name: 'practice-b',
    cidr: '172.16',
    securityGroupId: `sg-practice-${region}-b`,
  },
];

/** Zones `h` and `i` exist in every practice region. */
export const zonesOf = (region: string): string[] => ['h', 'i'].map((letter) => `${region}-${letter}`);

export const switchesOf = (region: string): PracticeSwitch[] =>
  networksOf(region).flatMap(({ vpcId }) =>
    zonesOf(region).map((zone) => ({
      vSwitchId: `${vpcId.replace('vpc-', 'vsw-')}-${zone.slice(-1)}`,
      zone,
      vpcId,
    })),
  );

export function vpcService(faults: Faults): RpcActions {
  const regionOf = ({ parameters }: RpcRequest): string => {
    const region = required(parameters, 'RegionId');
    if (!isRegion(region))
      throw new CloudError(404, 'InvalidRegionId.NotFound', 'The specified RegionId does not exist.');
    return region;
  };
  return {
    DescribeVpcs(request) {
      const region = regionOf(request);
      const found = faults.switches.noNetwork
        ? []
        : [
            ...networksOf(region),
            ...moreNames(faults.switches.crowded, 'vpc-crowd').map((vpcId) => ({ vpcId, name: vpcId, cidr: '10.1' })),
          ].map(({ vpcId, name, cidr }) => ({
            VpcId: vpcId,
            VpcName: name,
            CidrBlock: `${cidr}.0.0/16`,
            Status: 'Available',
          }));
      const { page, numbers } = pageOf(request.parameters, found, 50);
      return { ...numbers, Vpcs: { Vpc: page } };
    },
    DescribeVSwitches(request) {
      const region = regionOf(request);
      const asked = request.parameters.get('VpcId');
      const found = faults.switches.noNetwork
        ? []
        : networksOf(region)
            .filter(({ vpcId }) => asked === undefined || asked === vpcId)
            .flatMap(({ vpcId, name, cidr }) =>
              [
                ...switchesOf(region).filter((one) => one.vpcId === vpcId),
                ...moreNames(faults.switches.crowded, `vsw-crowd-${name}`).map((vSwitchId) => ({
                  vSwitchId,
                  zone: zonesOf(region)[0] ?? '',
                })),
              ].map(({ vSwitchId, zone }, index) => ({
                VSwitchId: vSwitchId,
                VSwitchName: `${name}-${zone.slice(-1)}`,
                VpcId: vpcId,
                ZoneId: zone,
                CidrBlock: `${cidr}.${index}.0/24`,
                AvailableIpAddressCount: 250,
                Status: 'Available',
              })),
            );
      const { page, numbers } = pageOf(request.parameters, found, 50);
      return { ...numbers, VSwitches: { VSwitch: page } };
    },
  };
}
