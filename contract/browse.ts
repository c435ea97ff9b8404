/** Looking around in the files of a guest: its volumes, folders and the beginnings of its texts; and the calls for it. */
import { bytes } from './common.ts';
import { someDisks } from './disks.ts';
import { call } from './rpc.ts';
import { z } from './schema.ts';

/** A volume of the disks looked into, for looking around in its files. */
export const guestVolume = z.strictObject({
  /** Names it in `guest.list` and `guest.read`, e.g. `disk 1 partition 2`, `centos/root`. */
  name: z.string(),
  /** The disks it lies on, by their place in the list asked for, from 0. */
  disks: z.array(z.int()),
  sizeBytes: bytes,
  /** What lies on it, e.g. `ext4`, `xfs`, `swap`, `luks`. */
  content: z.string(),
  label: z.string().optional(),
  /** Where its system has it, e.g. `/boot`, `C:`. */
  mountPoint: z.string().optional(),
  /** Its files can be read here. */
  readable: z.boolean(),
});

export type GuestVolumeView = z.infer<typeof guestVolume>;

/** Why a file or folder of a guest is not there to see. */
export const guestProblem = z.enum([
  'not-found', 'not-a-directory', 'not-a-file', 'too-many-links', 'too-large', 'unsupported', 'damaged',
]); // prettier-ignore

export const guestFile = z.strictObject({
  name: z.string(),
  kind: z.enum(['file', 'directory', 'link', 'other']),
  /** Of files. */
  sizeBytes: bytes.optional(),
  modified: z.iso.datetime().optional(),
  /** Where a link leads, as it is stored. */
  target: z.string().optional(),
  /** Known by its name to hold secrets: it is not shown. */
  secret: z.boolean(),
});

export type GuestFile = z.infer<typeof guestFile>;

export const guestListing = z.discriminatedUnion('kind', [
  /** Folders first, by name. `cut`: there are more than are listed. */
  z.strictObject({ kind: z.literal('listing'), entries: z.array(guestFile), cut: z.boolean() }),
  z.strictObject({ kind: z.literal('problem'), problem: guestProblem }),
]);

export type GuestListing = z.infer<typeof guestListing>;

export const guestPreview = z.discriminatedUnion('kind', [
  /** `cut`: only the beginning; `masked`: values that look like passwords were taken out. */
  z.strictObject({
    kind: z.literal('text'),
    text: z.string(),
    sizeBytes: bytes,
    cut: z.boolean(),
    masked: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('link'), target: z.string() }),
  z.strictObject({ kind: z.literal('hidden'), because: z.enum(['secret', 'binary']), sizeBytes: bytes }),
  z.strictObject({ kind: z.literal('problem'), problem: guestProblem }),
]);

export type GuestPreview = z.infer<typeof guestPreview>;

/** `volume` by its name; `path` absolute, with `/`. */
const inVolume = someDisks.extend({ volume: z.string().max(512), path: z.string().max(4_096) });

export const browseCalls = {
  /** The volumes of these disks, for looking around in their files; the likeliest first. Nothing is changed or kept. */
  'guest.volumes': call(someDisks, z.array(guestVolume)),
  /** A folder of a volume. */
  'guest.list': call(inVolume, guestListing),
  /** The beginning of a text file. Secrets are not shown. */
  'guest.read': call(inVolume, guestPreview),
} as const;
