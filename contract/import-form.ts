/**
 * The console's form "Import Image", field by field: order, name, whether it must be filled, where its value is in the
 * plan, and which of today's API parameters it becomes. The page and docs/import-form.md are both made from this.
 */
import type { ImageForm, platforms } from './plan.ts';
import type { FailureCode, FailureFacts } from './failure.ts';

export const formFieldIds = [
  'region', 'object-address', 'image-name', 'operating-system', 'system-disk-size', 'architecture', 'platform', 'boot-mode', 'image-format',
  'licence-type', 'description', 'data-disks', 'resource-group', 'tags', 'image-check', 'nvme',
] as const; // prettier-ignore
export type FormFieldId = (typeof formFieldIds)[number];

export interface FormField {
  readonly id: FormFieldId;
  /** The console's own name. */
  readonly console: string;
  readonly required: boolean;
  /** In the plan; `*` for each of several. */
  readonly plan: readonly string[];
  /** ImportImage's parameters. */
  readonly api: readonly string[];
  /** `console`: in the console's table of 2021; `api`: a parameter ImportImage has got since. */
  readonly since: 'console' | 'api';
}

const field = (
  id: FormFieldId,
  name: string,
  plan: readonly string[],
  api: readonly string[],
  more: Partial<Pick<FormField, 'required' | 'since'>> = {},
): FormField => ({ id, console: name, required: false, since: 'console', plan, api, ...more });

/** In the console's order, today's additions where the console shows them. */
export const importFormFields: readonly FormField[] = [
  field('region', 'Region of Image', ['target.region'], ['RegionId'], { required: true }),
  field(
    'object-address',
    'OSS Object Address',
    ['target.bucket', 'target.object', 'existing.*.key'],
    ['DiskDeviceMapping.1.OSSBucket', 'DiskDeviceMapping.1.OSSObject'],
    { required: true },
  ),
  field('image-name', 'Image Name', ['image.name'], ['ImageName'], { required: true }),
  field('operating-system', 'Operating System', ['image.osType'], ['OSType'], { required: true }),
  field(
    'system-disk-size',
    'System Disk Size (GiB)',
    ['image.systemDiskGiB'],
    ['DiskDeviceMapping.1.DiskImageSize'],
  ),
  field('architecture', 'System Architecture', ['image.architecture'], ['Architecture'], { required: true }),
  field('platform', 'Platform', ['image.platform'], ['Platform'], { required: true }),
  field('boot-mode', 'Boot Mode', ['image.bootMode'], ['BootMode'], { since: 'api' }),
  field('image-format', 'Image Format', ['target.format'], ['DiskDeviceMapping.N.Format']),
  field('licence-type', 'License Type', ['image.licenseType'], ['LicenseType']),
  field('description', 'Image Description', ['image.description'], ['Description']),
  field(
    'data-disks',
    'Add Data Disk Image',
    ['disks.*', 'existing.*'],
    ['DiskDeviceMapping.N.OSSBucket', 'DiskDeviceMapping.N.OSSObject', 'DiskDeviceMapping.N.DiskImageSize'],
  ),
  field('resource-group', 'Resource Group', ['image.resourceGroupId'], ['ResourceGroupId']),
  field('tags', 'Tag', ['image.tags'], ['Tag.N.Key', 'Tag.N.Value']),
  field('image-check', 'Image Check', ['image.imageCheck'], ['DetectionStrategy'], { since: 'api' }),
  field('nvme', 'NVMe Support', ['image.nvmeSupport'], ['Features.NvmeSupport'], { since: 'api' }),
];

/** A rule that joins several fields, broken: what to say of it. `mind`: the service takes it, but it will not do what was meant. */
export type FormProblem = {
  [C in FailureCode]: {
    readonly field: FormFieldId;
    readonly weight: 'stops' | 'mind';
    readonly code: C;
    readonly facts: FailureFacts[C];
  };
}['cloud.boot-mode-unfit' | 'cloud.licence-unfit' | 'cloud.platform-unfit'];

type Joined = Partial<Pick<ImageForm, 'osType' | 'platform' | 'architecture' | 'bootMode' | 'licenseType'>>;

/** ImportImage: RHEL and SLES are BYOL only (InvalidLicenseType.BYOLOnly); a licence of Alibaba Cloud exists for Windows Server. */
const byolOnly: readonly (typeof platforms)[number][] = ['RedHat', 'SUSE'];

/** The rules between fields that are filled; those of a single field are in its schema. */
export function formProblems({
  osType,
  platform,
  architecture,
  bootMode,
  licenseType,
}: Joined): FormProblem[] {
  const found: FormProblem[] = [];
  if (architecture === 'arm64' && bootMode === 'BIOS') {
    const facts = { bootMode, architecture };
    found.push({ field: 'boot-mode', weight: 'stops', code: 'cloud.boot-mode-unfit', facts });
  }
  if (platform === undefined) return found;
  const windows = platform.includes('Windows');
  if ((osType !== undefined && (osType === 'windows') !== windows) || (windows && architecture === 'arm64')) {
    const facts = { platform, osType: osType ?? '', architecture: architecture ?? '' };
    found.push({ field: 'platform', weight: 'stops', code: 'cloud.platform-unfit', facts });
  }
  if (licenseType === 'Aliyun' && (byolOnly.includes(platform) || platform === 'Other Windows')) {
    const weight = byolOnly.includes(platform) ? 'stops' : 'mind';
    const facts = { platform, licence: licenseType };
    found.push({ field: 'licence-type', weight, code: 'cloud.licence-unfit', facts });
  }
  return found;
}

/** A disk that starts in one way only, and a form that says the other: the image would never start. */
export const startsOtherwise = (
  disk: { readonly bootMode: 'BIOS' | 'UEFI' | 'unknown'; readonly bootCertainty: string },
  bootMode: ImageForm['bootMode'],
): boolean => disk.bootCertainty === 'certain' && disk.bootMode !== 'unknown' && disk.bootMode !== bootMode;

/** Platforms and architectures the image check does not support (ECS: check and repair custom images). */
const uncheckable: readonly (typeof platforms)[number][] = [
  'Gentoo', 'FreeBSD', 'CoreOS', 'Fedora CoreOS', 'Customized Linux', 'Windows Server 2003',
]; // prettier-ignore

/** Whether the field "Image Check" is to be offered. */
export const imageCheckOffered = (platform: ImageForm['platform'] | undefined): boolean =>
  platform === undefined || !uncheckable.includes(platform);

/** The endings ECS takes for each format; it publishes no list, these are the formats' own. */
export const objectEndings = { raw: ['.raw', '.img'], vhd: ['.vhd'], qcow2: ['.qcow2'] } as const;

export const endingFits = (key: string, format: keyof typeof objectEndings): boolean =>
  objectEndings[format].some((ending) => key.toLowerCase().endsWith(ending));
