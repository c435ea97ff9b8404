/**
 * The console's form "Import Image", one row a field, in the console's order. The schema of the form, its drawing, the
 * check while typing, the request to ECS and docs/import-form.md are made from these rows. A row's id is the field's name
 * in a plan, in the words and everywhere else.
 */
import { limits } from './limits.ts';
import { imageCheckOffered, osType, platform, platformsOf, type OsType, type Platform } from './platforms.ts';
import { z } from './schema.ts';

/** ImportImage parameter table: 2–128 characters, first a letter or Chinese character. */
export const imageName = z
  .string()
  .regex(/^[\p{Script=Latin}\p{Script=Han}][\p{Script=Latin}\p{Script=Han}\d.:_-]{1,127}$/u, 'imageName')
  .refine((name) => !/^(aliyun|acs:)/i.test(name) && !/https?:\/\//i.test(name), 'imageNameReserved');

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

const resourceGroupId = z.string().regex(/^rg-[a-z0-9]{1,64}$/, 'resourceGroupId');

const description = z
  .string()
  .max(256)
  .refine((text) => text === '' || (text.length >= 2 && !/^https?:\/\//i.test(text)), 'description');

/** What a row needs to know of the rest of the form. */
export interface Chosen {
  readonly osType?: OsType | undefined;
  readonly platform?: Platform | undefined;
}

interface Row {
  /** The console's own name. */
  readonly console: string;
  /** ImportImage's parameters. One alone carries the field's value; several are filled in where the request is made. */
  readonly api: readonly string[];
  /** Where it is in a plan; `*` for each of several. Absent: in `image`, under its id. */
  readonly plan?: readonly string[];
  /** By the console. */
  readonly required?: true;
  /** Since when ImportImage has it; absent: in the console's table of 2021. */
  readonly since?: 'api';
}

/** How a field is entered. A `list` has a component of its own. */
type Kind = 'text' | 'number' | 'choice' | 'radio' | 'switch' | 'list';

/** `V`: what stands in a plan. */
interface More<V> extends Partial<Pick<Row, 'required' | 'since'>> {
  /** The most characters that can be typed. */
  readonly most?: number;
  /** What is proposed where nothing else is known. */
  readonly usual?: V;
  /** The page does not say where a proposal came from, nor what else the disk says. */
  readonly hidesOrigin?: true;
  /** The choices that go with the rest of the form; absent: all that the schema knows. */
  choices?(chosen: Chosen): readonly string[];
  /** Whether ECS takes it with this form; absent: always. */
  offered?(chosen: Chosen): boolean;
  /** The value as ECS spells it, undefined where it is left out; absent: as it is. */
  sent?(value: V): string | undefined;
}

/** A field of the plan's `image`. */
export interface ImageRow<K extends Kind = Kind, S extends z.ZodType = z.ZodType> extends Row, More<z.output<S>> {
  readonly kind: K;
  readonly schema: S;
  choices(chosen: Chosen): readonly string[];
}

const choicesOf = (schema: z.ZodType): readonly string[] =>
  schema instanceof z.ZodOptional
    ? choicesOf(schema.unwrap() as z.ZodType)
    : schema instanceof z.ZodEnum
      ? schema.options.map(String)
      : [];

const field = <K extends Kind, S extends z.ZodType>(
  kind: K,
  name: string,
  api: string | readonly string[],
  schema: S,
  more: More<z.output<S>> = {},
): ImageRow<K, S> => ({
  kind,
  console: name,
  api: [api].flat(),
  schema,
  choices: () => choicesOf(schema),
  ...more,
});

export const formRows = {
  region: { console: 'Region of Image', api: ['RegionId'], plan: ['target.region'], required: true },
  objectAddress: {
    console: 'OSS Object Address',
    api: ['DiskDeviceMapping.1.OSSBucket', 'DiskDeviceMapping.1.OSSObject'],
    plan: ['target.bucket', 'target.object', 'existing.*.key'],
    required: true,
  },
  name: field('text', 'Image Name', 'ImageName', imageName, { required: true, most: 128 }),
  osType: field('radio', 'Operating System', 'OSType', osType, { required: true, usual: 'linux' }),
  systemDiskGiB: field(
    'number',
    'System Disk Size (GiB)',
    'DiskDeviceMapping.1.DiskImageSize',
    z.int().min(limits.diskGiB.min).max(limits.diskGiB.max),
    { hidesOrigin: true },
  ),
  architecture: field('choice', 'System Architecture', 'Architecture', z.enum(['x86_64', 'i386', 'arm64']), {
    required: true,
    usual: 'x86_64',
  }),
  platform: field('choice', 'Platform', 'Platform', platform, {
    required: true,
    choices: (chosen) => platformsOf(chosen.osType ?? 'linux'),
  }),
  bootMode: field('choice', 'Boot Mode', 'BootMode', z.enum(['BIOS', 'UEFI']), {
    since: 'api',
    usual: 'BIOS',
  }),
  format: { console: 'Image Format', api: ['DiskDeviceMapping.N.Format'], plan: ['target.format'] },
  licenseType: field('choice', 'License Type', 'LicenseType', z.enum(['BYOL', 'Aliyun']), { usual: 'BYOL' }),
  description: field('text', 'Image Description', 'Description', description.optional(), { most: 256 }),
  dataDisks: {
    console: 'Add Data Disk Image',
    api: ['DiskDeviceMapping.N.OSSBucket', 'DiskDeviceMapping.N.OSSObject', 'DiskDeviceMapping.N.DiskImageSize'],
    plan: ['disks.*', 'existing.*'],
  },
  resourceGroupId: field('text', 'Resource Group', 'ResourceGroupId', resourceGroupId.optional()),
  tags: field('list', 'Tag', ['Tag.N.Key', 'Tag.N.Value'], imageTags.optional()),
  /** Absent means yes. */
  imageCheck: field('switch', 'Image Check', 'DetectionStrategy', z.boolean().optional(), {
    since: 'api',
    usual: true,
    hidesOrigin: true,
    offered: ({ platform: chosen }) => imageCheckOffered(chosen),
    sent: (on) => (on === false ? undefined : 'Standard'),
  }),
  nvmeSupport: field('switch', 'NVMe Support', 'Features.NvmeSupport', z.boolean().optional(), {
    since: 'api',
    sent: (on) => (on === true ? 'supported' : 'unsupported'),
  }),
} as const satisfies Readonly<Record<string, Row>>;
export type FormFieldId = keyof typeof formRows;
export const formFieldIds = Object.keys(formRows) as readonly FormFieldId[];

type ImageRows = {
  readonly [F in FormFieldId as (typeof formRows)[F] extends ImageRow ? F : never]: (typeof formRows)[F];
};
export type ImageFieldId = keyof ImageRows;
/** The others are kept elsewhere in a plan. */
export const isImageField = (id: FormFieldId): id is ImageFieldId => 'schema' in formRows[id];
export const imageFieldIds = formFieldIds.filter(isImageField);
/** A field's row, the types of its own value left aside. */
export const rowOf = (id: ImageFieldId): ImageRow => formRows[id];

const shapeOf = (schema: (row: ImageRow) => z.ZodType): object =>
  Object.fromEntries(imageFieldIds.map((id) => [id, schema(rowOf(id))]));

/** The form in a plan. */
export const imageForm = z.strictObject(
  shapeOf((row) => row.schema) as { [F in ImageFieldId]: ImageRows[F]['schema'] },
);
export type ImageForm = z.infer<typeof imageForm>;

/** What is kept of a field that is only half typed. */
const halfTyped = {
  text: z.string(),
  number: z.number(),
  list: z.array(z.strictObject({ key: z.string(), value: z.string() })),
};
type HalfTyped = typeof halfTyped;

/** The form in a draft: any field may still be missing, or typed only half. */
export const imageDraft = z.strictObject(
  shapeOf(({ kind, schema }) => (kind in halfTyped ? halfTyped[kind as keyof HalfTyped] : schema).optional()) as {
    [F in ImageFieldId]: z.ZodOptional<
      ImageRows[F]['kind'] extends keyof HalfTyped ? HalfTyped[ImageRows[F]['kind']] : ImageRows[F]['schema']
    >;
  },
);

/** Every row in full, in the console's order: docs/import-form.md is its table. */
export const importFormFields = formFieldIds.map((id) => {
  const row: Row = formRows[id];
  const { console: name, api, plan = [`image.${id}`] } = row;
  return { id, console: name, required: row.required === true, plan, api, since: row.since ?? 'console' };
});
