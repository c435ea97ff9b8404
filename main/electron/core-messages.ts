/**
 * What the window's process and core's process say to each other, besides the page's ports: two small contracts, one
 * for each direction, over the one channel between the two.
 */
import { call } from '../../contract/rpc.ts';
import { z } from '../../contract/schema.ts';
import { locales } from '../../words/locale.ts';

const none = z.strictObject({});

/** Answered by core's process. `start` comes first. */
export const coreCalls = {
  start: call(
    z.strictObject({
      dataFolder: z.string(),
      practice: z.union([
        z.strictObject({ kind: z.literal('embedded') }),
        z.strictObject({ kind: z.literal('url'), url: z.string() }),
      ]),
      resourcesFolder: z.string().optional(),
      practiceOnly: z.boolean(),
      locale: z.enum(locales),
      samplePath: z.string().optional(),
    }),
    none,
  ),
  suspend: call(z.strictObject({ reason: z.enum(['sleep', 'shutdown']) }), none),
  wake: call(none, none),
  busy: call(none, z.boolean()),
  close: call(none, none),
} as const;

const secretName = z.strictObject({ name: z.string() });

/** Answered by the window's process: what needs a desktop. */
export const desktopCalls = {
  'files.choose': call(
    z.strictObject({ what: z.enum(['disks', 'folder']), endings: z.array(z.string()) }),
    z.array(z.string()),
  ),
  /** What the system's settings say for a URL, in the notation of a PAC file. */
  'proxy.resolve': call(z.strictObject({ url: z.string() }), z.strictObject({ said: z.string() })),
  'vault.get': call(secretName, z.strictObject({ secret: z.string().optional() })),
  'vault.set': call(secretName.extend({ secret: z.string() }), none),
  'vault.remove': call(secretName, none),
  'vault.names': call(none, z.array(z.string())),
} as const;

/** A frame on the channel; `side` says whose contract it belongs to. */
export const channelMessage = z.strictObject({ side: z.enum(['core', 'desktop']), frame: z.string() });
/** Comes with exactly one port, which speaks the page's contract. */
export const pageMessage = z.strictObject({ side: z.literal('page') });
