/** Alibaba Cloud behind our interface: who we are, where we may go, and the services of a region. Makes no request. */
import type OSS from 'ali-oss';
import { z } from '../../../../contract/schema.ts';
import type { BucketView } from '../../../../contract/target.ts';
import { straightLine } from '../../base/line.ts';
import { keepSecret } from '../../base/redact.ts';
import type { RetryTable } from '../../base/retry.ts';
import type { Cloud, OpenCloud } from '../cloud.ts';
import { asSource } from '../credentials.ts';
import { allPages } from './all-pages.ts';
import { imageLibrary } from './image-library.ts';
import { imageService } from './image-service.ts';
import { instanceService } from './instance-service.ts';
import { objectStore } from './object-store.ts';
import { ossClient } from './oss-client.ts';
import { rightProbes } from './right-probes.ts';
import { roles } from './roles.ts';
import { askRpc } from './rpc-ask.ts';
import { loadEcs, loadSts, sdkAsker, sdkClient } from './sdk.ts';
import { serviceClock, type Wiring } from './wiring.ts';

/** Reads are few and small, and a person at the screen waits for them. */
const retry: RetryTable = { tries: 4, firstWaitMs: 250, longestWaitMs: 4_000 };
/** For calls that concern no region: every account may ask there. */
const homeRegion = 'cn-hangzhou';

export const openAlibaba: OpenCloud = (credentials, address, line = straightLine()) => {
  if ('accessKeySecret' in credentials) {
    keepSecret(credentials.accessKeySecret);
    if (credentials.securityToken !== undefined) keepSecret(credentials.securityToken);
  }
  const clock = serviceClock();
  const wiring: Wiring = { credentials: asSource(credentials), address, line, clock, retry };
  const oss = ossClient(wiring);
  const asker = (service: string) =>
    sdkAsker(address.kind === 'practice' ? new URL(address.url).host : `${service}.aliyuncs.com`, wiring);

  const rolesOf = roles(wiring, homeRegion);

  const cloud: Cloud = {
    async identity(signal) {
      const sdk = await loadSts();
      const { body } = await asker('sts').ask(
        { action: 'sts:GetCallerIdentity', about: {}, signal, repeatable: true },
        async () => (await sdkClient(sdk.default, wiring, homeRegion)).getCallerIdentity(),
      );
      return { accountId: body?.accountId ?? '', arn: body?.arn ?? '' };
    },

    async regions(signal) {
      const sdk = await loadEcs();
      const { body } = await asker('ecs').ask(
        { action: 'ecs:DescribeRegions', about: {}, signal, repeatable: true },
        async () =>
          (await sdkClient(sdk.default, wiring, homeRegion)).describeRegions(
            new sdk.DescribeRegionsRequest({ acceptLanguage: 'en-US' }),
          ),
      );
      return (body?.regions?.region ?? []).map(({ regionId = '', localName = '' }) => ({
        id: regionId,
        name: localName,
      }));
    },

    async buckets(signal) {
      const found: BucketView[] = [];
      const wish = { region: homeRegion, action: 'oss:ListBuckets', about: {}, signal, repeatable: true };
      for (let marker: string | undefined; ;) {
        const query = { 'max-keys': 1000, ...(marker === undefined ? {} : { marker }) };
        const page = (await oss.call(wish, (client) => client.listBuckets(query))) as unknown as BucketPage;
        for (const { name, region } of page.buckets ?? []) found.push({ name, region: region.replace(/^oss-/, '') });
        if (!page.isTruncated || page.nextMarker === null) return found;
        marker = page.nextMarker;
      }
    },

    async createBucket(region, bucket, signal) {
      const wish = { region, action: 'oss:PutBucket', about: { region, bucket }, signal, repeatable: false };
      // its type asks for a redundancy and a timeout that OSS and ali-oss have defaults for
      const options = { acl: 'private', storageClass: 'Standard' } as OSS.PutBucketOptions;
      await oss.call(wish, (client) => client.putBucket(bucket, options));
    },

    role: (use, signal) => rolesOf.look(use, signal),
    setUpRole: (use, signal) => rolesOf.setUp(use, signal),

    async resourceGroups(signal) {
      const wish = {
        service: 'resourcemanager',
        version: '2020-03-31',
        action: 'ListResourceGroups',
      } as const;
      const found = await allPages(100, async (page) => {
        const query = { PageSize: '100', PageNumber: String(page) };
        const { ResourceGroups } = await askRpc(wiring, { ...wish, region: homeRegion, query, signal }, groups);
        return ResourceGroups.ResourceGroup;
      });
      return found.map(({ Id, DisplayName }) => ({ id: Id, name: DisplayName }));
    },

    async assumeRole({ roleArn, sessionName, seconds }, signal) {
      const sdk = await loadSts();
      const { body } = await asker('sts').ask(
        { action: 'sts:AssumeRole', about: { role: roleArn }, signal, repeatable: true },
        async () =>
          (await sdkClient(sdk.default, wiring, homeRegion)).assumeRole(
            new sdk.AssumeRoleRequest({ roleArn, roleSessionName: sessionName, durationSeconds: seconds }),
          ),
      );
      const { accessKeyId = '', accessKeySecret = '', securityToken = '', expiration = '' } = body?.credentials ?? {};
      keepSecret(accessKeySecret);
      keepSecret(securityToken);
      return {
        credentials: { accessKeyId, accessKeySecret, securityToken },
        expiresAtMs: Date.parse(expiration),
      };
    },

    rightProbes: (region, bucket) =>
      rightProbes({
        wiring,
        region,
        images: cloud.images(region),
        library: cloud.library(region),
        instances: cloud.instances(region),
        roles: rolesOf,
        buckets: cloud.buckets,
        objects: bucket === undefined ? undefined : cloud.objects(region, bucket),
      }),

    library: (region) => imageLibrary(wiring, region),
    instances: (region) => instanceService(wiring, region),
    objects: (region, bucket, how) => objectStore(oss, { region, bucket, ...how }),
    images: (region) => imageService(wiring, region),
    clockAheadMs: () => clock.aheadMs,
  };
  return cloud;
};

const groups = z.object({
  ResourceGroups: z.object({
    ResourceGroup: z.array(z.object({ Id: z.string(), DisplayName: z.string().default('') })),
  }),
});

/** What listBuckets really resolves to; its type says a plain list. */
interface BucketPage {
  readonly buckets: readonly { readonly name: string; readonly region: string }[] | null;
  readonly isTruncated: boolean;
  readonly nextMarker: string | null;
}
