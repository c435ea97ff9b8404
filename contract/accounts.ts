/** Accounts, their rights and the roles ECS works with, and the calls about them. Never a secret. */
import { failureView } from './failure.ts';
import { bucketName, regionId } from './plan.ts';
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';

export const accountView = z.strictObject({
  name: z.string(),
  kind: z.enum(['practice', 'environment', 'access-key', 'sts-token', 'cli-profile', 'ram-role']),
  /** First and last characters of the AccessKey ID, enough to recognise it. */
  keyHint: z.string(),
  /** Account id and user as GetCallerIdentity gave them, once tested. */
  identity: z.string().optional(),
  /** Which console its links lead to; absent where it was not given. */
  site: z.enum(['china', 'international']).optional(),
  kept: z.enum(['always-there', 'os-vault', 'this-session']),
});

export type AccountView = z.infer<typeof accountView>;

/** Which of the two consoles the account belongs to; the API endpoints are the same. */
export const site = z.enum(['china', 'international']);

export type Site = z.infer<typeof site>;

export const profileView = z.strictObject({
  name: z.string(),
  /** As the command line names it: AK, StsToken, RamRoleArn and others. */
  mode: z.string(),
  /** Whether this program can use profiles of this mode. */
  usable: z.boolean(),
  /** The one the command line uses unless told otherwise. */
  current: z.boolean(),
});

export type ProfileView = z.infer<typeof profileView>;

/** What a right is needed for; what is `optional` concerns only those who want that. */
export const rightPurpose = z.enum(['import', 'upload', 'role', 'launch', 'images', 'groups']);

export const rightView = z.strictObject({
  /** RAM action. */
  action: z.string(),
  purpose: rightPurpose,
  /** A migration cannot do without. */
  needed: z.boolean(),
  allowed: z.enum(['yes', 'no', 'cannot-tell']),
});

export type RightView = z.infer<typeof rightView>;

export const rightsView = z.strictObject({
  rights: z.array(rightView),
  /** A RAM policy that allows exactly what is needed, as JSON to be copied. */
  policy: z.string(),
});

export type RightsView = z.infer<typeof rightsView>;

export const roleUse = z.enum(['import', 'export']);

export const roleView = z.strictObject({
  use: roleUse,
  role: z.string(),
  /** The system policy it needs. */
  policy: z.string(),
  present: z.boolean(),
  trusted: z.boolean(),
  /** Absent where the account may not look. */
  attached: z.boolean().optional(),
  /** Why it could not be looked at. */
  failure: failureView.optional(),
  /** The console's page that sets up both roles with one click. */
  consoleLink: z.string(),
  /** For an administrator who prefers to do it by hand: the trust policy, and what the system policy allows. */
  trustPolicy: z.string(),
  policyText: z.string(),
});

export type RoleView = z.infer<typeof roleView>;

/** A second account of the practice cloud, always there: to share images with, and to move servers to. */
export const secondPracticeAccount = 'practice-second';

export const account = z.string().min(1).max(64);

export const here = z.strictObject({ account, region: regionId });

export const accountName = z.string().regex(/^[\p{L}\d][\p{L}\d ._-]{0,62}$/u);

export const keep = z.enum(['os-vault', 'this-session']);

export const accountCalls = {
  'accounts.list': call(nothing, z.array(accountView)),
  /** Tests the key with GetCallerIdentity, then keeps it in the OS vault or for this session. */
  'accounts.add': call(
    z.strictObject({
      name: z.string().regex(/^[\p{L}\d][\p{L}\d ._-]{0,62}$/u),
      accessKeyId: z.string().min(1).max(128),
      accessKeySecret: z.string().min(1).max(256),
      /** With a temporary key pair. */
      securityToken: z.string().min(1).max(8_192).optional(),
      site: site.optional(),
      keep: z.enum(['os-vault', 'this-session']),
    }),
    accountView,
  ),
  'accounts.remove': call(z.strictObject({ name: z.string() }), nothing),
  /** The profiles of the aliyun command line on this machine; reads their names, keeps nothing. */
  'accounts.profiles': call(nothing, z.strictObject({ file: z.string(), profiles: z.array(profileView) })),
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
  /** Creates what is missing of the role; only when a person asks for it. */
  'role.create': call(z.strictObject({ account, use: roleUse }), roleView),
} as const;
