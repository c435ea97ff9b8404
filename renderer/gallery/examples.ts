/** The server, disk, image and migrations that the states of the gallery are about. */
import type { ImageView, InstanceView } from '../../contract/images.ts';
import { type Failure } from '../../contract/failure-error.ts';
import type { GuestReport } from '../../contract/guest.ts';
import type { AssessDraft } from '../../contract/preparing.ts';
import type { DiskLook, DiskReport } from '../../contract/disks.ts';
import type { Draft, MigrationView } from '../../contract/migrations.ts';
import type { StageState } from '../../contract/stages.ts';
import { diskFile, diskLook, diskReport, draftView, migrationId } from '../bridge/core.double.ts';

export const GiB = 2 ** 30;
export const since = '2026-03-04T09:00:00Z';

export const guest: GuestReport = {
  osType: 'linux',
  distribution: 'debian',
  version: '12',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  architecture: 'x86_64',
  kernel: '6.1.0-18-amd64',
  kernels: ['6.1.0-18-amd64'],
  bootMode: 'BIOS',
  bootLoaders: ['grub2'],
  hostName: 'web01',
  root: { volume: 'disk 1 partition 1', fileSystem: 'ext4', totalBytes: 38 * GiB, freeBytes: 30 * GiB },
  networkCards: [{ name: 'eth0', method: 'static', file: '/etc/network/interfaces' }],
  packages: {},
  bootDrivers: [],
  checks: [
    {
      rule: 'linux.dhcp',
      severity: 'strong',
      evidence: {
        says: 'network',
        names: ['eth0', 'ens5'],
        rows: [{ card: 'eth0', by: '/etc/network/interfaces', matched: 'name', result: 'fixed' }],
      },
    },
    {
      rule: 'linux.selinux',
      severity: 'recommended',
      evidence: { says: 'seen', where: '/etc/selinux/config', what: ['SELINUX=enforcing'] },
    },
    {
      rule: 'linux.fstab',
      severity: 'none',
      evidence: { says: 'all-devices-there', where: '/etc/fstab', count: 3 },
    },
  ],
};
export const report: DiskReport = {
  ...diskReport,
  guest,
  stamp: 'one',
  findings: [{ rule: 'swap-partition', severity: 'mind', appliesTo: 'any', facts: {} }],
};
export const look: DiskLook = { ...diskLook, report };
export const refusedLook = (...refusals: Failure[]): DiskLook => {
  const { report: _report, ...bare } = diskLook;
  return { ...bare, usable: false, refusals: refusals.map((one) => one.view()) };
};

/** A draft with its disk, at one step of the wizard. */
export const draftAt = (step: string, draft: Partial<Draft> = {}) => ({
  at: `migrations/${migrationId}/${step}`,
  migrations: [
    {
      ...draftView,
      name: 'web01',
      draft: {
        name: 'web01',
        disks: [{ handle: diskFile.handle, role: 'system' as const }],
        target: {},
        image: {},
        ...draft,
      },
      disks: draft.disks?.length === 0 ? [] : [{ path: diskFile.path, role: 'system' as const }],
    },
  ],
  answers: { 'disk.look': async () => [look], 'guest.look': async () => [report] },
});
export const emptyDraft = { name: '', disks: [] } as const satisfies Partial<Draft>;
export const server: AssessDraft = {
  from: 'vmware',
  os: 'centos-7',
  osForm: { osType: 'linux', platform: 'CentOS', licenseType: 'BYOL', imageCheck: true },
  systemDiskGiB: '40',
  systemUsedGiB: '12',
  setUp: 'by-hand',
  line: 'typed',
  mbitPerSecond: '100',
  windowHours: '8',
};

const finished: StageState = { at: 'done', attempt: 1, since, when: '2026-03-04T09:20:00Z' };
/** A migration that was started, its disk converted; `change` says how it stands. */
export const started = (change: Partial<MigrationView>): MigrationView => ({
  ...draftView,
  name: 'web01',
  disks: [{ path: diskFile.path, role: 'system', report }],
  draft: {
    name: 'web01',
    disks: [],
    target: {
      account: 'practice',
      region: 'cn-hangzhou',
      bucket: 'migration-demo',
      object: 'web01.qcow2',
      format: 'qcow2',
    },
    image: {
      name: 'web01',
      osType: 'linux',
      platform: 'Debian',
      architecture: 'x86_64',
      bootMode: 'BIOS',
      systemDiskGiB: 40,
      licenseType: 'BYOL',
    },
  },
  status: 'running',
  currentStage: 'upload',
  ...change,
  stages: { ...draftView.stages, inspect: finished, convert: finished, ...change.stages },
});
const uploading: StageState = { at: 'running', attempt: 1, since };
export const uploadingView = started({
  stages: { ...draftView.stages, inspect: finished, convert: finished, upload: uploading },
  progress: {
    stage: 'upload',
    doing: 'uploading',
    done: 1.2 * GiB,
    total: 3 * GiB,
    unit: 'bytes',
    kept: 1.1 * GiB,
    bytesPerSecond: 11_000_000,
    remainingMs: 175_000,
    since,
    transfer: { atOnce: 4, sending: 4, partBytes: 8 * 2 ** 20, retries: 0, sentInVainBytes: 0 },
  },
});
export const doneView = started({
  status: 'done',
  stages: Object.fromEntries(
    Object.keys(draftView.stages).map((stage) => [stage, finished]),
  ) as MigrationView['stages'],
  imageId: 'm-bp1a2b3c4d5e6f7g8h9i',
  objects: [{ bucket: 'migration-demo', key: 'web01.qcow2', crc64: '11223344556677', bytes: 3 * GiB }],
  checkItems: [
    {
      name: 'GUESTOS.SSHD',
      value: 'not installed',
      group: 'strongly-recommended',
      riskCode: 'SSHD.NotInstalled',
    },
    { name: 'GUESTOS.Nvme', value: 'not installed', group: 'recommended', riskCode: 'NVMe.NotInstalled' },
    { name: 'GUESTOS.Fstab', value: 'valid', group: 'no-risk', riskCode: '' },
  ],
  leftovers: [{ what: 'object', name: 'migration-demo/web01.qcow2', bytes: 3 * GiB }],
});

export const image: ImageView = {
  imageId: 'm-bp1a2b3c4d5e6f7g8h9i',
  name: 'web01',
  description: 'Web server of the shop',
  status: 'Available',
  percent: 100,
  created: since,
  osType: 'linux',
  platform: 'Debian',
  architecture: 'x86_64',
  bootMode: 'BIOS',
  sizeGiB: 40,
  dataDisksGiB: [100],
  ownerId: '1000000000000001',
  copied: false,
  tags: [{ key: 'owner', value: 'shop' }],
  check: 'finished',
  checkItems: [...(doneView.checkItems ?? [])],
};
export const instance: InstanceView = {
  instanceId: 'i-bp1a2b3c4d5e6f7g8h9i',
  name: 'web01',
  imageId: image.imageId,
  status: 'Running',
  instanceType: 'ecs.e-c1m1.large',
  zone: 'cn-hangzhou-i',
  networkId: 'vpc-1',
  osType: 'linux',
  publicIp: '192.0.2.10',
  privateIp: '172.16.0.10',
};
