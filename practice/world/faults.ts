/** The faults file: what is to go wrong, how fast time runs and how this world differs. Strict: a typo is an error, not a fault that never fires. */
import { readFileSync } from 'node:fs';
import { fit, fitJson, type Fit } from '../../contract/misfits.ts';
import { z } from '../../contract/schema.ts';
import { Failure } from '../../contract/failure-error.ts';
import { serviceNames, type Target } from '../http/exchange.ts';

const count = z.number().int().positive();
const ms = z.number().int().nonnegative();

const fault = z.union([
  /** An error answer in the service's own shape, before anything happens. */
  z.strictObject({
    status: z.number().int().min(400).max(599),
    code: z.string().min(1),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** What a proxy between us and the cloud says. */
  z.strictObject({ html: z.number().int().min(400).max(599) }),
  z.strictObject({ delayMs: ms }),
  /** Reads this much of the request, then cuts the connection. */
  z.strictObject({ resetAfterBytes: z.number().int().nonnegative() }),
  /** Reads the request and never answers. */
  z.strictObject({ stall: z.literal(true) }),
  /** Changes the first byte of the request on its way; checksums in the answer are of what arrived. */
  z.strictObject({ damageBody: z.literal(true) }),
  /** Does the work, then cuts the connection instead of answering. */
  z.strictObject({ loseAnswer: z.literal(true) }),
  /** Does the work and answers half of it. */
  z.strictObject({ truncateAnswer: z.literal(true) }),
  z.strictObject({ wrongCrc64: z.literal(true) }),
]);
export type Fault = z.infer<typeof fault>;

const rule = z.strictObject({
  match: z.strictObject({
    service: z.enum(serviceNames).optional(),
    action: z.string().optional(),
    bucket: z.string().optional(),
    key: z.string().optional(),
    partNumber: count.optional(),
  }),
  /** Lets this many matching requests pass first. */
  skip: z.number().int().nonnegative().optional(),
  /** Then applies to this many; absent means to all. */
  times: count.optional(),
  fault,
});

const faultsFile = z.strictObject({
  timetable: z
    .strictObject({
      importMs: ms.optional(),
      checkMs: ms.optional(),
      copyMs: ms.optional(),
      instanceMs: ms.optional(),
    })
    .optional(),
  world: z
    .strictObject({
      /** A new world starts without the import role. */
      roleMissing: z.boolean().optional(),
      /** ECS notices a new role or policy only after this long. */
      rolePropagationMs: ms.optional(),
      /** Images per region. */
      imageQuota: z.number().int().nonnegative().optional(),
      /** The rule for new accounts: no data calls through the public endpoint of a mainland region. */
      publicEndpointForbidden: z.boolean().optional(),
      /** All request bodies together arrive no faster than this. */
      bytesPerSecond: count.optional(),
      /** Every answer comes so much later. */
      latencyMs: ms.optional(),
      /** Of so many parts sent, one is cut off in the middle. */
      losesOnePartIn: count.optional(),
      /** How long an assumed role lasts, whatever was asked. */
      sessionMs: ms.optional(),
      /** RAM actions the first account's user may not do, e.g. `oss:PutObject`; `ecs:*` for all of a service. */
      denied: z.array(z.string().regex(/^[a-z]+:[A-Za-z*]+$/)).optional(),
      ossDisabled: z.literal(true).optional(),
      inArrears: z.literal(true).optional(),
      /** The cloud's clock is so far ahead of this machine's. */
      clockAheadMs: z.number().int().optional(),
      /** How the import role of a **new** world is. */
      role: z.enum(['ready', 'missing', 'untrusted', 'without-policy']).optional(),
      /** More buckets of a **new** world; `foreign` ones belong to an account without a key here. */
      buckets: z
        .array(
          z.strictObject({
            name: z.string(),
            region: z.string(),
            storageClass: z.string().optional(),
            encrypted: z.boolean().optional(),
            retentionDays: count.optional(),
            abortUploadsAfterDays: count.optional(),
            foreign: z.boolean().optional(),
          }),
        )
        .optional(),
      /** Names of images a **new** world has in cn-hangzhou. */
      images: z.array(z.string()).optional(),
      /** Small objects a **new** world has, as if another program had put them there. */
      objects: z.array(z.strictObject({ bucket: z.string(), key: z.string() })).optional(),
      /** Regions where ImportImage is not offered. */
      importClosedIn: z.array(z.string()).optional(),
      /** The account is not on ImportImage's white list. */
      importNotForAccount: z.literal(true).optional(),
      /** Copies to these regions start, and fail. */
      copyFailsTo: z.array(z.string()).optional(),
      /** Instance types that are sold out. */
      soldOut: z.array(z.string()).optional(),
      /** Buckets encrypt with KMS by a rule that GetBucketInfo does not show; ETags are then no MD5. */
      encryptsUnseen: z.literal(true).optional(),
      /** No answer carries a CRC-64. */
      withoutCrc64: z.literal(true).optional(),
      /** So many more VPCs, VSwitches, security groups, key pairs, snapshots and resource groups than usual: lists of several pages. */
      crowded: count.optional(),
      /** No VPC in any region. */
      noNetwork: z.literal(true).optional(),
    })
    .optional(),
  rules: z.array(rule).optional(),
});

export interface Switches {
  readonly importMs: number;
  readonly checkMs: number;
  readonly rolePropagationMs: number;
  readonly imageQuota: number;
  readonly publicEndpointForbidden: boolean;
  readonly bytesPerSecond: number | undefined;
  readonly latencyMs: number;
  readonly sessionMs: number | undefined;
  readonly copyMs: number;
  readonly instanceMs: number;
  readonly denied: readonly string[];
  readonly ossDisabled: boolean;
  readonly inArrears: boolean;
  readonly clockAheadMs: number;
  readonly role: 'ready' | 'missing' | 'untrusted' | 'without-policy';
  readonly buckets: readonly NewBucket[];
  readonly images: readonly string[];
  readonly objects: readonly { readonly bucket: string; readonly key: string }[];
  readonly importClosedIn: readonly string[];
  readonly importNotForAccount: boolean;
  readonly copyFailsTo: readonly string[];
  readonly soldOut: readonly string[];
  readonly encryptsUnseen: boolean;
  readonly withoutCrc64: boolean;
  readonly crowded: number;
  readonly noNetwork: boolean;
}
export type NewBucket = NonNullable<NonNullable<z.infer<typeof faultsFile>['world']>['buckets']>[number];

/** How far a part gets before a lossy network cuts it. */
const lostAfterBytes = 1_048_576;

export interface Faults {
  readonly switches: Switches;
  /** The fault that strikes this request, if any. Counts it: ask once for each request. */
  next(target: Target): Fault | undefined;
}

/** Fails with `asked.input-invalid` when the file cannot be read or is not as documented. */
export const readFaults = (file: string | undefined): Faults =>
  faultsFrom(file === undefined ? { data: {} } : fitJson(faultsFile, read(file)), file);

/** `from` names where `written` was read, for the failure when it is not as documented. */
export const faultsOf = (written: unknown, from: string): Faults => faultsFrom(fit(faultsFile, written), from);

function faultsFrom(written: Fit<z.infer<typeof faultsFile>>, of: string | undefined): Faults {
  if ('misfits' in written) throw new Failure('asked.input-invalid', { problems: written.misfits, of });
  const asked = written.data;
  const world = asked.world ?? {};
  let partsSeen = 0;
  const rules = (asked.rules ?? []).map((one) => ({ ...one, seen: 0 }));
  return {
    switches: {
      importMs: asked.timetable?.importMs ?? 3_000,
      checkMs: asked.timetable?.checkMs ?? 1_500,
      rolePropagationMs: world.rolePropagationMs ?? 0,
      imageQuota: world.imageQuota ?? 100,
      publicEndpointForbidden: world.publicEndpointForbidden ?? false,
      bytesPerSecond: world.bytesPerSecond,
      latencyMs: world.latencyMs ?? 0,
      sessionMs: world.sessionMs,
      copyMs: asked.timetable?.copyMs ?? 2_000,
      instanceMs: asked.timetable?.instanceMs ?? 1_500,
      denied: world.denied ?? [],
      ossDisabled: world.ossDisabled ?? false,
      inArrears: world.inArrears ?? false,
      clockAheadMs: world.clockAheadMs ?? 0,
      role: world.role ?? (world.roleMissing === true ? 'missing' : 'ready'),
      buckets: world.buckets ?? [],
      images: world.images ?? [],
      objects: world.objects ?? [],
      importClosedIn: world.importClosedIn ?? [],
      importNotForAccount: world.importNotForAccount ?? false,
      copyFailsTo: world.copyFailsTo ?? [],
      soldOut: world.soldOut ?? [],
      encryptsUnseen: world.encryptsUnseen ?? false,
      withoutCrc64: world.withoutCrc64 ?? false,
      crowded: world.crowded ?? 0,
      noNetwork: world.noNetwork ?? false,
    },
    next(target) {
      let struck: Fault | undefined;
      if (target.action === 'UploadPart' && world.losesOnePartIn !== undefined)
        struck = ++partsSeen % world.losesOnePartIn === 0 ? { resetAfterBytes: lostAfterBytes } : undefined;
      for (const one of rules) {
        if (!matches(one.match, target)) continue;
        const turn = one.seen++ - (one.skip ?? 0);
        if (turn >= 0 && turn < (one.times ?? Infinity)) struck ??= one.fault;
      }
      return struck;
    },
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('asked.input-invalid', { problems: (error as Error).message }, { cause: error });
  }
}

const matches = (wanted: z.infer<typeof rule>['match'], target: Target): boolean =>
  (wanted.service ?? target.service) === target.service &&
  (wanted.action ?? target.action) === target.action &&
  (wanted.bucket === undefined || wanted.bucket === target.bucket) &&
  (wanted.key === undefined || wanted.key === target.key) &&
  (wanted.partNumber === undefined || wanted.partNumber === target.partNumber);
