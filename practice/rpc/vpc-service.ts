/** VPC: one network with two switches in each region, unless the world has none. */
import type { Faults } from '../world/faults.ts';
import { isRegion } from '../world/regions.ts';
import { CloudError } from '../http/exchange.ts';
import { required, type RpcActions, type RpcRequest } from './rpc-service.ts';

export interface PracticeSwitch {
  readonly vSwitchId: string;
  readonly zone: string;
}

/** Zones `h` and `i` exist in every practice region. */
export const switchesOf = (region: string): PracticeSwitch[] =>
  ['h', 'i'].map((letter) => ({
    vSwitchId: `vsw-practice-${region}-${letter}`,
    zone: `${region}-${letter}`,
  }));
export const vpcOf = (region: string): string => `vpc-practice-${region}`;

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
        : [{ VpcId: vpcOf(region), VpcName: 'practice', CidrBlock: '192.168.0.0/16', Status: 'Available' }];
      return { PageNumber: 1, PageSize: 50, TotalCount: found.length, Vpcs: { Vpc: found } };
    },
    DescribeVSwitches(request) {
      const region = regionOf(request);
      const vpc = request.parameters.get('VpcId');
      const found =
        faults.switches.noNetwork || (vpc !== undefined && vpc !== vpcOf(region)) ? [] : switchesOf(region);
      return {
        PageNumber: 1,
        PageSize: 50,
        TotalCount: found.length,
        VSwitches: {
          VSwitch: found.map(({ vSwitchId, zone }, index) => ({
            VSwitchId: vSwitchId,
            VSwitchName: `practice-${zone.slice(-1)}`,
            VpcId: vpcOf(region),
            ZoneId: zone,
            CidrBlock: `192.168.${index}.0/24`,
            AvailableIpAddressCount: 250,
            Status: 'Available',
          })),
        },
      };
    },
  };
}
