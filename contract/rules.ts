/** What the page sees of the rules: where each comes from, what older and present documents say, and the pages of Learn. */
import { spoken } from './common.ts';
import { call } from './rpc.ts';
import { imageForm } from './import-form.ts';
import { z } from './schema.ts';

export const sourceIds = [
  'overview', 'white-paper', 'import-custom-images', 'import-instructions', 'smc-image-check', 'import-api',
  'linux-requirements', 'image-check', 'virtio-guide', 'cloud-init-guide', 'customize-linux', 'check-tool', 'format-guide', 'smc-guide',
  'public-endpoint', 'launch-api', 'tool-maker', 'measured', 'judgement',
] as const; // prettier-ignore
export const sourceId = z.enum(sourceIds);
export type SourceId = z.infer<typeof sourceId>;

/** A document (its title is in `words/`), and when it said so (`2021-07`, or a year); `about` where it bears no date and we infer one. */
export const sourceView = z.strictObject({
  id: sourceId,
  date: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
  about: z.literal(true).optional(),
});
export type SourceView = z.infer<typeof sourceView>;

/** One rule in words. `today` and `weDo` are there when the documents do not agree. */
export const ruleView = z.strictObject({
  id: z.string(),
  says: z.string(),
  source: sourceView,
  today: z.strictObject({ says: z.string(), source: sourceView }).optional(),
  weDo: z.string().optional(),
});
export type RuleView = z.infer<typeof ruleView>;

export const osFamilies = [
  'windows', 'centos', 'redhat', 'rebuild', 'fedora', 'aliyun', 'debian', 'ubuntu', 'suse', 'opensuse', 'domestic', 'other',
] as const; // prettier-ignore
export const osFamily = z.enum(osFamilies);

/** `listed`: a document names the version; `platform-only`: only its family can be chosen; `refused`: a document rules it out. */
export const osSupport = z.enum(['listed', 'platform-only', 'refused', 'unlisted']);
export type OsSupport = z.infer<typeof osSupport>;

/** What of the import form follows from the operating system alone. */
export const osForm = z.strictObject({
  osType: imageForm.shape.osType,
  platform: imageForm.shape.platform,
  licenseType: imageForm.shape.licenseType,
  imageCheck: z.boolean(),
});

/** A line of the operating systems one can choose from. */
export const osView = z.strictObject({
  id: z.string(),
  name: z.string(),
  family: osFamily,
  osType: z.enum(['linux', 'windows']),
  bits: z.array(z.union([z.literal(32), z.literal(64)])),
  support: osSupport,
  licence: z.enum(['byol-only', 'aliyun-or-byol', 'none']),
  /** Whether ECS puts the virtio drivers in by itself. */
  drivers: z.enum(['added', 'prepare']),
  imageCheck: z.boolean(),
  /** What the import form begins with. */
  form: osForm,
  note: z.string().optional(),
});
export type OsView = z.infer<typeof osView>;

export const learnTopic = z.enum(['steps', 'tools', 'glossary', 'limits']);
/** A short page of Learn: works offline, linked from where it is needed. */
export const learnPage = z.strictObject({
  topic: learnTopic,
  title: z.string(),
  entries: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      sources: z.array(sourceView),
    }),
  ),
});
export type LearnPage = z.infer<typeof learnPage>;

export const learnCalls = {
  /** The operating systems one can choose from. */
  'learn.systems': call(spoken, z.array(osView)),
  /** The pages of Learn, and every rule with what newer documents say instead. */
  'learn.pages': call(spoken, z.strictObject({ pages: z.array(learnPage), rules: z.array(ruleView) })),
} as const;

/** A remark on an operating system. */
export type OsNote =
  | 'paper-r2-standard'
  | 'paper-editions'
  | 'needs-sp1'
  | 'byol'
  | 'newer-than-texts'
  | 'not-on-list'
  | 'client-refused'
  | 'client-differs'
  | 'others-linux'
  | 'customized-linux'
  | 'btrfs-default'
  | 'no-check'
  | 'end-of-life';

export type PasswordProblem =
  'too-short' | 'too-long' | 'too-few-kinds' | 'not-allowed-character' | 'starts-with-slash';
export type ToolState = 'current' | 'usable' | 'retired';
