/** Alibaba Cloud behind our interface: who we are, where we may go, and the services of a region. Makes no request. */
import type OSS from 'ali-oss';
import { failedWith } from '../../../../contract/failure-error.ts';
import type { BucketView } from '../../../../contract/views.ts';
import { keepSecret } from '../../base/redact.ts';
import type { RetryTable } from '../../base/retry.ts';
import type { Cloud, OpenCloud } from '../cloud.ts';
import { importRole } from './errors.ts';
import { imageService } from './image-service.ts';
import { objectStore } from './object-store.ts';
import { ossClient } from './oss-client.ts';
import { loadEcs, loadRam, loadSts, sdkAsker, sdkConfig } from './sdk.ts';
import { trustsEcs } from './trust.ts';

/** Reads are few and small; whoever waits for one sits before the screen. */
const retry: RetryTable = { tries: 4, firstWaitMs: 250, longestWaitMs: 4_000 };
/** For calls that concern no region: every account may ask there. */
const homeRegion = 'cn-hangzhou';

export const openAlibaba: OpenCloud = (credentials, endpoint) => {
  keepSecret(credentials.accessKeySecret);
  if (credentials.securityToken !== undefined) keepSecret(credentials.securityToken);

  const oss = ossClient(credentials, endpoint, retry);
  const config = () => sdkConfig(credentials, endpoint, homeRegion);
  const asker = (service: string) =>
    sdkAsker(endpoint.kind === 'practice' ? new URL(endpoint.url).host : `${service}.aliyuncs.com`, retry);

  const cloud: Cloud = {
    async identity(signal) {
      const sdk = await loadSts();
      const { body } = await asker('sts').ask(
        { action: 'sts:GetCallerIdentity', about: {}, signal, repeatable: true },
        async () => new sdk.default(await config()).getCallerIdentity(),
      );
      return { accountId: body?.accountId ?? '', arn: body?.arn ?? '' };
    },

    async regions(signal) {
      const sdk = await loadEcs();
      const { body } = await asker('ecs').ask(
        { action: 'ecs:DescribeRegions', about: {}, signal, repeatable: true },
        async () =>
          new sdk.default(await config()).describeRegions(
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
        for (const { name, region } of page.buckets ?? [])
          found.push({ name, region: region.replace(/^oss-/, '') });
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

    async importRole(signal) {
      const sdk = await loadRam();
      try {
        const { body } = await asker('ram').ask(
          { action: 'ram:GetRole', about: {}, signal, repeatable: true },
          async () =>
            new sdk.default(await config()).getRole(new sdk.GetRoleRequest({ roleName: importRole })),
        );
        return { present: true, trusted: trustsEcs(body?.role?.assumeRolePolicyDocument ?? '') };
      } catch (error) {
        if (failedWith(error, 'account.role-missing')) return { present: false, trusted: false };
        throw error;
      }
    },

    objects: (region, bucket) => objectStore(oss, region, bucket),
    images: (region) => imageService(credentials, endpoint, region, retry),
  };
  return cloud;
};

/** What listBuckets really resolves to; its type says a plain list. */
interface BucketPage {
  readonly buckets: readonly { readonly name: string; readonly region: string }[] | null;
  readonly isTruncated: boolean;
  readonly nextMarker: string | null;
}
