/** Which RAM actions this program needs for what, whether an account has them, and the policy that allows just those. */
import type { RightsView, RightView } from '../../../contract/accounts.ts';
import type { Cloud } from '../cloud/cloud.ts';

type Purpose = RightView['purpose'];

/** Needed: a migration cannot do without. The rest is for who wants a trial instance, copies, groups, or to set up roles. */
const purposes: Readonly<Record<Purpose, { readonly needed: boolean; readonly actions: readonly string[] }>> = {
  import: {
    needed: true,
    actions: [
      'ecs:DescribeRegions',
      'ecs:ImportImage',
      'ecs:DescribeImages',
      'ecs:DescribeTaskAttribute',
      'ecs:CancelTask',
      'ecs:DeleteImage',
      'ecs:DescribeSnapshots',
    ],
  },
  upload: {
    needed: true,
    actions: [
      'oss:ListBuckets', 'oss:GetBucketInfo', 'oss:PutObject', 'oss:GetObject', 'oss:ListParts', 'oss:ListMultipartUploads',
      'oss:AbortMultipartUpload', 'oss:DeleteObject',
    ], // prettier-ignore
  },
  role: { needed: true, actions: ['ram:GetRole', 'ram:ListPoliciesForRole'] },
  launch: {
    needed: false,
    actions: [
      'ecs:RunInstances', 'ecs:DescribeInstances', 'ecs:DeleteInstance', 'ecs:DescribeImageSupportInstanceTypes',
      'ecs:DescribeAvailableResource', 'ecs:DescribeSecurityGroups', 'ecs:DescribeKeyPairs', 'vpc:DescribeVpcs', 'vpc:DescribeVSwitches',
    ], // prettier-ignore
  },
  images: {
    needed: false,
    actions: [
      'ecs:CopyImage',
      'ecs:CancelCopyImage',
      'ecs:ModifyImageSharePermission',
      'ecs:DescribeImageSharePermission',
      'ecs:CreateImage',
    ],
  },
  groups: { needed: false, actions: ['resourcemanager:ListResourceGroups'] },
};

/** Asks all that can be asked without doing anything; what has no harmless question is `cannot-tell`. */
export async function probeRights(
  cloud: Cloud,
  where: { readonly region: string; readonly bucket: string | undefined },
  signal?: AbortSignal,
): Promise<RightsView> {
  const probes = new Map(cloud.rightProbes(where.region, where.bucket).map((probe) => [probe.action, probe]));
  const rights: RightView[] = [];
  for (const [purpose, { needed, actions }] of Object.entries(purposes)) {
    for (const action of actions) {
      const allowed = (await probes.get(action)?.allowed(signal)) ?? 'cannot-tell';
      rights.push({ action, purpose: purpose as Purpose, needed, allowed });
    }
  }
  const { accountId } = await cloud.identity(signal);
  return { rights, policy: policyFor({ ...where, accountId }) };
}

/** Actions that RAM ties to the resource; all others of a service know only `*`. */
const onBucket = ['GetBucketInfo', 'GetBucketWorm', 'GetBucketLifecycle', 'ListMultipartUploads'];
const onObjects = ['PutObject', 'GetObject', 'ListParts', 'AbortMultipartUpload', 'DeleteObject'];
const inRegion = [
  'ImportImage',
  'DescribeImages',
  'DeleteImage',
  'DescribeSnapshots',
  'DescribeTaskAttribute',
  'CancelTask',
];

/** The least that a migration into this region and bucket needs, as RAM wants it written. */
export function policyFor(where: {
  readonly region: string;
  readonly bucket: string | undefined;
  readonly accountId: string;
}): string {
  const { region, bucket = '*', accountId } = where;
  const named = (service: string, names: readonly string[]): string[] => names.map((name) => `${service}:${name}`);
  const allow = (Action: string[], Resource: string | string[]) => ({ Effect: 'Allow', Action, Resource });
  return JSON.stringify(
    {
      Version: '1',
      Statement: [
        allow(named('ecs', inRegion), `acs:ecs:${region}:${accountId}:*`),
        allow(['ecs:DescribeRegions', 'oss:ListBuckets'], '*'),
        allow(named('oss', onBucket), `acs:oss:*:${accountId}:${bucket}`),
        allow(named('oss', onObjects), `acs:oss:*:${accountId}:${bucket}/*`),
        allow([...purposes.role.actions], `acs:ram:*:${accountId}:role/AliyunECSImageImportDefaultRole`),
      ],
    },
    undefined,
    2,
  );
}
