/** Trial instances: what they can be made of, how one is wished for, and the calls about them. */
import { image, instanceId, instanceView } from './images.ts';
import { here } from './accounts.ts';
import { failureView } from './failure.ts';
import { launchWish } from './plan.ts';
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';
import { namedView } from './target.ts';

export const trialChoices = z.strictObject({
  types: z.array(
    z.strictObject({
      id: z.string(),
      cores: z.number(),
      memoryGiB: z.number(),
      /** Zones that have it; none when it is sold out. */
      zones: z.array(z.string()),
      /** Compared with the others here, by cores and memory; the bill is in the console. */
      priceClass: z.enum(['lowest', 'low', 'middle', 'high']),
    }),
  ),
  networks: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      switches: z.array(z.strictObject({ id: z.string(), name: z.string(), zone: z.string() })),
      securityGroups: z.array(namedView),
    }),
  ),
  keyPairs: z.array(z.string()),
  /** What is missing for a start, where something is. */
  failure: failureView.optional(),
});

export type TrialChoices = z.infer<typeof trialChoices>;

/**
 * RunInstances, Password: 8 to 30 characters, three kinds out of four, with the signs it names. That a Windows password
 * may not begin with a slash is checked where the image is known.
 */
export const instancePassword = z
  .string()
  .min(8)
  .max(30)
  .regex(/^[A-Za-z\d()`~!@#$%^&*\-_+=|{}[\]:;'<>,.?/]*$/, 'passwordSigns')
  .refine(
    (text) => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(text)).length >= 3,
    'passwordKinds',
  );

export const trialWish = launchWish.extend({
  imageId: z.string().min(1),
  /** Windows: 2–15, Linux: 2–64; the name in the console may be longer. */
  name: z.string().regex(/^\p{L}[\p{L}\d._:-]{1,127}$/u),
  signIn: z.discriminatedUnion('kind', [
    ...launchWish.shape.signIn.options,
    z.strictObject({ kind: z.literal('password'), password: instancePassword }),
  ]),
});

export type TrialWish = z.infer<typeof trialWish>;

export const trialCalls = {
  'trial.choices': call(image, trialChoices),
  'trial.diskCategories': call(
    here.extend({ zone: z.string().min(1), instanceType: z.string().min(1) }),
    z.array(z.string()),
  ),
  /** Resolves when it would start; costs nothing. */
  'trial.dryRun': call(here.extend({ wish: trialWish }), nothing),
  /** Starts it; from now on it costs money. The same `token` never starts a second one. */
  'trial.start': call(here.extend({ wish: trialWish, token: z.uuid() }), instanceView),
  /** `name` is typed by the person as a confirmation, and must be the instance's. */
  'trial.release': call(here.extend({ instanceId, name: z.string() }), nothing),
} as const;
