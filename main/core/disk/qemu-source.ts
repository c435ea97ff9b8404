/** How qemu-img is to open a disk: the format is always said, never guessed. Kept in checkpoints. */
import { z } from '../../../contract/schema.ts';
import { diskFormat } from '../../../contract/disks.ts';
import type { TargetFormat } from '../../../contract/plan.ts';

export const qemuSource = z.strictObject({
  format: diskFormat,
  /** Absolute, so that no part of a name is taken for a protocol. */
  path: z.string(),
  /** VHD only: measure by the footer where qemu-img would measure by cylinders. */
  sizeFromFooter: z.boolean().exactOptional(),
  /** The disk is this part of the file (of an OVA, read in place). */
  range: z.strictObject({ offsetBytes: z.number(), sizeBytes: z.number() }).exactOptional(),
  /**
   * VMDK whose own descriptor is lost or names its pieces otherwise than the folder does: one is written for them into a
   * scratch folder for as long as qemu-img runs. `path` is then only a name.
   */
  pieces: z
    .array(
      z.strictObject({
        path: z.string(),
        kind: z.enum(['sparse', 'flat']),
        bytes: z.number(),
        offsetBytes: z.number(),
      }),
    )
    .exactOptional(),
});
export type QemuSource = Readonly<z.infer<typeof qemuSource>>;

/** Where this program serves a file over NBD, and the folder with the key that a reader needs to be let in. */
export type ServedAt =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly keyFolder: string; readonly identity: string };

/** A file of a target format that this program serves while qemu-img looks at it. */
export interface ServedFile {
  readonly format: TargetFormat;
  readonly servedAt: ServedAt;
}
