/**
 * The plan: everything a migration needs to run without asking again, and never a secret.
 * Published as JSON; unknown fields are refused so that a misspelt wish is never silently dropped.
 */
import { acceptances } from './acceptance.ts';
import { z } from './schema.ts';
import { limits } from './limits.ts';
import { ossDoor } from './network.ts';

export const platforms = [
  'Aliyun', 'Anolis', 'CentOS', 'CentOS Stream', 'AlmaLinux', 'Rocky Linux', 'RedHat', 'Fedora', 'Ubuntu', 'Debian',
  'SUSE', 'OpenSUSE', 'UOS', 'Kylin', 'CoreOS', 'Fedora CoreOS', 'Gentoo', 'FreeBSD', 'Others Linux', 'Customized Linux',
  'Windows Server 2022', 'Windows Server 2019', 'Windows Server 2016', 'Windows Server 2012', 'Windows Server 2008',
  'Windows Server 2003', 'Other Windows',
] as const; // prettier-ignore
export const platform = z.enum(platforms);

export const diskRole = z.enum(['system', 'data']);
export const targetFormat = z.enum(['qcow2', 'vhd', 'raw']);
export type TargetFormat = z.infer<typeof targetFormat>;
/** `compressed` is a kind of QCOW2, `fixed` a kind of VHD; absent means plain QCOW2, growing VHD. */
export const targetVariant = z.enum(['compressed', 'fixed']);
export type TargetVariant = z.infer<typeof targetVariant>;
export const variantFits = (format: TargetFormat, variant: TargetVariant | undefined): boolean =>
  variant === undefined || (variant === 'compressed' ? format === 'qcow2' : format === 'vhd');

/** ImportImage parameter table: 2–128 characters, first a letter or Chinese character. */
export const imageName = z
  .string()
  .regex(/^[\p{Script=Latin}\p{Script=Han}][\p{Script=Latin}\p{Script=Han}\d.:_-]{1,127}$/u, 'imageName')
  .refine((name) => !/^(aliyun|acs:)/i.test(name) && !/https?:\/\//i.test(name), 'imageNameReserved');

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
  door: ossDoor.optional(),
});
export type Target = z.infer<typeof target>;

/** ImportImage, Tag.N: up to 20 of them; keys of 1–128 characters, each once whatever its case, values of up to 128. */
export const tagKey = z
  .string()
  .min(1)
  .max(128)
  .refine((key) => !/^(aliyun|acs:)/i.test(key) && !/https?:\/\//i.test(key), 'tagKey');
export const tagValue = z
  .string()
  .max(128)
  .refine((value) => !/^acs:/i.test(value) && !/https?:\/\//i.test(value), 'tagValue');
export const imageTags = z
  .array(z.strictObject({ key: tagKey, value: tagValue }))
  .max(limits.imageTags)
  .refine((tags) => new Set(tags.map(({ key }) => key.toLowerCase())).size === tags.length, 'tagTwice');
export const resourceGroupId = z.string().regex(/^rg-[a-z0-9]{1,64}$/, 'resourceGroupId');

export const imageForm = z.strictObject({
  name: imageName,
  description: z
    .string()
    .max(256)
    .refine((text) => text === '' || (text.length >= 2 && !/^https?:\/\//i.test(text)), 'description')
    .optional(),
  osType: z.enum(['linux', 'windows']),
  platform,
  architecture: z.enum(['x86_64', 'i386', 'arm64']),
  bootMode: z.enum(['BIOS', 'UEFI']),
  systemDiskGiB: z.int().min(limits.diskGiB.min).max(limits.diskGiB.max),
  licenseType: z.enum(['BYOL', 'Aliyun']),
  /** Ask ECS to check the image after import; absent means yes. */
  imageCheck: z.boolean().optional(),
  nvmeSupport: z.boolean().optional(),
  resourceGroupId: resourceGroupId.optional(),
  tags: imageTags.optional(),
});
export type ImageForm = z.infer<typeof imageForm>;

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
    /** What happens to our objects once the image is there; absent means they stay. Never touches `existing` ones. */
    keepObject: z.boolean().optional(),
    launch: launchWish.optional(),
    /** Strong findings to go on with; without its line here, a strong finding stops the start. */
    accepted: acceptances.optional(),
  })
  .refine((value) => value.disks.length === 0 || (value.existing ?? []).length === 0, {
    path: ['existing'],
    message: 'disksOrExisting',
  })
  .refine(
    (value) =>
      [...value.disks, ...(value.existing ?? [])].filter(({ role }) => role === 'system').length === 1,
    {
      path: ['disks'],
      message: 'oneSystemDisk',
    },
  )
  .refine(({ target: { format, variant } }) => variantFits(format, variant), {
    path: ['target', 'variant'],
    message: 'variantOfFormat',
  });
export type Plan = z.infer<typeof plan>;
