/**
 * The plan: everything a migration needs to run without asking again, and never a secret.
 * Published as JSON; unknown fields are refused so that a misspelt wish is never silently dropped.
 */
import { acceptances } from './acceptance.ts';
import { imageForm } from './import-form.ts';
import { z } from './schema.ts';
import { limits } from './limits.ts';
import { ossEndpoint } from './network.ts';

export const diskRole = z.enum(['system', 'data']);
export type DiskRole = z.infer<typeof diskRole>;
export const targetFormat = z.enum(['qcow2', 'vhd', 'raw']);
export type TargetFormat = z.infer<typeof targetFormat>;
/** `compressed` is a kind of QCOW2, `fixed` a kind of VHD; absent means plain QCOW2, growing VHD. */
export const targetVariant = z.enum(['compressed', 'fixed']);
export type TargetVariant = z.infer<typeof targetVariant>;
export const variantFits = (format: TargetFormat, variant: TargetVariant | undefined): boolean =>
  variant === undefined || (variant === 'compressed' ? format === 'qcow2' : format === 'vhd');

/** OSS limits: 1–1023 bytes of UTF-8, not starting with a slash or backslash. */
export const objectKey = z
  .string()
  .min(1)
  .refine((key) => new TextEncoder().encode(key).length <= 1023 && !/^[/\\]/.test(key), 'objectKey');
export const bucketName = z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'bucketName');
export const regionId = z.string().regex(/^[a-z]{2,4}(-[a-z0-9]+){1,4}$/, 'regionId');

export const target = z.strictObject({
  /** `practice`, `environment`, or the name of an account kept by the program. */
  account: z.string().min(1).max(64),
  region: regionId,
  bucket: bucketName,
  /** Key of the system disk's object; data disks get `-data1` … before the ending. */
  object: objectKey,
  format: targetFormat,
  variant: targetVariant.optional(),
  /** How OSS is addressed; absent means its public endpoint. */
  endpoint: ossEndpoint.optional(),
});
export type Target = z.infer<typeof target>;

/** Whether a converted disk is written to this computer before it is uploaded, or made while it is. */
export const stagingWish = z.enum(['file', 'none']);

/** Which disk of a package (OVA, OVF folder); the name its description gives it. */
export const memberName = z.string().min(1).max(1_000);

export const planDisk = z.strictObject({
  /** Relative to the plan's folder, or absolute. */
  path: z.string().min(1).max(32_000),
  role: diskRole,
  member: memberName.optional(),
});

/** An object in the bucket already, imported as it is: nothing is converted or uploaded. */
export const existingObject = z.strictObject({
  key: objectKey,
  role: diskRole,
  /** At least its virtual size, which only its owner knows. */
  sizeGiB: z.int().min(limits.diskGiB.min).max(limits.diskGiB.max),
});

/** A trial instance to start once the image is there. Never with a password: that one is asked for. */
export const launchWish = z.strictObject({
  instanceType: z.string().regex(/^ecs\.[a-z0-9.-]+$/, 'instanceType'),
  vSwitchId: z.string().min(1),
  securityGroupId: z.string().min(1),
  diskCategory: z.string().min(1),
  systemDiskGiB: z.int().min(limits.diskGiB.min).max(limits.diskGiB.max).optional(),
  /** With a public IP address. */
  publicAddress: z.boolean(),
  /** `inherit`: the image's own password. */
  signIn: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('inherit') }),
    z.strictObject({ kind: z.literal('key-pair'), keyPair: z.string().min(1).max(128) }),
  ]),
});

export const plan = z
  .strictObject({
    schema: z.literal(1),
    name: z.string().min(1).max(128),
    /** Empty only with `existing`. */
    disks: z.array(planDisk).max(limits.disks),
    existing: z.array(existingObject).max(limits.disks).optional(),
    target,
    image: imageForm,
    /** Where converted disks are written; absent means the data directory. */
    stagingFolder: z.string().min(1).optional(),
    /** `none`: converted on the way to OSS where that can be, without a file here; absent means `file`. */
    staging: stagingWish.optional(),
    /** What happens to our objects once the image is there; absent means they stay. Never touches `existing` ones. */
    keepObject: z.boolean().optional(),
    launch: launchWish.optional(),
    /** Accepted strong findings; one that is not listed here stops the start. */
    accepted: acceptances.optional(),
  })
  .refine((value) => value.disks.length === 0 || (value.existing ?? []).length === 0, {
    path: ['existing'],
    message: 'disksOrExisting',
  })
  .refine((value) => [...value.disks, ...(value.existing ?? [])].filter(({ role }) => role === 'system').length === 1, {
    path: ['disks'],
    message: 'oneSystemDisk',
  })
  .refine(({ target: { format, variant } }) => variantFits(format, variant), {
    path: ['target', 'variant'],
    message: 'variantOfFormat',
  });
export type Plan = z.infer<typeof plan>;
