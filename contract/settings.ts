/** The person's settings, and the calls about them. */
import { language } from './locale.ts';
import { capBytesPerSecond, networkSettings, transferSettings } from './network.ts';
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';

export const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: language.optional(),
  network: networkSettings.optional(),
  transfer: transferSettings.optional(),
  /** Where new migrations put converted disks; absent means the data folder. */
  stagingFolder: z.string().max(32_000).optional(),
  /** Whether each request to the cloud is noted as well; absent means it is not. */
  log: z.enum(['normal', 'detailed']).optional(),
  /** The address of a feed of versions, asked only on request; absent means there is none. */
  updatesFeed: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
});

export type Settings = z.infer<typeof settings>;

export const settingsCalls = {
  /** Limits all uploads together from now on; without a number, as fast as it goes. Kept in the settings. */
  'transfer.setCap': call(z.strictObject({ bytesPerSecond: capBytesPerSecond.optional() }), nothing),
  /** The password of the proxy in the settings; empty forgets it. Kept as accounts' secrets are. */
  'network.setProxyPassword': call(
    z.strictObject({ password: z.string().max(256), keep: z.enum(['os-vault', 'this-session']) }),
    nothing,
  ),
  'settings.get': call(nothing, settings),
  'settings.set': call(settings, nothing),
} as const;
