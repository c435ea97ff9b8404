/** What can be asked of the program itself: where it keeps its data, a bundle for support, whether there is a newer version. */
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';

/** One file of a support bundle, exactly as it is saved. */
export const bundleFile = z.strictObject({ name: z.string(), text: z.string() });
export const supportBundle = z.strictObject({
  /** For saving. */
  name: z.string(),
  files: z.array(bundleFile),
  /** The same files as a zip, in base64. */
  zip: z.base64(),
});
export type SupportBundle = z.infer<typeof supportBundle>;

/** What the feed of versions is to hold, as JSON at the address in the settings. */
export const versionFeed = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** What is new, in a few sentences. */
  notes: z.string().max(20_000),
  /** Where people get it. */
  page: z.url({ protocol: /^https?$/ }),
});

export const supportCalls = {
  /** Where data is kept, and which secrets are kept where; never the secrets. */
  'program.facts': call(
    nothing,
    z.strictObject({
      dataFolder: z.string(),
      freeBytes: z.number().optional(),
      secrets: z.array(z.strictObject({ name: z.string(), kept: z.enum(['os-vault', 'this-session']) })),
    }),
  ),
  /** Forgets every key and password, wherever it is kept. Fails with `asked.not-now` while a migration runs. */
  'program.forgetSecrets': call(nothing, nothing),
  /** Logs, records, settings and versions without secrets; with `hideNames` without paths and names as well. */
  'support.bundle': call(z.strictObject({ hideNames: z.boolean() }), supportBundle),
  /** Asks the feed in the settings. Fails with `asked.not-now` without one, and with `network.*` when it cannot be reached. */
  'updates.check': call(
    nothing,
    z.strictObject({
      current: z.string(),
      newer: z.strictObject({ version: z.string(), notes: z.string(), page: z.string() }).optional(),
    }),
  ),
} as const;
