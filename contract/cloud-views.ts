/** What the page sees of an account's rights and roles, of its images, and of trial instances. Never a secret. */
import { z } from './schema.ts';
import { failureView } from './failure.ts';
import { launchWish, regionId } from './plan.ts';
import { checkItem, diskFormat } from './views.ts';

/** Which of the two consoles the account belongs to; the API endpoints are the same. */
export const site = z.enum(['china', 'international']);
export type Site = z.infer<typeof site>;

export const profileView = z.strictObject({
  name: z.string(),
  /** As the command line names it: AK, StsToken, RamRoleArn and others. */
  mode: z.string(),
  /** Whether this program can use profiles of this mode. */
  usable: z.boolean(),
  /** The one the command line uses unless told otherwise. */
  current: z.boolean(),
});
export type ProfileView = z.infer<typeof profileView>;

/** What a right is needed for; what is `optional` concerns only those who want that. */
export const rightPurpose = z.enum(['import', 'upload', 'role', 'launch', 'images', 'groups']);
export const rightView = z.strictObject({
  /** RAM action. */
  action: z.string(),
  purpose: rightPurpose,
  /** A migration cannot do without. */
  needed: z.boolean(),
  allowed: z.enum(['yes', 'no', 'cannot-tell']),
});
export type RightView = z.infer<typeof rightView>;

export const rightsView = z.strictObject({
  rights: z.array(rightView),
  /** A RAM policy that allows exactly what is needed, as JSON to be copied. */
  policy: z.string(),
});
export type RightsView = z.infer<typeof rightsView>;

export const roleUse = z.enum(['import', 'export']);
export const roleView = z.strictObject({
  use: roleUse,
  role: z.string(),
  /** The system policy it needs. */
  policy: z.string(),
  present: z.boolean(),
  trusted: z.boolean(),
  /** Absent where the account may not look. */
  attached: z.boolean().optional(),
  /** Why it could not be looked at. */
  failure: failureView.optional(),
  /** The console's page that sets up both roles with one click. */
  consoleLink: z.string(),
  /** For an administrator who prefers to do it by hand: the trust policy, and what the system policy allows. */
  trustPolicy: z.string(),
  policyText: z.string(),
});
export type RoleView = z.infer<typeof roleView>;

export const foundObject = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  region: z.string(),
  bytes: z.number(),
  storageClass: z.string(),
  /** What its first and last bytes say it holds; absent where they may not be read. */
  disk: z.strictObject({ format: diskFormat, virtualSizeBytes: z.number().optional() }).optional(),
});
export type FoundObject = z.infer<typeof foundObject>;

export const namedView = z.strictObject({ id: z.string(), name: z.string() });

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

/** A second account of the practice cloud, always there: to share images with, and to move servers to. */
export const secondPracticeAccount = 'practice-second';

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

export const trialChoices = z.strictObject({
  types: z.array(
    z.strictObject({
      id: z.string(),
      cores: z.number(),
      memoryGiB: z.number(),
      /** Zones that have it; none when nobody can have it now. */
      zones: z.array(z.string()),
      /** Compared with the others here, by cores and memory; the bill is in the console. */
      priceClass: z.enum(['lowest', 'low', 'middle', 'high']),
    }),
  ),
  networks: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      switches: z.array(z.strictObject({ id: z.string(), name: z.string(), zone: z.string() })),
      securityGroups: z.array(namedView),
    }),
  ),
  keyPairs: z.array(z.string()),
  /** What is missing for a start, where something is. */
  failure: failureView.optional(),
});
export type TrialChoices = z.infer<typeof trialChoices>;

/**
 * RunInstances, Password: 8 to 30 characters, three kinds out of four, with the signs it names. That a Windows password
 * may not begin with a slash is checked where the image is known.
 */
export const instancePassword = z
  .string()
  .min(8)
  .max(30)
  .regex(/^[A-Za-z\d()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]*$/, 'passwordSigns')
  .refine(
    (text) => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length >= 3,
    'passwordKinds',
  );

export const trialWish = launchWish.extend({
  imageId: z.string().min(1),
  /** Windows: 2–15, Linux: 2–64; the name in the console may be longer. */
  name: z.string().regex(/^\p{L}[\p{L}\d._:-]{1,127}$/u),
  signIn: z.discriminatedUnion('kind', [
    ...launchWish.shape.signIn.options,
    z.strictObject({ kind: z.literal('password'), password: instancePassword }),
  ]),
});
export type TrialWish = z.infer<typeof trialWish>;
