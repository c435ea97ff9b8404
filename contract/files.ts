/** Files and folders that a person chose: the page names them by handles, never by paths; and the calls about them. */
import { bytes, isoTime } from './common.ts';
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';

/** Unguessable name, issued by core, for a file or folder a person chose. */
export const handle = z.string().regex(/^h_[A-Za-z0-9_-]{22}$/);

export const chosen = z.strictObject({
  handle,
  name: z.string(),
  /** For showing only. */
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  /** Files only. */
  bytes: bytes.optional(),
  modified: isoTime.optional(),
  /** Folders only: what could still be written there. */
  freeBytes: bytes.optional(),
  /** The name looks like a disk image's (a hint for sorting; content decides). */
  looksLikeDisk: z.boolean(),
});

export type Chosen = z.infer<typeof chosen>;

export const listing = z.strictObject({
  folder: chosen,
  parent: handle.optional(),
  entries: z.array(chosen),
  /** More entries were there than are listed. */
  cut: z.boolean(),
});

export type Listing = z.infer<typeof listing>;

export const fileCalls = {
  /** Shows the system's file dialog; empty when it was dismissed. Only where `nativeDialogs`. */
  'files.choose': call(
    z.strictObject({ what: z.enum(['disks', 'folder']) }),
    z.strictObject({ chosen: z.array(chosen) }),
  ),
  /** Resolves a typed, pasted or dropped path. */
  'files.resolve': call(z.strictObject({ text: z.string().max(32_000) }), chosen),
  /** Lists a folder for the web door's chooser; without a handle, the usual starting folder. */
  'files.browse': call(z.strictObject({ folder: handle.optional() }), listing),
  /** The small disk that start-up made for practice runs, when it is there. */
  'files.sample': call(nothing, z.strictObject({ sample: chosen.optional() })),
} as const;
