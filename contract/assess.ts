/** Assess: the few questions, and the verdict with its reasons, the ways compared and the time each takes. */
import { spoken, paper, text } from './common.ts';
import { call } from './rpc.ts';
import { z } from './schema.ts';
import { osForm, sourceView } from './rules.ts';

export const sourcePlatforms = ['physical', 'vmware', 'hyper-v', 'virtualbox', 'kvm', 'xen', 'aws', 'azure', 'gcp', 'other-cloud', 'alibaba'] as const; // prettier-ignore
export const sourcePlatform = z.enum(sourcePlatforms);
export type SourcePlatform = z.infer<typeof sourcePlatform>;

const gib = z.number().positive().max(1_000_000);

/** What Assess asks. Optional answers may be left open; the verdict says what that costs in certainty. */
export const assessAnswers = z.strictObject({
  from: sourcePlatform,
  /** Id of a row of the operating systems. */
  os: z.string().max(64),
  bits: z.union([z.literal(32), z.literal(64)]).optional(),
  servers: z.int().min(1).max(100_000),
  /** Virtual size, and what is used of it, of the system disk; the largest where there are several servers. */
  systemDiskGiB: gib,
  systemUsedGiB: z.number().nonnegative().max(1_000_000).optional(),
  /** Virtual sizes of the data disks of one server. */
  dataDisksGiB: z.array(gib).max(200),
  dataUsedGiB: z.number().nonnegative().max(1_000_000).optional(),
  /** How the software came onto the server. */
  setUp: z.enum(['by-hand', 'partly-automated', 'automated']),
  /** Upload speed to the region; measured, typed, or not known. */
  line: z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal('measured'), mbitPerSecond: z.number().positive().max(1_000_000) }),
    z.strictObject({ known: z.literal('typed'), mbitPerSecond: z.number().positive().max(1_000_000) }),
    z.strictObject({ known: z.literal('no') }),
  ]),
  /** How long one server may stand still; 0 means not at all. */
  windowHours: z.number().nonnegative().max(10_000).optional(),
  /** Data keeps changing and the copy must follow until the switch. */
  liveData: z.boolean(),
  /** What is known of the inside; `unknown` costs nothing but a reminder. */
  inside: z.strictObject({
    fileSystem: z.enum(['ext3', 'ext4', 'xfs', 'ntfs', 'btrfs', 'zfs', 'other', 'unknown']),
    lvm: z.enum(['yes', 'no', 'unknown']),
    encrypted: z.enum(['yes', 'no', 'unknown']),
    networkCards: z.int().min(0).max(64).optional(),
    ipv6: z.enum(['yes', 'no', 'unknown']),
  }),
});
export type AssessAnswers = z.infer<typeof assessAnswers>;

export const verdict = z.enum(['recommended', 'possible', 'another-way']);
export type Verdict = z.infer<typeof verdict>;

export const migrationWays = ['image', 'smc', 'file-sync', 'redeploy', 'cloud-copy'] as const;
export const migrationWay = z.enum(migrationWays);
export type MigrationWay = z.infer<typeof migrationWay>;

/** From the quickest to the slowest we expect. Milliseconds. */
export const rangeMs = z.strictObject({ fromMs: z.number().nonnegative(), toMs: z.number().nonnegative() });
export type RangeMs = z.infer<typeof rangeMs>;

export const estimatePhases = ['prepare', 'capture', 'convert', 'upload', 'import', 'snapshot'] as const;
export const estimatePhase = z.enum(estimatePhases);

export const estimateView = z.strictObject({
  /** One server, start to image. Without a network speed the upload is missing and `complete` is false. */
  phases: z.array(z.strictObject({ phase: estimatePhase, title: z.string(), time: rangeMs })),
  perServer: rangeMs,
  allServers: rangeMs,
  complete: z.boolean(),
  /** What is uploaded for one server. */
  uploadBytes: z.strictObject({ from: z.number(), to: z.number() }),
  /** Space that captured and converted disks of one server take at the same time. */
  stagingBytes: z.number(),
  assumptions: z.array(z.strictObject({ id: z.string(), text: z.string(), source: sourceView })),
});

export const assessment = z.strictObject({
  verdict,
  headline: z.string(),
  kind: z.enum(['P2V', 'V2V', 'within-alibaba']),
  scenario: z.string(),
  reasons: z.array(
    z.strictObject({
      id: z.string(),
      weight: z.enum(['against', 'mind', 'for']),
      title: z.string(),
      text: z.string(),
      source: sourceView,
    }),
  ),
  /** The way we would take, first; then the others, each with what it costs. */
  ways: z.array(
    z.strictObject({
      way: migrationWay,
      title: z.string(),
      fits: z.enum(['best', 'possible', 'no']),
      what: z.string(),
      good: z.string(),
      bad: z.string(),
      /** All servers; absent where nothing can be said without a network speed. */
      elapsed: rangeMs.optional(),
      /** Working time of people, all servers. */
      hands: rangeMs,
      standstill: z.string(),
    }),
  ),
  estimate: estimateView,
  /** Answers the import form can be filled from. */
  form: osForm,
});
export type Assessment = z.infer<typeof assessment>;

export const assessCalls = {
  'assess.judge': call(spoken.extend({ answers: assessAnswers }), assessment),
  'assess.export': call(spoken.extend({ answers: assessAnswers, paper }), text),
} as const;

export type MigrationKind = Assessment['kind'];
export type ScenarioId = 'data-centre' | 'virtualisation' | 'other-cloud' | 'within-alibaba';
