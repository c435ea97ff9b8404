/**
 * Every reason something can fail to happen, as data: a code, what facts it carries, and whether trying again helps.
 * The first word of a code says whose it is. The sentences live in `words/`, typed so that none can be missing.
 */
import { z } from './schema.ts';

/** What must be otherwise before something asked can be done. */
export type NotNow =
  | 'running'
  | 'started'
  | 'finished'
  | 'draft'
  | 'not-arrived'
  | 'not-packed'
  | 'not-open'
  | 'no-dialog'
  | 'no-feed'
  | 'no-sample'
  | 'practice-running'
  | 'practice-elsewhere';

/** The facts each failure carries. Sizes are bytes, durations milliseconds; never a secret. */
export interface FailureFacts {
  'source.missing': { file: string };
  'source.not-a-file': { file: string; found: string };
  'source.unreadable': { file: string; reason: string };
  'source.empty': { file: string };
  'source.not-a-disk': { file: string; looksLike: string };
  'source.unsupported-format': { file: string; format: string };
  'source.wrapped': { file: string; wrapper: string };
  'source.ambiguous': { file: string; first: string; second: string };
  'source.outside-reference': { file: string; reference: string };
  'source.snapshot-child': { file: string; parent: string };
  'source.differencing': { file: string; parent: string };
  'source.encrypted': { file: string; by: string };
  'source.dirty': { file: string; detail: string };
  'source.extent-missing': { file: string; extent: string };
  'source.truncated': { file: string; extent: string; neededBytes: number; foundBytes: number };
  'source.corrupt': { file: string; detail: string };
  'source.changed': { file: string; detail: string };
  'source.in-use': { file: string; detail: string };
  'source.share-gone': { file: string; reason: string };
  'source.hash-differs': { file: string; member: string; algorithm: string };
  'source.several-inside': { file: string; disks: string };
  'source.nothing-inside': { file: string; inside: string };
  'source.findings-open': { file: string; rules: string; lines: string };

  'machine.staging-full': { folder: string; neededBytes: number; freeBytes: number };
  'machine.folder-unwritable': { folder: string; reason: string };
  'machine.file-failed': { file: string; reason: string };
  'machine.qemu-missing': { program: string; install: string };
  'machine.qemu-too-old': { program: string; version: string; oldest: string; install: string };
  'machine.qemu-failed': { doing: string; exit: string; said: string };
  'machine.convert-stalled': { quietMs: number };
  'machine.converted-differs': { file: string; detail: string };
  'machine.converted-damaged': { file: string; offsetBytes: number; lengthBytes: number };
  'machine.port-taken': { port: number };
  'machine.data-busy': { folder: string; pid: number };
  'machine.vault-unavailable': { reason: string };

  'network.unreachable': { host: string; reason: string };
  'network.timed-out': { host: string; afterMs: number };
  'network.stalled': { host: string; quietMs: number };
  'network.damaged': { partNumber: number; expectedCrc64: string; answeredCrc64: string };
  'network.not-the-cloud': { host: string; status: number; said: string };
  'network.proxy-refused': { proxy: string; host: string; reason: string };
  'network.untrusted': { host: string; reason: string };

  'account.unknown': { account: string };
  'account.key-rejected': { code: string; requestId: string };
  'account.token-expired': { requestId: string };
  'account.clock-skewed': { skewMs: number };
  'account.forbidden': { action: string; code: string; requestId: string };
  'account.role-missing': { role: string };
  'account.role-untrusted': { role: string };
  'account.role-new': { role: string };
  'account.role-unable': { role: string; bucket: string; requestId: string };
  'account.in-arrears': { requestId: string };
  'account.profile-unreadable': { file: string; profile: string; reason: string };
  'account.oss-disabled': { requestId: string };

  'cloud.region-unknown': { region: string };
  'cloud.bucket-missing': { bucket: string };
  'cloud.bucket-elsewhere': { bucket: string; bucketRegion: string; region: string };
  'cloud.bucket-encrypted': { bucket: string };
  'cloud.bucket-taken': { bucket: string };
  'cloud.public-endpoint-forbidden': { bucket: string; requestId: string };
  'cloud.object-exists': { bucket: string; key: string };
  'cloud.object-appeared': { bucket: string; key: string };
  'cloud.object-missing': { bucket: string; key: string };
  'cloud.object-differs': { bucket: string; key: string; expectedCrc64: string; foundCrc64: string };
  'cloud.object-unfit': { bucket: string; key: string; storageClass: string; encrypted: string };
  'cloud.upload-gone': { bucket: string; key: string };
  'cloud.image-name-taken': { name: string };
  'cloud.image-missing': { imageId: string };
  'cloud.size-too-small': { disk: string; givenGiB: number; neededGiB: number };
  'cloud.size-out-of-range': { disk: string; givenGiB: number; minGiB: number; maxGiB: number };
  'cloud.storage-class-unfit': { bucket: string; storageClass: string };
  'cloud.object-name-unfit': { key: string; format: string };
  'cloud.boot-mode-unfit': { bootMode: string; architecture: string };
  'cloud.boot-mode-differs': { disk: string; found: string; chosen: string };
  'cloud.system-differs': { disk: string; found: string; chosen: string };
  'cloud.licence-unfit': { platform: string; licence: string };
  'cloud.platform-unfit': { platform: string; osType: string; architecture: string };
  'cloud.resource-group-missing': { id: string };
  'cloud.import-not-offered': { region: string; code: string; requestId: string };
  'cloud.slow-line': { uploadBytes: number; perSecondBytes: number; uploadMs: number };
  'cloud.no-stock': { code: string; requestId: string };
  'cloud.network-missing': { region: string };
  'cloud.instance-gone': { instanceId: string; status: string };
  'cloud.image-failed': { imageId: string; region: string; status: string };
  'cloud.copy-failed': { imageId: string; region: string; status: string };
  'cloud.share-refused': { account: string; code: string; requestId: string };
  'cloud.quota-exceeded': { code: string; requestId: string };
  'cloud.throttled': { code: string; requestId: string };
  'cloud.unavailable': { status: number; code: string; requestId: string };
  'cloud.refused': { action: string; status: number; code: string; message: string; requestId: string };
  'cloud.import-failed': { taskId: string; code: string; message: string };

  'program.bug': { detail: string };
  'program.version-mismatch': { page: string; core: string };
  'program.record-unreadable': { file: string; reason: string };
  'program.migration-missing': { id: string };
  'program.disconnected': Record<string, never>;

  'asked.cancelled': { stage: string };
  'asked.wrong-use': { reason: string };
  'asked.plan-invalid': { file: string; problems: string };
  'asked.input-invalid': { problems: string };
  'asked.address-unreadable': { reason: string };
  'asked.handle-unknown': { handle: string };
  'asked.not-now': { reason: NotNow };
  'asked.outside-hours': { from: string; to: string; until: string };
}

export type FailureCode = keyof FailureFacts;
/** `automatic`: the program tries again by itself; `after-fix`: once somebody changed something; `never`: start over. */
export type Retry = 'automatic' | 'after-fix' | 'never';

export const failureRetry: { readonly [C in FailureCode]: Retry } = {
  'source.missing': 'after-fix',
  'source.not-a-file': 'never',
  'source.unreadable': 'after-fix',
  'source.empty': 'never',
  'source.not-a-disk': 'never',
  'source.unsupported-format': 'never',
  'source.wrapped': 'after-fix',
  'source.ambiguous': 'never',
  'source.outside-reference': 'never',
  'source.snapshot-child': 'after-fix',
  'source.differencing': 'after-fix',
  'source.encrypted': 'after-fix',
  'source.dirty': 'after-fix',
  'source.extent-missing': 'after-fix',
  'source.truncated': 'after-fix',
  'source.corrupt': 'after-fix',
  'source.changed': 'never',
  'source.in-use': 'after-fix',
  'source.share-gone': 'automatic',
  'source.hash-differs': 'after-fix',
  'source.several-inside': 'after-fix',
  'source.nothing-inside': 'after-fix',
  'source.findings-open': 'after-fix',
  'machine.staging-full': 'after-fix',
  'machine.folder-unwritable': 'after-fix',
  'machine.file-failed': 'after-fix',
  'machine.qemu-missing': 'after-fix',
  'machine.qemu-too-old': 'after-fix',
  'machine.qemu-failed': 'after-fix',
  'machine.convert-stalled': 'after-fix',
  'machine.converted-differs': 'after-fix',
  'machine.converted-damaged': 'after-fix',
  'machine.port-taken': 'after-fix',
  'machine.data-busy': 'after-fix',
  'machine.vault-unavailable': 'after-fix',
  'network.unreachable': 'automatic',
  'network.timed-out': 'automatic',
  'network.stalled': 'automatic',
  'network.damaged': 'automatic',
  'network.not-the-cloud': 'automatic',
  'network.proxy-refused': 'after-fix',
  'network.untrusted': 'after-fix',
  'account.unknown': 'after-fix',
  'account.key-rejected': 'after-fix',
  'account.token-expired': 'after-fix',
  'account.clock-skewed': 'after-fix',
  'account.forbidden': 'after-fix',
  'account.role-missing': 'after-fix',
  'account.role-untrusted': 'after-fix',
  'account.role-new': 'automatic',
  'account.role-unable': 'after-fix',
  'account.profile-unreadable': 'after-fix',
  'account.in-arrears': 'after-fix',
  'account.oss-disabled': 'after-fix',
  'cloud.region-unknown': 'after-fix',
  'cloud.bucket-missing': 'after-fix',
  'cloud.bucket-elsewhere': 'after-fix',
  'cloud.bucket-encrypted': 'after-fix',
  'cloud.bucket-taken': 'after-fix',
  'cloud.public-endpoint-forbidden': 'after-fix',
  'cloud.object-exists': 'after-fix',
  'cloud.object-appeared': 'after-fix',
  'cloud.object-missing': 'after-fix',
  'cloud.object-differs': 'after-fix',
  'cloud.object-unfit': 'after-fix',
  'cloud.upload-gone': 'after-fix',
  'cloud.image-name-taken': 'after-fix',
  'cloud.image-missing': 'after-fix',
  'cloud.size-too-small': 'after-fix',
  'cloud.size-out-of-range': 'after-fix',
  'cloud.storage-class-unfit': 'after-fix',
  'cloud.object-name-unfit': 'after-fix',
  'cloud.boot-mode-unfit': 'after-fix',
  'cloud.boot-mode-differs': 'after-fix',
  'cloud.system-differs': 'after-fix',
  'cloud.licence-unfit': 'after-fix',
  'cloud.platform-unfit': 'after-fix',
  'cloud.resource-group-missing': 'after-fix',
  'cloud.import-not-offered': 'after-fix',
  'cloud.slow-line': 'after-fix',
  'cloud.no-stock': 'after-fix',
  'cloud.network-missing': 'after-fix',
  'cloud.instance-gone': 'after-fix',
  'cloud.image-failed': 'after-fix',
  'cloud.copy-failed': 'after-fix',
  'cloud.share-refused': 'after-fix',
  'cloud.quota-exceeded': 'after-fix',
  'cloud.throttled': 'automatic',
  'cloud.unavailable': 'automatic',
  'cloud.refused': 'after-fix',
  'cloud.import-failed': 'after-fix',
  'program.bug': 'never',
  'program.version-mismatch': 'after-fix',
  'program.record-unreadable': 'never',
  'program.migration-missing': 'never',
  'program.disconnected': 'automatic',
  'asked.cancelled': 'never',
  'asked.wrong-use': 'after-fix',
  'asked.plan-invalid': 'after-fix',
  'asked.input-invalid': 'after-fix',
  'asked.address-unreadable': 'after-fix',
  'asked.handle-unknown': 'after-fix',
  'asked.not-now': 'after-fix',
  'asked.outside-hours': 'automatic',
};

export const failureCodes = Object.keys(failureRetry) as FailureCode[];

/** A failure as it travels and is stored: its code and facts, never a message or a stack. */
export const failureView = z.strictObject({
  code: z.enum(failureCodes as [FailureCode, ...FailureCode[]]),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type FailureView = z.infer<typeof failureView>;
