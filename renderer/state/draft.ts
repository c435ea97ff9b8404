/** What the wizard fills in by itself, and what still keeps a draft from being a plan. Pure functions. */
import { imageFieldIds, imageForm, type ImageFieldId } from '../../contract/import-form.ts';
import { bucketName, existingObject, objectKey, target, type Target } from '../../contract/plan.ts';
import type { DiskReport } from '../../contract/disks.ts';
import type { Draft } from '../../contract/migrations.ts';
import { formProblems, startsOtherwise } from '../../contract/form-rules.ts';
import { imageFrom, neededGiB, typedFields } from './proposals.ts';

export type TargetField = keyof Target;
/** Why a field is not fit yet. `words` has the sentence for each. */
export type Problem =
  | (typeof ofSchemas)[number]
  | 'missing'
  | 'size-below-disk'
  | 'arm64-needs-uefi'
  | 'boot-differs'
  | 'platform-unfit'
  | 'licence-unfit'
  | 'other';
export type Problems = Partial<
  Record<`target.${TargetField}` | `image.${ImageFieldId}` | 'name' | 'disks' | 'existing', Problem>
>;

/** The schemas' own words for what does not fit. */
const ofSchemas = ['imageName', 'imageNameReserved', 'objectKey', 'bucketName', 'regionId'] as const;

/** The file's name without its ending: the proposed name of the migration. */
export const nameFromFile = (file: string): string => file.replace(/\.[^.]{1,6}$/, '').slice(0, 128);

/** The object's key follows the format as long as it ends with one. */
export const withEnding = (key: string, format: Target['format']): string =>
  key.replace(/\.(qcow2|vhd|raw)$/i, '') + `.${format}`;

/** Fills the fields that were not typed from the system disk and the answers. */
export function filledFrom(draft: Draft, report: DiskReport): Draft {
  const name = draft.name === '' ? nameFromFile(report.name) : draft.name;
  const format = draft.target.format ?? 'qcow2';
  return {
    ...draft,
    name,
    target: {
      ...draft.target,
      format,
      object: draft.target.object ?? withEnding(name.replaceAll(/[\\/\s]+/g, '-'), format),
    },
    typed: [...typedFields(draft)],
    image: imageFrom({ ...draft, name }, report),
  };
}

const reasonOf = (message: string | undefined, value: unknown): Problem => {
  if (value === undefined || value === '') return 'missing';
  return ofSchemas.find((one) => one === message) ?? 'other';
};

const unfit = {
  bootMode: 'arm64-needs-uefi',
  platform: 'platform-unfit',
  licenseType: 'licence-unfit',
} as const satisfies Partial<Record<ImageFieldId, Problem>>;

/** Everything that keeps the draft from being started, by field. Empty means complete. */
export function problemsOf(draft: Draft, systemDisk: DiskReport | undefined): Problems {
  const problems: Problems = {};
  if (draft.name.trim() === '') problems.name = 'missing';
  if (draft.existing !== undefined) problemsOfObjects(draft.existing, problems);
  else if (draft.disks.filter((one) => one.role === 'system').length !== 1) problems.disks = 'missing';
  const { account, region, bucket, object, format } = draft.target;
  if (!target.shape.account.safeParse(account).success) problems['target.account'] = 'missing';
  if (!target.shape.region.safeParse(region).success) problems['target.region'] = reasonOf('regionId', region);
  if (!bucketName.safeParse(bucket).success) problems['target.bucket'] = reasonOf('bucketName', bucket);
  if (!objectKey.safeParse(object).success) problems['target.object'] = reasonOf('objectKey', object);
  if (format === undefined) problems['target.format'] = 'missing';
  for (const field of imageFieldIds) {
    const value = draft.image[field];
    const checked = imageForm.shape[field].safeParse(value);
    if (!checked.success) problems[`image.${field}`] = reasonOf(checked.error.issues[0]?.message, value);
  }
  const size = draft.image.systemDiskGiB;
  if (size !== undefined && systemDisk !== undefined && size < neededGiB(systemDisk.virtualSizeBytes))
    problems['image.systemDiskGiB'] ??= 'size-below-disk';
  const { bootMode } = draft.image;
  if (bootMode !== undefined && systemDisk !== undefined && startsOtherwise(systemDisk, bootMode))
    problems['image.bootMode'] = 'boot-differs';
  for (const { field, weight } of formProblems(joined(draft.image))) {
    if (weight === 'stops') problems[`image.${field}`] = unfit[field];
  }
  return problems;
}

function problemsOfObjects(existing: NonNullable<Draft['existing']>, problems: Problems): void {
  if (existing.every(({ role }) => role !== 'system')) problems.existing = 'missing';
  else if (existing.some((one) => one.role === 'data' && !existingObject.safeParse(one).success))
    problems.existing = 'other';
}

/** What is emptied counts as not filled. */
const joined = (image: Draft['image']): Parameters<typeof formProblems>[0] =>
  Object.fromEntries(Object.entries(image).filter(([, value]) => value !== undefined));

/** The address of the object as the console shows it: virtual-host style on the public endpoint. */
export function objectAddress({ region, bucket, object }: Draft['target']): string | undefined {
  if (!region || !bucket || !object) return undefined;
  return `https://${bucket}.oss-${region}.aliyuncs.com/${object.split('/').map(encodeURIComponent).join('/')}`;
}
