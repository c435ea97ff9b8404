/**
 * What can be wrong with an account before a migration begins, one fault each: how the practice world is made so, and
 * what pre-flight must say about it. For learners, and for a test of pre-flight.
 */
import { practiceAccessKeyId } from '../demo-keys.ts';

export interface AccountFault {
  /** File name of the scenario; for the start of a practice cloud with it. */
  readonly id: string;
  readonly title: string;
  /** What is in the faults file. */
  readonly faults: Readonly<Record<string, unknown>>;
  /** Other keys than the practice account's. */
  readonly keys?: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken?: string;
  };
  /** What differs from a plan that is fine. */
  readonly target?: Readonly<Record<string, string>>;
  readonly image?: Readonly<Record<string, unknown>>;
  /** The line of pre-flight that must report it, and how. */
  readonly line: string;
  readonly verdict: 'stops' | 'mind';
  readonly failure: string;
}

const world = (switches: Record<string, unknown>): AccountFault['faults'] => ({ world: switches });
const answered = (match: Record<string, string>, status: number, code: string): AccountFault['faults'] => ({
  rules: [{ match, fault: { status, code } }],
});
const home = 'cn-hangzhou';
const hour = 3_600_000;

export const accountFaults: readonly AccountFault[] = [
  {
    id: 'wrong-secret',
    title: 'The secret does not belong to the AccessKey ID',
    faults: {},
    keys: { accessKeyId: practiceAccessKeyId, accessKeySecret: 'not-the-secret' },
    line: 'identity',
    verdict: 'stops',
    failure: 'account.key-rejected',
  },
  {
    id: 'unknown-key',
    title: 'The AccessKey was deleted',
    faults: {},
    keys: { accessKeyId: 'PracticeDeletedKey', accessKeySecret: 'any-secret-at-all' },
    line: 'identity',
    verdict: 'stops',
    failure: 'account.key-rejected',
  },
  {
    id: 'token-expired',
    title: 'The temporary token has ended',
    faults: answered({ service: 'sts' }, 400, 'InvalidSecurityToken.Expired'),
    line: 'identity',
    verdict: 'stops',
    failure: 'account.token-expired',
  },
  {
    id: 'clock-behind',
    title: 'This machine’s clock is two hours behind',
    faults: world({ clockAheadMs: 2 * hour }),
    line: 'clock',
    verdict: 'mind',
    failure: 'account.clock-skewed',
  },
  {
    id: 'proxy-page',
    title: 'A proxy answers in the cloud’s place',
    faults: { rules: [{ match: { service: 'sts' }, fault: { html: 403 } }] },
    line: 'identity',
    verdict: 'stops',
    failure: 'network.not-the-cloud',
  },
  {
    id: 'oss-not-activated',
    title: 'OSS was never activated',
    faults: world({ ossDisabled: true }),
    line: 'oss-activated',
    verdict: 'stops',
    failure: 'account.oss-disabled',
  },
  {
    id: 'in-arrears',
    title: 'A bill is unpaid',
    faults: world({ inArrears: true }),
    line: 'oss-activated',
    verdict: 'stops',
    failure: 'account.in-arrears',
  },
  {
    id: 'region-unknown',
    title: 'The region was closed',
    faults: {},
    target: { region: 'ap-southeast-2' },
    line: 'region',
    verdict: 'stops',
    failure: 'cloud.region-unknown',
  },
  {
    id: 'bucket-missing',
    title: 'The bucket was deleted',
    faults: {},
    target: { bucket: 'no-such-bucket' },
    line: 'bucket',
    verdict: 'stops',
    failure: 'cloud.bucket-missing',
  },
  {
    id: 'bucket-of-others',
    title: 'The bucket belongs to another account',
    faults: world({ buckets: [{ name: 'somebody-elses', region: home, foreign: true }] }),
    target: { bucket: 'somebody-elses' },
    line: 'bucket',
    verdict: 'stops',
    failure: 'account.forbidden',
  },
  {
    id: 'bucket-elsewhere',
    title: 'The bucket is in another region than the image',
    faults: {},
    target: { bucket: 'migration-demo-shanghai' },
    line: 'bucket',
    verdict: 'stops',
    failure: 'cloud.bucket-elsewhere',
  },
  {
    id: 'bucket-encrypted',
    title: 'The bucket encrypts its objects',
    faults: {},
    target: { bucket: 'migration-encrypted' },
    line: 'bucket-encryption',
    verdict: 'stops',
    failure: 'cloud.bucket-encrypted',
  },
  {
    id: 'bucket-archive',
    title: 'The bucket stores in the archive class',
    faults: world({ buckets: [{ name: 'archive-bucket', region: home, storageClass: 'Archive' }] }),
    target: { bucket: 'archive-bucket' },
    line: 'storage-class',
    verdict: 'stops',
    failure: 'cloud.storage-class-unfit',
  },
  {
    id: 'bucket-infrequent',
    title: 'The bucket stores in the infrequent access class',
    faults: world({ buckets: [{ name: 'infrequent-bucket', region: home, storageClass: 'IA' }] }),
    target: { bucket: 'infrequent-bucket' },
    line: 'storage-class',
    verdict: 'mind',
    failure: 'cloud.storage-class-unfit',
  },
  {
    id: 'public-endpoint',
    title: 'A new account may not use the public endpoint in the mainland',
    faults: world({ publicEndpointForbidden: true }),
    line: 'write',
    verdict: 'stops',
    failure: 'cloud.public-endpoint-forbidden',
  },
  {
    id: 'no-write-right',
    title: 'The user may not write to the bucket',
    faults: world({ denied: ['oss:PutObject'] }),
    line: 'write',
    verdict: 'stops',
    failure: 'account.forbidden',
  },
  {
    id: 'no-delete-right',
    title: 'The user may not remove objects',
    faults: world({ denied: ['oss:DeleteObject'] }),
    line: 'delete',
    verdict: 'mind',
    failure: 'account.forbidden',
  },
  {
    id: 'object-in-the-way',
    title: 'Somebody else’s object has the name',
    faults: world({ objects: [{ bucket: 'migration-demo', key: 'disks/web01.qcow2' }] }),
    line: 'object',
    verdict: 'stops',
    failure: 'cloud.object-exists',
  },
  {
    id: 'role-missing',
    title: 'ECS was never allowed to read from OSS',
    faults: world({ role: 'missing' }),
    line: 'role',
    verdict: 'stops',
    failure: 'account.role-missing',
  },
  {
    id: 'role-untrusted',
    title: 'The role is there, but not for ECS',
    faults: world({ role: 'untrusted' }),
    line: 'role',
    verdict: 'stops',
    failure: 'account.role-untrusted',
  },
  {
    id: 'role-without-policy',
    title: 'The role is there, but may do nothing',
    faults: world({ role: 'without-policy' }),
    line: 'role',
    verdict: 'stops',
    failure: 'account.role-unable',
  },
  {
    id: 'role-not-seen',
    title: 'The user may not look at roles',
    faults: world({ denied: ['ram:GetRole'] }),
    line: 'role',
    verdict: 'mind',
    failure: 'account.forbidden',
  },
  {
    id: 'role-new',
    title: 'The role was made a moment ago, and ECS does not know it yet',
    faults: world({ rolePropagationMs: hour }),
    line: 'role',
    verdict: 'stops',
    failure: 'account.role-new',
  },
  {
    id: 'image-name-taken',
    title: 'An image of this name exists',
    faults: world({ images: ['web01'] }),
    line: 'image-name',
    verdict: 'stops',
    failure: 'cloud.image-name-taken',
  },
  {
    id: 'image-quota',
    title: 'No room for one more image',
    faults: world({ imageQuota: 1, images: ['other'] }),
    line: 'image-quota',
    verdict: 'stops',
    failure: 'cloud.quota-exceeded',
  },
  {
    id: 'resource-group-missing',
    title: 'The resource group was deleted',
    faults: {},
    image: { resourceGroupId: 'rg-gone' },
    line: 'resource-group',
    verdict: 'stops',
    failure: 'cloud.resource-group-missing',
  },
  {
    id: 'no-import-right',
    title: 'The user may not import images',
    faults: world({ denied: ['ecs:ImportImage'] }),
    line: 'dry-run',
    verdict: 'stops',
    failure: 'account.forbidden',
  },
  {
    id: 'import-closed-here',
    title: 'Image import is not offered in the region',
    faults: world({ importClosedIn: [home] }),
    line: 'dry-run',
    verdict: 'stops',
    failure: 'cloud.import-not-offered',
  },
  {
    id: 'not-on-white-list',
    title: 'Image import is not open for the account',
    faults: world({ importNotForAccount: true }),
    line: 'dry-run',
    verdict: 'stops',
    failure: 'cloud.import-not-offered',
  },
  {
    id: 'licence-byol-only',
    title: 'A licence that does not exist for the platform',
    faults: {},
    image: { platform: 'RedHat', licenseType: 'Aliyun' },
    line: 'licence',
    verdict: 'stops',
    failure: 'cloud.licence-unfit',
  },
  {
    id: 'arm-with-bios',
    title: 'An ARM server that is to start with BIOS',
    faults: {},
    image: { architecture: 'arm64', bootMode: 'BIOS' },
    line: 'boot-mode',
    verdict: 'stops',
    failure: 'cloud.boot-mode-unfit',
  },
  {
    id: 'name-without-ending',
    title: 'An object name whose ending is not the format’s',
    faults: {},
    target: { object: 'disks/web01.vmdk' },
    line: 'format',
    verdict: 'stops',
    failure: 'cloud.object-name-unfit',
  },
];
