/** The contract's calls about where a migration goes: regions, buckets, existing objects, and the network to them. */
import type { targetCalls } from '../../../contract/target.ts';
import type { Service } from '../../../contract/rpc.ts';
import type { Clouds } from '../accounts/clouds.ts';
import { checkNetwork } from '../transfer/check-network.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { findObject } from './find-object.ts';

export interface TargetCallParts {
  readonly transfers: Transfers;
  readonly clouds: Clouds;
}

export function targetService({ transfers, clouds }: TargetCallParts): Service<typeof targetCalls> {
  return {
    'target.regions': async ({ account }, signal) => (await clouds.of(account)).regions(signal),
    'target.buckets': async ({ account, region }, signal) =>
      (await (await clouds.of(account)).buckets(signal)).filter((bucket) => bucket.region === region),
    'target.createBucket': async ({ account, region, bucket }, signal) => {
      await (await clouds.of(account)).createBucket(region, bucket, signal);
      return { name: bucket, region };
    },
    'target.resourceGroups': async ({ account }, signal) => (await clouds.of(account)).resourceGroups(signal),
    'target.findObject': async ({ account, address, endpoint }, signal) =>
      findObject(await clouds.of(account), address, endpoint, signal),
    'network.check': async ({ account, region, bucket, endpoint }, signal) => {
      const cloud = await clouds.of(account);
      const report = await checkNetwork({
        storeAt: (one) => cloud.objects(region, bucket, { endpoint: one, once: true }),
        endpoint,
        line: transfers.line,
        clockAheadMs: () => cloud.clockAheadMs(),
        signal,
      });
      if (report.bytesPerSecond !== undefined && report.bytesPerSecond > 0)
        await transfers.speeds.set(region, report.bytesPerSecond);
      return report;
    },
  };
}
