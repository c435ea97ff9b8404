/** The custom images of an account, their checks, copies and shares, and the calls about them. */
import { here } from './accounts.ts';
import { failureView } from './failure.ts';
import { imageName } from './import-form.ts';
import { regionId } from './plan.ts';
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';

export const checkItem = z.strictObject({
  name: z.string(),
  value: z.string(),
  /** The three groups of the ECS image check report (Alibaba Cloud: image check). */
  group: z.enum(['strongly-recommended', 'recommended', 'no-risk']),
  riskCode: z.string(),
});

export type CheckItem = z.infer<typeof checkItem>;

export const imageView = z.strictObject({
  imageId: z.string(),
  name: z.string(),
  description: z.string(),
  /** Creating, Waiting, Available, UnAvailable, CreateFailed, Deprecated, or `unknown`. */
  status: z.string(),
  percent: z.number(),
  created: z.string(),
  osType: z.string(),
  platform: z.string(),
  architecture: z.string(),
  bootMode: z.string(),
  /** Of the system disk. */
  sizeGiB: z.number(),
  /** Of each data disk it brings along. */
  dataDisksGiB: z.array(z.number()),
  /** The account it belongs to. */
  ownerId: z.string(),
  copied: z.boolean(),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
  check: z.enum(['none', 'processing', 'finished']),
  checkItems: z.array(checkItem).optional(),
});

export type ImageView = z.infer<typeof imageView>;

/** How one of several copies went. */
export const copyFate = z.strictObject({
  region: regionId,
  imageId: z.string().optional(),
  failure: failureView.optional(),
});

export type CopyFate = z.infer<typeof copyFate>;

export const snapshotView = z.strictObject({
  snapshotId: z.string(),
  name: z.string(),
  diskType: z.enum(['system', 'data']),
  sizeGiB: z.number(),
  status: z.string(),
  percent: z.number(),
  created: z.string(),
});

export type SnapshotView = z.infer<typeof snapshotView>;

export const imageSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('instance'), instanceId: z.string().min(1) }),
  z.strictObject({ kind: z.literal('snapshots'), snapshotIds: z.array(z.string().min(1)).min(1).max(17) }),
]);

export const imageId = z.string().min(1);

export const image = here.extend({ imageId });

const accountId = z.string().regex(/^\d{16}$/, 'accountId');

export const instanceId = z.string().min(1);

export const instanceView = z.strictObject({
  instanceId: z.string(),
  name: z.string(),
  imageId: z.string(),
  /** Pending, Starting, Running, Stopping, Stopped. */
  status: z.string(),
  instanceType: z.string(),
  zone: z.string(),
  /** The VPC it is in. */
  networkId: z.string(),
  osType: z.string(),
  /** Empty without one. */
  publicIp: z.string(),
  privateIp: z.string(),
});

export type InstanceView = z.infer<typeof instanceView>;

export const imageCalls = {
  /** The newest first, in any state. `others`: images shared with the account. */
  'images.list': call(here.extend({ whose: z.enum(['self', 'others']) }), z.array(imageView)),
  /** Starts a copy in each region; one that is refused does not hold up the others. */
  'images.copy': call(
    image.extend({
      to: z
        .array(z.strictObject({ region: regionId, name: imageName }))
        .min(1)
        .max(20),
    }),
    z.array(copyFate),
  ),
  /** `region` is where the copy is being made. */
  'images.cancelCopy': call(image, nothing),
  'images.shares': call(image, z.array(z.string())),
  /** Up to fifty accounts in all; answers those it is shared with now. */
  'images.share': call(
    image.extend({ add: z.array(accountId).max(50), remove: z.array(accountId).max(50) }),
    z.array(z.string()),
  ),
  'images.instances': call(here, z.array(instanceView)),
  'images.snapshots': call(here, z.array(snapshotView)),
  'images.create': call(
    here.extend({ name: imageName, source: imageSource, check: z.boolean() }),
    z.strictObject({ imageId }),
  ),
  /** `name` is typed by the person as a confirmation, and must be the image's. */
  'images.delete': call(image.extend({ name: z.string() }), nothing),
} as const;
