/**
 * Every reason something can fail to happen, as data: a code, whether trying again helps, and the facts it carries. The
 * first word of a code says where the reason lies. The sentences are in `words/`, typed so that none can be missing.
 */
import { text } from './said.ts';
import { z } from './schema.ts';

/** `automatic`: the program tries again by itself; `after-fix`: once something was changed; `never`: start over. */
export type Retry = 'automatic' | 'after-fix' | 'never';

const string = z.string();
const number = z.number();
const failing =
  <R extends Retry>(retry: R) =>
  <S extends z.ZodRawShape>(facts: S) => ({ retry, facts: z.strictObject(facts) });
const automatic = failing('automatic');
const afterFix = failing('after-fix');
const never = failing('never');

/** What must be otherwise before something asked can be done. */
const notNow = z.enum([
  'running',
  'started',
  'finished',
  'image-made',
  'draft',
  'not-arrived',
  'not-packed',
  'not-open',
  'no-dialog',
  'no-feed',
  'no-sample',
  'practice-running',
  'practice-elsewhere',
]);
export type NotNow = z.infer<typeof notNow>;

/** Sizes are bytes, durations milliseconds; never a secret. */
export const failures = {
  'source.missing': afterFix({ file: string }),
  'source.not-a-file': never({ file: string, found: text }),
  'source.unreadable': afterFix({ file: string, reason: text }),
  'source.empty': never({ file: string }),
  'source.not-a-disk': never({ file: string, looksLike: text }),
  'source.unsupported-format': never({ file: string, format: text }),
  'source.wrapped': afterFix({ file: string, wrapper: string }),
  'source.ambiguous': never({ file: string, first: string, second: string }),
  'source.outside-reference': never({ file: string, reference: text }),
  'source.snapshot-child': afterFix({ file: string, parent: text }),
  'source.differencing': afterFix({ file: string, parent: text }),
  'source.encrypted': afterFix({ file: string, by: string }),
  'source.dirty': afterFix({ file: string, detail: text }),
  'source.extent-missing': afterFix({ file: string, extent: text }),
  'source.truncated': afterFix({ file: string, extent: string, neededBytes: number, foundBytes: number }),
  'source.corrupt': afterFix({ file: string, detail: text }),
  'source.changed': never({ file: string, detail: text }),
  'source.in-use': afterFix({ file: string, detail: text }),
  'source.share-gone': automatic({ file: string, reason: text }),
  'source.hash-differs': afterFix({ file: string, member: string, algorithm: string }),
  'source.several-inside': afterFix({ file: string, disks: string }),
  'source.nothing-inside': afterFix({ file: string, inside: text }),
  'source.findings-open': afterFix({ file: string, rules: string, lines: string }),

  'machine.staging-full': afterFix({ folder: string, neededBytes: number, freeBytes: number }),
  'machine.folder-unwritable': afterFix({ folder: string, reason: text }),
  'machine.file-failed': afterFix({ file: string, reason: text }),
  'machine.qemu-missing': afterFix({ program: string, install: string }),
  'machine.qemu-too-old': afterFix({ program: string, version: string, oldest: string, install: string }),
  'machine.qemu-failed': afterFix({ doing: string, exit: text, said: text }),
  'machine.convert-stalled': afterFix({ quietMs: number }),
  'machine.converted-differs': afterFix({ file: string, detail: text }),
  'machine.converted-damaged': afterFix({ file: string, offsetBytes: number, lengthBytes: number }),
  'machine.port-taken': afterFix({ port: number }),
  'machine.data-busy': afterFix({ folder: string, pid: number }),
  'machine.vault-unavailable': afterFix({ reason: text }),

  'network.unreachable': automatic({ host: string, reason: text }),
  'network.timed-out': automatic({ host: string, afterMs: number }),
  'network.stalled': automatic({ host: string, quietMs: number }),
  'network.damaged': automatic({ partNumber: number, expectedCrc64: string, answeredCrc64: string }),
  'network.not-the-cloud': automatic({ host: string, status: number, said: text }),
  'network.proxy-refused': afterFix({ proxy: string, host: string, reason: text }),
  'network.untrusted': afterFix({ host: string, reason: text }),

  'account.unknown': afterFix({ account: string }),
  'account.key-rejected': afterFix({ code: string, requestId: string }),
  'account.token-expired': afterFix({ requestId: string }),
  'account.clock-skewed': afterFix({ skewMs: number }),
  'account.forbidden': afterFix({ action: string, code: string, requestId: string }),
  'account.role-missing': afterFix({ role: string }),
  'account.role-untrusted': afterFix({ role: string }),
  'account.role-new': automatic({ role: string }),
  'account.role-unable': afterFix({ role: string, bucket: string, requestId: string }),
  'account.in-arrears': afterFix({ requestId: string }),
  'account.profile-unreadable': afterFix({ file: string, profile: string, reason: text }),
  'account.oss-disabled': afterFix({ requestId: string }),

  'cloud.region-unknown': afterFix({ region: string }),
  'cloud.bucket-missing': afterFix({ bucket: string }),
  'cloud.bucket-elsewhere': afterFix({ bucket: string, bucketRegion: string, region: string }),
  'cloud.bucket-encrypted': afterFix({ bucket: string }),
  'cloud.bucket-taken': afterFix({ bucket: string }),
  'cloud.public-endpoint-forbidden': afterFix({ bucket: string, requestId: string }),
  'cloud.object-exists': afterFix({ bucket: string, key: string }),
  'cloud.object-appeared': afterFix({ bucket: string, key: string }),
  'cloud.object-replaced': afterFix({ bucket: string, key: string }),
  'cloud.object-missing': afterFix({ bucket: string, key: string }),
  'cloud.object-differs': afterFix({
    bucket: string,
    key: string,
    expectedCrc64: string,
    foundCrc64: string,
  }),
  'cloud.object-unfit': afterFix({ bucket: string, key: string, storageClass: string, encrypted: string }),
  'cloud.upload-gone': afterFix({ bucket: string, key: string }),
  'cloud.image-name-taken': afterFix({ name: string }),
  'cloud.image-missing': afterFix({ imageId: string }),
  'cloud.size-too-small': afterFix({ disk: string, givenGiB: number, neededGiB: number }),
  'cloud.size-out-of-range': afterFix({ disk: string, givenGiB: number, minGiB: number, maxGiB: number }),
  'cloud.vhd-size-uneven': afterFix({ disk: string, sizeBytes: number, blockBytes: number }),
  'cloud.storage-class-unfit': afterFix({ bucket: string, storageClass: string }),
  'cloud.object-name-unfit': afterFix({ key: string, format: string }),
  'cloud.boot-mode-unfit': afterFix({ bootMode: string, architecture: string }),
  'cloud.boot-mode-differs': afterFix({ disk: string, found: text, chosen: string }),
  'cloud.system-differs': afterFix({ disk: string, found: text, chosen: string }),
  'cloud.licence-unfit': afterFix({ platform: string, licence: string }),
  'cloud.platform-unfit': afterFix({ platform: string, osType: string, architecture: string }),
  'cloud.resource-group-missing': afterFix({ id: string }),
  'cloud.import-not-offered': afterFix({ region: string, code: string, requestId: string }),
  /** A retention policy keeps its objects for so many days. */
  'cloud.bucket-locked': afterFix({ bucket: string }),
  /** A life cycle rule of the bucket removes unfinished uploads before this one would be finished. */
  'cloud.lifecycle-aborts': afterFix({ bucket: string, days: number, uploadMs: number }),
  'cloud.slow-line': afterFix({ uploadBytes: number, perSecondBytes: number, uploadMs: number }),
  'cloud.no-stock': afterFix({ code: string, requestId: string }),
  'cloud.network-missing': afterFix({ region: string }),
  'cloud.instance-gone': afterFix({ instanceId: string, status: string }),
  'cloud.image-failed': afterFix({ imageId: string, region: string, status: string }),
  'cloud.copy-failed': afterFix({ imageId: string, region: string, status: string }),
  'cloud.share-refused': afterFix({ account: string, code: string, requestId: string }),
  'cloud.quota-exceeded': afterFix({ code: string, requestId: string }),
  'cloud.throttled': automatic({ code: string, requestId: string }),
  'cloud.unavailable': automatic({ status: number, code: string, requestId: string }),
  'cloud.refused': afterFix({
    action: string,
    status: number,
    code: string,
    message: string,
    requestId: string,
  }),
  'cloud.import-failed': afterFix({ taskId: string, code: string, message: string }),

  'program.bug': never({ detail: text }),
  'program.version-mismatch': afterFix({ page: string, core: string }),
  'program.record-unreadable': never({ file: string, reason: text }),
  'program.migration-missing': never({ id: string }),
  'program.disconnected': automatic({}),

  'asked.cancelled': never({ stage: string }),
  'asked.wrong-use': afterFix({ reason: text }),
  'asked.plan-invalid': afterFix({ file: string, problems: text }),
  'asked.input-invalid': afterFix({ problems: text, of: string.optional() }),
  'asked.address-unreadable': afterFix({ reason: text }),
  'asked.handle-unknown': afterFix({ handle: string }),
  'asked.not-now': afterFix({ reason: notNow }),
  'asked.outside-hours': automatic({ from: string, to: string, until: string }),
};

export type FailureCode = keyof typeof failures;
export const failureCodes = Object.keys(failures) as FailureCode[];
export type FailureFacts = { [C in FailureCode]: z.infer<(typeof failures)[C]['facts']> };

/** A failure as it travels and is stored: its code and facts, never a message or a stack. */
export type FailureView = {
  [C in FailureCode]: { readonly code: C; readonly facts: FailureFacts[C] };
}[FailureCode];

const [first, ...others] = failureCodes.map((code) =>
  z.strictObject({ code: z.literal(code), facts: failures[code].facts }),
);
if (first === undefined) throw new Error('there are failures');
// The union is made from the table, so the compiler cannot follow; `FailureView` says what it is.
export const failureView = z.discriminatedUnion('code', [first, ...others]) as unknown as z.ZodType<FailureView>;
