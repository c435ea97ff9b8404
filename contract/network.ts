/** How this machine reaches the cloud, and how much of its bandwidth the program may use: the person's wishes. */
import { z } from './schema.ts';

/** Without user and password: the user is a field, the password is kept like an account's secret. */
export const proxyUrl = z
  .url({ protocol: /^(https?|socks5h?)$/, hostname: /^[^\s]+$/ })
  .refine((text) => !/\/\/[^/]*@/.test(text), 'proxyUrl');

export const proxyWish = z.discriminatedUnion('kind', [
  /** What the environment says (HTTPS_PROXY, ALL_PROXY, NO_PROXY), else what the system says. */
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('manual'),
    url: proxyUrl,
    user: z.string().max(128).optional(),
    /** As in NO_PROXY: hosts, `.domains`, `*`, with commas between. */
    except: z.string().max(4_000).optional(),
  }),
]);
export type ProxyWish = z.infer<typeof proxyWish>;

export const networkSettings = z.strictObject({
  proxy: proxyWish.optional(),
  /** A PEM file with certificates to trust beside the usual ones. */
  caFile: z.string().max(32_000).optional(),
});
export type NetworkSettings = z.infer<typeof networkSettings>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** By this machine's clock; may run over midnight. The same time twice means the whole day. */
export const transferHours = z.strictObject({ from: timeOfDay, to: timeOfDay });
export type TransferHours = z.infer<typeof transferHours>;

/** Below this no part would ever finish. */
export const leastCapBytesPerSecond = 16_384;
export const capBytesPerSecond = z.int().min(leastCapBytesPerSecond);

export const transferSettings = z.strictObject({
  /** Of all uploads together; absent means as fast as it goes. */
  capBytesPerSecond: capBytesPerSecond.optional(),
  /** Uploads only run then; absent means always. */
  hours: transferHours.optional(),
});

/** How OSS is addressed. `internal`: from within Alibaba Cloud or over a leased line; or a domain bound to the bucket. */
export const ossEndpoint = z.union([
  z.enum(['public', 'internal', 'accelerate', 'accelerate-overseas']),
  z.strictObject({
    domain: z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,}$/i, 'domain'),
  }),
]);
export type OssEndpoint = z.infer<typeof ossEndpoint>;
