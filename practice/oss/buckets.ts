/** OSS: listing, making, describing and removing buckets. */
import { CloudError, readBody } from '../http/exchange.ts';
import { practiceAccountId, practiceUserId, practiceUserName } from '../demo-keys.ts';
import { ownerOf } from '../world/caller.ts';
import { isRegion } from '../world/regions.ts';
import type { Bucket } from '../world/world.ts';
import { storageClasses } from './objects.ts';
import { xmlAnswer, type AccountAction, type OssAction, type OssParts } from './oss-parts.ts';
import { readBucketRequest, xmlDocument } from './xml.ts';

export const owner = { ID: practiceUserId, DisplayName: practiceUserName };
/** In each region (OSS limits). */
const bucketsPerRegion = 100;

export function bucketActions({ world, store, now }: OssParts): {
  forAccount: Record<string, AccountAction>;
  forBucket: Record<string, OssAction>;
} {
  return {
    forAccount: {
      ListBuckets: ({ call: { query }, account }) => {
        const prefix = query.get('prefix') ?? '';
        const marker = query.get('marker') ?? '';
        const max = Math.min(1000, Number(query.get('max-keys') ?? 100) || 100);
        const found = world.state.buckets
          .filter((bucket) => ownerOf(bucket) === account && bucket.name.startsWith(prefix) && bucket.name > marker)
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const page = found.slice(0, max);
        const paging =
          found.length > max ? { IsTruncated: true, NextMarker: page.at(-1)?.name ?? '' } : { IsTruncated: false };
        const body = {
          Prefix: prefix,
          Marker: marker,
          MaxKeys: max,
          ...paging,
          Owner: owner,
          Buckets: { Bucket: page.map(listed) },
        };
        return Promise.resolve(xmlAnswer(xmlDocument('ListAllMyBucketsResult', body)));
      },
      PutBucket: async ({ call, address, signRegion, account }) => {
        const { bucket: name } = address;
        const asked = readBucketRequest((await readBody(call.body, 65_536)).toString('utf8'));
        if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
          throw new CloudError(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
            BucketName: name,
            EC: '0016-00000001',
          });
        }
        if (world.state.buckets.some((bucket) => bucket.name === name)) {
          throw new CloudError(
            409,
            'BucketAlreadyExists',
            'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
            { BucketName: name, EC: '0015-00000104' },
          );
        }
        const region = address.region ?? signRegion ?? asked.location?.replace(/^oss-/, '') ?? 'cn-hangzhou';
        const storageClass = asked.storageClass ?? 'Standard';
        if (!isRegion(region))
          throw new CloudError(400, 'InvalidLocationConstraint', 'The specified location-constraint is not valid.');
        if (!storageClasses.includes(storageClass))
          throw new CloudError(400, 'InvalidArgument', 'Invalid storage class.');
        const mine = world.state.buckets.filter((one) => ownerOf(one) === account && one.region === region);
        if (mine.length >= bucketsPerRegion)
          throw new CloudError(400, 'TooManyBuckets', 'You have attempted to create more buckets than allowed.');
        world.state.buckets.push({
          name,
          region,
          created: new Date(now()).toISOString(),
          storageClass,
          encrypted: false,
          ...(account === practiceAccountId ? {} : { owner: account }),
        });
        await world.save();
        return { status: 200, headers: { location: `/${name}` }, body: '' };
      },
    },
    forBucket: {
      GetBucketInfo: (_, bucket) =>
        Promise.resolve(xmlAnswer(xmlDocument('BucketInfo', { Bucket: described(bucket) }))),
      GetBucketLocation: (_, bucket) =>
        Promise.resolve(xmlAnswer(xmlDocument('LocationConstraint', `oss-${bucket.region}`))),
      GetBucketWorm: (_, { name, created, retentionDays }) => {
        if (retentionDays === undefined)
          throw new CloudError(404, 'NoSuchWORMConfiguration', 'The bucket has no retention policy.', {
            BucketName: name,
          });
        const body = { WormId: name, State: 'Locked', RetentionPeriodInDays: retentionDays, CreationDate: created };
        return Promise.resolve(xmlAnswer(xmlDocument('WormConfiguration', body)));
      },
      GetBucketLifecycle: (_, { name, abortUploadsAfterDays: Days }) => {
        if (Days === undefined)
          throw new CloudError(404, 'NoSuchLifecycle', 'No Row found in Lifecycle Table.', { BucketName: name });
        const rule = { ID: 'unfinished', Prefix: '', Status: 'Enabled', AbortMultipartUpload: { Days } };
        return Promise.resolve(xmlAnswer(xmlDocument('LifecycleConfiguration', { Rule: rule })));
      },
      DeleteBucket: async (_, bucket) => {
        if (store.list(bucket.name).length > 0 || store.uploads(bucket.name).length > 0) {
          throw new CloudError(409, 'BucketNotEmpty', 'The bucket has objects. Please delete them first.', {
            BucketName: bucket.name,
            EC: '0015-00000301',
          });
        }
        world.state.buckets.splice(world.state.buckets.indexOf(bucket), 1);
        await world.save();
        return { status: 204, headers: {}, body: '' };
      },
    },
  };
}

const listed = ({ name, region, created, storageClass }: Bucket): Record<string, string> => ({
  CreationDate: created,
  ExtranetEndpoint: `oss-${region}.aliyuncs.com`,
  IntranetEndpoint: `oss-${region}-internal.aliyuncs.com`,
  Location: `oss-${region}`,
  Name: name,
  Region: region,
  StorageClass: storageClass,
});

const described = (bucket: Bucket): Parameters<typeof xmlDocument>[1] => ({
  ...listed(bucket),
  Owner: owner,
  AccessControlList: { Grant: 'private' },
  DataRedundancyType: 'LRS',
  ServerSideEncryptionRule: { SSEAlgorithm: bucket.encrypted ? 'AES256' : 'None' },
});
