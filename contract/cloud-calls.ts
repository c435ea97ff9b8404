/** What may be asked about accounts, roles, images and trial instances: all that else needs the console. */
import { z } from './schema.ts';
import {
  copyFate, foundObject, imageSource, imageView, instanceView, namedView, profileView, rightsView, roleUse, roleView, site, snapshotView,
  trialChoices, trialWish,
} from './cloud-views.ts'; // prettier-ignore
import { imageName } from './import-form.ts';
import { bucketName, regionId } from './plan.ts';
import { call } from './rpc.ts';
import { accountView } from './views.ts';

const none = z.strictObject({});
const account = z.string().min(1).max(64);
const here = z.strictObject({ account, region: regionId });
const imageId = z.string().min(1);
const image = here.extend({ imageId });
const accountId = z.string().regex(/^\d{16}$/, 'accountId');
const instanceId = z.string().min(1);
export const accountName = z.string().regex(/^[\p{L}\d][\p{L}\d ._-]{0,62}$/u);
const keep = z.enum(['os-vault', 'this-session']);

export const cloudCalls = {
  /** The profiles of the aliyun command line on this machine; reads their names, keeps nothing. */
  'accounts.profiles': call(none, z.strictObject({ file: z.string(), profiles: z.array(profileView) })),
  /** Uses a profile where it is; with `copy` its keys are kept here instead. Tested first. */
  'accounts.addProfile': call(
    z.strictObject({
      name: accountName,
      profile: z.string().min(1),
      copy: z.boolean(),
      keep,
      site: site.optional(),
    }),
    accountView,
  ),
  /** Becomes a RAM role with the keys of another account here; its sessions are renewed by themselves. Tested first. */
  'accounts.addRole': call(
    z.strictObject({
      name: accountName,
      base: account,
      roleArn: z.string().regex(/^acs:ram::\d+:role\/.+$/, 'roleArn'),
      sessionName: z
        .string()
        .regex(/^[\w.@-]{2,64}$/)
        .optional(),
      keep,
      site: site.optional(),
    }),
    accountView,
  ),
  /** Asks who the account is, right now. */
  'accounts.test': call(
    z.strictObject({ account }),
    z.strictObject({ accountId: z.string(), arn: z.string(), clockAheadMs: z.number() }),
  ),
  /** Which rights the account has, asked with dry runs and harmless requests; and the policy with those it needs. */
  'accounts.rights': call(here.extend({ bucket: bucketName.optional() }), rightsView),

  'role.show': call(z.strictObject({ account, use: roleUse }), roleView),
  /** Creates what is missing of the role; only ever on somebody's word. */
  'role.create': call(z.strictObject({ account, use: roleUse }), roleView),

  'target.resourceGroups': call(z.strictObject({ account }), z.array(namedView)),
  /** Finds an object by any address the console gives for it. */
  'target.findObject': call(z.strictObject({ account, address: z.string().max(8_000) }), foundObject),

  /** The newest first, in any state. `others`: images shared with the account. */
  'images.list': call(here.extend({ whose: z.enum(['self', 'others']) }), z.array(imageView)),
  /** Starts a copy in each region; one that is refused does not hold up the others. */
  'images.copy': call(
    image.extend({
      to: z
        .array(z.strictObject({ region: regionId, name: imageName }))
        .min(1)
        .max(20),
    }),
    z.array(copyFate),
  ),
  /** `region` is where the copy is being made. */
  'images.cancelCopy': call(image, none),
  'images.shares': call(image, z.array(z.string())),
  /** Up to fifty accounts in all; answers those it is shared with now. */
  'images.share': call(
    image.extend({ add: z.array(accountId).max(50), remove: z.array(accountId).max(50) }),
    z.array(z.string()),
  ),
  'images.instances': call(here, z.array(instanceView)),
  'images.snapshots': call(here, z.array(snapshotView)),
  'images.create': call(
    here.extend({ name: imageName, source: imageSource, check: z.boolean() }),
    z.strictObject({ imageId }),
  ),
  /** `name` is typed by whoever wants it gone, and must be the image's. */
  'images.delete': call(image.extend({ name: z.string() }), none),

  'trial.choices': call(image, trialChoices),
  'trial.diskCategories': call(
    here.extend({ zone: z.string().min(1), instanceType: z.string().min(1) }),
    z.array(z.string()),
  ),
  /** Resolves when it would start; costs nothing. */
  'trial.dryRun': call(here.extend({ wish: trialWish }), none),
  /** Starts it; from now on it costs money. The same `token` never starts a second one. */
  'trial.start': call(here.extend({ wish: trialWish, token: z.uuid() }), instanceView),
  /** Undefined `instance` when it is gone. */
  'trial.look': call(here.extend({ instanceId }), z.strictObject({ instance: instanceView.optional() })),
  /** `name` is typed by whoever wants it gone, and must be the instance's. */
  'trial.release': call(here.extend({ instanceId, name: z.string() }), none),
} as const;
