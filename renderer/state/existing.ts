/** A draft that imports objects which are in OSS already, instead of disks of this machine. Pure functions. */
import type { FoundObject } from '../../contract/target.ts';
import { endingFits } from '../../contract/form-rules.ts';
import { limits } from '../../contract/limits.ts';
import { targetFormat, type TargetFormat } from '../../contract/plan.ts';
import type { Draft } from '../../contract/migrations.ts';
import { disksSettled, type KnownOfDisks } from './disks.ts';
import { imageFrom, neededGiB, typedFields } from './proposals.ts';

export type Existing = NonNullable<Draft['existing']>;
type Wish = Omit<Draft, 'disks'>;

/** ECS goes by the ending of the name. */
export const formatOfKey = (key: string): TargetFormat | undefined =>
  targetFormat.options.find((format) => endingFits(key, format));

export const systemObject = (existing: Existing | undefined): Existing[number] | undefined =>
  existing?.find(({ role }) => role === 'system');

/** Something to make the image of: objects, or disks that are all known to be usable. */
export const sourcesSettled = (
  state: Pick<KnownOfDisks, 'disks' | 'looks'> & { readonly draft: Pick<Draft, 'existing'> },
): boolean =>
  state.draft.existing === undefined ? disksSettled(state) : systemObject(state.draft.existing) !== undefined;

/** Why an object cannot be one of this image's. */
export function unfitObject(
  { existing = [], target }: Pick<Draft, 'existing' | 'target'>,
  found: FoundObject,
): 'other-content' | 'elsewhere' | 'twice' | 'other-format' | 'full' | undefined {
  const named = formatOfKey(found.key);
  if (named !== undefined && (found.disk?.format ?? named) !== named) return 'other-content';
  if (existing.length === 0) return undefined;
  if (found.bucket !== target.bucket) return 'elsewhere';
  if (existing.some(({ key }) => key === found.key)) return 'twice';
  if (named !== target.format) return 'other-format';
  return existing.length >= limits.disks ? 'full' : undefined;
}

/** The first one is the system disk's, the others are data disks'. A RAW object is as large as its disk. */
export function withObject(draft: Wish, found: FoundObject): Wish {
  const { existing = [], target } = draft;
  const { region, bucket, key, bytes, disk } = found;
  const format = formatOfKey(key);
  const diskBytes = format === 'raw' ? bytes : disk?.virtualSizeBytes;
  const size = diskBytes === undefined ? {} : { sizeGiB: neededGiB(diskBytes) };
  if (systemObject(existing) !== undefined)
    return { ...draft, existing: [...existing, { key, role: 'data', ...size }] };
  const file = key.slice(key.lastIndexOf('/') + 1);
  const name = draft.name === '' ? file.replace(/\.[^.]{1,6}$/, '').slice(0, 128) : draft.name;
  const typed = typedFields(draft);
  const proposed = imageFrom({ ...draft, name }, undefined, file);
  return {
    ...draft,
    name,
    existing: [{ key, role: 'system', ...size }, ...existing],
    target: {
      ...withoutForm(target),
      region,
      bucket,
      object: key,
      ...(format === undefined ? {} : { format }),
    },
    typed: [...typed],
    image: { ...(size.sizeGiB === undefined ? {} : { systemDiskGiB: size.sizeGiB }), ...proposed },
  };
}

/** Without its system disk the rest has no bucket to be of. */
export function withoutObject(draft: Wish, key: string): Wish {
  const { existing = [], target } = draft;
  if (systemObject(existing)?.key !== key) return { ...draft, existing: existing.filter((one) => one.key !== key) };
  const { region: _r, bucket: _b, object: _o, ...rest } = withoutForm(target);
  return { ...draft, existing: [], target: rest };
}

export const withObjectSize = (draft: Wish, key: string, sizeGiB: number | undefined): Wish => ({
  ...draft,
  existing: (draft.existing ?? []).map(({ sizeGiB: _before, ...one }) =>
    one.key === key ? { ...one, ...(sizeGiB === undefined ? {} : { sizeGiB }) } : { ...one, ...size(_before) },
  ),
});
const size = (sizeGiB: number | undefined): { sizeGiB?: number } => (sizeGiB === undefined ? {} : { sizeGiB });

/** Switches between objects and disks; the place of one is not kept for the other. */
export function importingObjects(draft: Wish, on: boolean): Wish {
  const { existing: _before, ...rest } = draft;
  const { region: _r, bucket: _b, object: _o, ...target } = withoutForm(draft.target);
  return { ...rest, target, ...(on ? { existing: [] } : {}) };
}

const withoutForm = ({ format: _f, variant: _v, ...target }: Wish['target']): Wish['target'] => target;

/** The system disk's size is a field of the form; the plan wants it here too. */
export const sized = ({ existing, image }: Pick<Draft, 'existing' | 'image'>): Pick<Draft, 'existing'> =>
  existing === undefined
    ? {}
    : {
        existing: existing.map((one) => {
          const sizeGiB = one.role === 'system' ? image.systemDiskGiB : one.sizeGiB;
          const { sizeGiB: _before, ...rest } = one;
          return { ...rest, ...size(sizeGiB) };
        }),
      };
