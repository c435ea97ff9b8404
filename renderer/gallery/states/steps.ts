/** The wizard's steps of a draft: Assess, Prepare, Disks, Check and Target. */
import { Failure } from '../../../contract/failure-error.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { PreflightLine } from '../../../contract/migrations.ts';
import { diskFile, diskReport } from '../../bridge/core.double.ts';
import { coreAnswers } from '../core-answers.double.ts';
import { doneView, draftAt, emptyDraft, GiB, guest, look, refusedLook, server } from '../examples.ts';
import { never, unreachable, waitingFor, type Screen, type State } from '../state.ts';

const asked = { ...emptyDraft, assess: server };
const asking = (step: string, draft = asked) => ({ ...draftAt(step, draft), answers: coreAnswers });
const settledAt = (step: string): State => ({ ...draftAt(step), migrations: [doneView] });

export const assess: Screen = {
  empty: { ...draftAt('assess', emptyDraft), answers: coreAnswers },
  data: asking('assess'),
  'another-way': asking('assess', { ...asked, assess: { ...server, setUp: 'automated', liveData: true } }),
  'wrong-numbers': asking('assess', {
    ...asked,
    assess: { ...server, systemDiskGiB: 'much', windowHours: '-1' },
  }),
  ...waitingFor(asking('assess'), 'assess.judge', 'learn.systems'),
  settled: settledAt('assess'),
};

export const prepare: Screen = {
  empty: { ...draftAt('prepare', emptyDraft), answers: coreAnswers },
  data: asking('prepare'),
  item: asking('prepare/selinux'),
  script: asking('prepare/script'),
  'script-open': { ...asking('prepare/script'), then: ({ press, words }) => press(words.prepare.readScript) },
  shares: asking('prepare/shares'),
  'shares-filled': {
    ...asking('prepare/shares'),
    then: async ({ write, words }) => {
      await write(words.prepare.share.host, '192.0.2.20');
      await write(words.prepare.share.folder, '/data/store');
      await write(words.prepare.share.address, '192.0.2.10');
    },
  },
  capture: asking('prepare/capture'),
  ...waitingFor(asking('prepare'), 'prepare.checklist'),
  settled: settledAt('prepare'),
};

const disk = (answers: State['answers']): State => ({ ...draftAt('disks'), answers: { ...answers } });
const packed = {
  ...refusedLook(new Failure('source.wrapped', { file: diskFile.path, wrapper: 'gzip' })),
  wrapping: { by: 'gzip', unpackedBytes: 3 * GiB, exact: false, canUnpack: true },
} as const;
const member = (name: string, controller: string) => ({
  ...look,
  name,
  member: { package: 'ova', name, controller, capacityBytes: 40 * GiB, hash: 'agrees' } as const,
});
export const disks: Screen = {
  empty: draftAt('disks', emptyDraft),
  data: draftAt('disks'),
  'on-the-way': {
    ...draftAt('disks'),
    then: ({ press, words }) => press(words.disks.stagingRoads.none),
  },
  loading: disk({ 'disk.look': never }),
  error: disk({ 'disk.look': () => Promise.reject(unreachable) }),
  'estimate-loading': disk({ 'disk.look': async () => [look], 'disk.estimate': never }),
  'estimate-error': disk({
    'disk.look': async () => [look],
    'disk.estimate': () => Promise.reject(unreachable),
  }),
  refused: disk({
    'disk.look': async () => [
      refusedLook(
        new Failure('source.not-a-disk', { file: diskFile.path, looksLike: 'text' }),
        new Failure('source.encrypted', { file: diskFile.path, by: 'LUKS' }),
      ),
    ],
  }),
  'in-use': disk({
    'disk.look': async () => [refusedLook(new Failure('source.in-use', { file: diskFile.path, detail: 'web01.lck' }))],
  }),
  pieces: disk({
    'disk.look': async () => [
      {
        ...refusedLook(new Failure('source.extent-missing', { file: diskFile.path, extent: 'web-s002.vmdk' })),
        files: [
          { name: 'web.vmdk', state: 'found', bytes: 500 },
          { name: 'web-s001.vmdk', state: 'renamed', bytes: 2 ** 20, foundAs: 'copy.vmdk' },
          { name: 'web-s002.vmdk', state: 'missing', bytes: 0 },
          { name: 'web-s003.vmdk', state: 'wrong-size', bytes: 10, neededBytes: 2 ** 21 },
          { name: 'web-s004.vmdk', state: 'wrong-header', bytes: 2 ** 20 },
        ],
      },
    ],
  }),
  packed: disk({ 'disk.look': async () => [packed] }),
  package: disk({
    'disk.look': async () => [member('system.vmdk', 'SCSI 0:0'), member('data.vmdk', 'SCSI 0:1')],
  }),
  chooser: {
    ...draftAt('disks', emptyDraft),
    then: ({ press, words }) => press(words.disks.choose),
  },
  settled: settledAt('disks'),
};

const looked = (...reports: DiskReport[]): State => ({
  ...draftAt('check'),
  answers: { ...draftAt('check').answers, 'guest.look': async () => reports },
});
const withChecks = (more: Partial<DiskReport>): DiskReport => ({ ...diskReport, ...more });
export const check: Screen = {
  empty: draftAt('check', emptyDraft),
  data: draftAt('check'),
  ...waitingFor(draftAt('check'), 'guest.look'),
  stopped: {
    ...waitingFor(draftAt('check'), 'guest.look').loading,
    then: ({ press, words }) => press(words.check.stop),
  },
  accepting: {
    ...draftAt('check'),
    then: ({ press, words }) => press(words.check.acceptOf('')),
  },
  accepted: draftAt('check', { accepted: [{ rule: 'linux.dhcp', reason: 'as agreed', stamp: 'one' }] }),
  'accepted-before': draftAt('check', {
    accepted: [{ rule: 'linux.dhcp', reason: 'as agreed', stamp: 'before' }],
  }),
  'no-system': looked(withChecks({ guest: { ...guest, osType: 'unknown', checks: [] } })),
  encrypted: looked(
    withChecks({
      findings: [{ rule: 'encrypted-volume', severity: 'mind', appliesTo: 'any', facts: { partitions: '2 (luks)' } }],
    }),
  ),
  files: {
    ...draftAt('check'),
    answers: {
      ...draftAt('check').answers,
      'guest.volumes': async () => [
        {
          name: 'disk 1 partition 1',
          disks: [0],
          sizeBytes: GiB,
          content: 'ext4',
          mountPoint: '/',
          readable: true,
        },
      ],
      'guest.list': async ({ path }) => ({
        kind: 'listing',
        entries:
          path === '/'
            ? [
                { name: 'etc', kind: 'directory', secret: false },
                { name: 'hostname', kind: 'file', sizeBytes: 6, secret: false },
                { name: 'shadow', kind: 'file', sizeBytes: 700, secret: true },
              ]
            : [],
        cut: false,
      }),
      'guest.read': async () => ({ kind: 'text', text: 'web-1\n', sizeBytes: 6, cut: false, masked: false }),
    },
    then: async ({ press, words }) => {
      await press(words.guestFiles.open);
      await press('hostname');
    },
  },
  settled: settledAt('check'),
};

const target = {
  account: 'practice',
  region: 'cn-hangzhou',
  bucket: 'migration-demo',
  object: 'web01.qcow2',
  format: 'qcow2',
} as const;
const filled = { target, image: { platform: 'Debian', name: 'web01' }, typed: ['platform', 'name'] } as const;
const targetAt = draftAt('target', { target, image: filled.image, typed: [...filled.typed] });
const line: PreflightLine[] = [
  { id: 'sources', verdict: 'fine' },
  {
    id: 'role',
    verdict: 'stops',
    failure: { code: 'account.role-missing', facts: { role: 'AliyunECSImageImportDefaultRole' } },
  },
  {
    id: 'write',
    verdict: 'stops',
    failure: new Failure('account.forbidden', {
      action: 'oss:PutObject',
      code: 'AccessDenied',
      requestId: 'R1',
    }).view(),
  },
  {
    id: 'storage-class',
    verdict: 'mind',
    failure: new Failure('cloud.storage-class-unfit', {
      bucket: 'migration-demo',
      storageClass: 'Archive',
    }).view(),
  },
  { id: 'dry-run', verdict: 'not-asked' },
];
const asks = (answers: State['answers'], then: State['then']): State => ({
  ...targetAt,
  answers: { ...targetAt.answers, ...answers },
  ...(then === undefined ? {} : { then }),
});
const checkNow: State['then'] = ({ press, words }) => press(words.target.preflightRun);
const checkNetwork: State['then'] = ({ press, words }) => press(words.line.check);
export const targetStep: Screen = {
  empty: draftAt('target', emptyDraft),
  data: targetAt,
  wrong: draftAt('target', {
    target: { ...target, bucket: 'No' },
    image: { name: '1web', systemDiskGiB: 1 },
    typed: ['name', 'systemDiskGiB'],
  }),
  ...waitingFor(targetAt, 'target.regions', 'target.buckets'),
  preflight: asks({ 'migration.preflight': async () => line }, checkNow),
  'preflight-fine': asks({}, checkNow),
  'preflight-loading': asks({ 'migration.preflight': never }, checkNow),
  'preflight-error': asks({ 'migration.preflight': () => Promise.reject(unreachable) }, checkNow),
  line: asks({}, checkNetwork),
  'line-loading': asks({ 'network.check': never }, checkNetwork),
  'line-closed': asks(
    {
      'network.check': async () => ({
        host: 'migration-demo.oss-cn-hangzhou.aliyuncs.com',
        clockAheadMs: -120_000,
        failure: new Failure('cloud.public-endpoint-forbidden', {
          bucket: 'migration-demo',
          requestId: 'R1',
        }).view(),
        endpoints: [
          { endpoint: 'accelerate', works: true },
          { endpoint: 'internal', works: false },
        ],
      }),
    },
    checkNetwork,
  ),
  'existing-empty': draftAt('target', { ...emptyDraft, existing: [] }),
  existing: draftAt('target', {
    disks: [],
    target,
    existing: [
      { key: 'web01.qcow2', role: 'system', sizeGiB: 40 },
      { key: 'web01-data1.qcow2', role: 'data' },
    ],
  }),
  settled: settledAt('target'),
};
