/** The faults file: what shall go wrong, how fast time runs and how this world differs. Strict: a typo is an error, not a fault that never fires. */
import { readFileSync } from 'node:fs';
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
  timetable: z.strictObject({ importMs: ms.optional(), checkMs: ms.optional() }).optional(),
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
      /** How long an assumed role lasts, whatever was asked. */
      sessionMs: ms.optional(),
    })
    .optional(),
  rules: z.array(rule).optional(),
});

export interface Switches {
  readonly importMs: number;
  readonly checkMs: number;
  readonly roleMissing: boolean;
  readonly rolePropagationMs: number;
  readonly imageQuota: number;
  readonly publicEndpointForbidden: boolean;
  readonly bytesPerSecond: number | undefined;
  readonly sessionMs: number | undefined;
}

export interface Faults {
  readonly switches: Switches;
  /** The fault that strikes this request, if any. Counts it: ask once for each request. */
  next(target: Target): Fault | undefined;
}

/** Fails with `asked.input-invalid` when the file cannot be read or is not as documented. */
export function readFaults(file: string | undefined): Faults {
  const asked = file === undefined ? {} : parse(file);
  const world = asked.world ?? {};
  const rules = (asked.rules ?? []).map((one) => ({ ...one, seen: 0 }));
  return {
    switches: {
      importMs: asked.timetable?.importMs ?? 3_000,
      checkMs: asked.timetable?.checkMs ?? 1_500,
      roleMissing: world.roleMissing ?? false,
      rolePropagationMs: world.rolePropagationMs ?? 0,
      imageQuota: world.imageQuota ?? 100,
      publicEndpointForbidden: world.publicEndpointForbidden ?? false,
      bytesPerSecond: world.bytesPerSecond,
      sessionMs: world.sessionMs,
    },
    next(target) {
      let struck: Fault | undefined;
      for (const one of rules) {
        if (!matches(one.match, target)) continue;
        const turn = one.seen++ - (one.skip ?? 0);
        if (turn >= 0 && turn < (one.times ?? Infinity)) struck ??= one.fault;
      }
      return struck;
    },
  };
}

function parse(file: string): z.infer<typeof faultsFile> {
  try {
    return faultsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Failure('asked.input-invalid', { problems: `${file}: ${what}` }, { cause: error });
  }
}

const matches = (wanted: z.infer<typeof rule>['match'], target: Target): boolean =>
  (wanted.service ?? target.service) === target.service &&
  (wanted.action ?? target.action) === target.action &&
  (wanted.bucket === undefined || wanted.bucket === target.bucket) &&
  (wanted.key === undefined || wanted.key === target.key) &&
  (wanted.partNumber === undefined || wanted.partNumber === target.partNumber);
