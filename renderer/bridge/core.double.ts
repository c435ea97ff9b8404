/** A core made of plain functions, for tests of the page: remembers what it was asked, answers what a test sets. */
import { calls, type Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { MoveEvent } from '../../contract/moves.ts';
import { practiceScenarios } from '../../contract/practice.ts';
import type { Chosen } from '../../contract/files.ts';
import type { DiskLook, DiskReport } from '../../contract/disks.ts';
import type { MigrationEvent, MigrationView } from '../../contract/migrations.ts';
import type { Link } from './link.ts';

const GiB = 2 ** 30;
export const handleOf = (letter: string): string => `h_${letter.repeat(22)}`;
export const migrationId = 'mig-abcdef123456';

export const diskFile: Chosen = {
  handle: handleOf('a'),
  name: 'web01.vmdk',
  path: '/srv/images/web01.vmdk',
  kind: 'file',
  bytes: 3 * GiB,
  modified: '2026-03-01T10:00:00Z',
  looksLikeDisk: true,
};
export const diskReport: DiskReport = {
  path: diskFile.path,
  name: diskFile.name,
  format: 'vmdk',
  subformat: 'monolithicSparse',
  virtualSizeBytes: 40 * GiB,
  storedSizeBytes: 3 * GiB,
  allocatedBytes: 3 * GiB,
  files: [{ name: diskFile.name, state: 'found', bytes: 3 * GiB }],
  partitionTable: 'mbr',
  partitions: [
    { number: 1, type: 'Linux', startBytes: 2 ** 20, sizeBytes: GiB, active: true, fileSystem: 'ext4' },
    {
      number: 2,
      type: 'Linux LVM',
      startBytes: GiB + 2 ** 20,
      sizeBytes: 38 * GiB,
      active: false,
      fileSystem: 'lvm',
    },
  ],
  bootMode: 'BIOS',
  bootCertainty: 'certain',
  os: 'linux',
  findings: [],
};
export const diskLook: DiskLook = {
  path: diskReport.path,
  name: diskReport.name,
  usable: true,
  report: diskReport,
  refusals: [],
  files: diskReport.files,
  format: diskReport.format,
  virtualSizeBytes: diskReport.virtualSizeBytes,
};

const pending = { at: 'pending' } as const;
export const draftView: MigrationView = {
  id: migrationId,
  name: '',
  created: '2026-03-04T09:00:00Z',
  status: 'draft',
  draft: { name: '', disks: [], target: {}, image: {} },
  disks: [],
  practice: true,
  busy: false,
  stages: {
    inspect: pending,
    convert: pending,
    upload: pending,
    import: pending,
    check: pending,
    launch: pending,
  },
  objects: [],
  leftovers: [],
};

/** A stream one can push into; ends when its reader stops or `fail` is called. */
function channel<T>(first: readonly T[]): {
  push(value: T): void;
  fail(): void;
  read(signal?: AbortSignal): AsyncGenerator<T>;
} {
  const queue = [...first];
  let wake = (): void => undefined;
  let failed = false;
  return {
    push(value) {
      queue.push(value);
      wake();
    },
    fail() {
      failed = true;
      wake();
    },
    async *read(signal) {
      signal?.addEventListener('abort', () => wake());
      while (signal?.aborted !== true) {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) yield next;
        if (failed) throw new Failure('program.disconnected', {});
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

export interface FakeCore {
  open(): Promise<Link>;
  /** Names and inputs of the calls made, in order. */
  asked: [name: string, input: unknown][];
  emit(event: MigrationEvent): void;
  emitMove(event: MoveEvent): void;
  /** Ends the link, as when the program goes away. */
  drop(): void;
}

/** Every call fails until a test says what it answers. */
const notServed = Object.fromEntries(
  Object.keys(calls).map((name) => [name, () => Promise.reject(new Error(`${name}: not served here`))]),
) as unknown as Client;

/** `migrations` is what each new link is told first. */
export function fakeCore(answers: Partial<Client> = {}, migrations: readonly MigrationView[] = []): FakeCore {
  const asked: FakeCore['asked'] = [];
  let events = channel<MigrationEvent>([]);
  let moveEvents = channel<MoveEvent>([]);
  let drop = (): void => undefined;
  const client: Client = {
    ...notServed,
    hello: async () => ({
      product: 'ECS Image Migrator',
      version: '0.1.0',
      door: 'web',
      nativeDialogs: false,
      osVault: true,
      system: 'Linux',
    }),
    'files.choose': async () => ({ chosen: [diskFile] }),
    'files.resolve': async () => diskFile,
    'files.browse': async () => ({
      folder: { ...diskFile, kind: 'folder', name: 'images', path: '/srv/images' },
      entries: [diskFile],
      cut: false,
    }),
    'files.sample': async () => ({ sample: diskFile }),
    'guest.look': async () => [diskReport],
    'guest.volumes': async () => [],
    'guest.list': async () => ({ kind: 'listing', entries: [], cut: false }),
    'guest.read': async () => ({ kind: 'problem', problem: 'not-found' }),
    'disk.look': async () => [diskLook],
    'disk.estimate': async () => ({
      estimates: [
        { format: 'qcow2', uploadBytes: 3 * GiB, sure: 'bound', stagingBytes: 3 * GiB, asIs: false },
        { format: 'vhd', uploadBytes: 3.4 * GiB, sure: 'exact', stagingBytes: 3.4 * GiB, asIs: false },
        { format: 'raw', uploadBytes: 40 * GiB, sure: 'exact', stagingBytes: 3 * GiB, asIs: false },
      ],
      advice: { format: 'qcow2', because: 'smallest-documented' },
    }),
    'disk.unpack': (_, signal) =>
      channel([{ kind: 'done' as const, handle: handleOf('u'), path: '/srv/images/web01.raw', bytes: 40 * GiB }]).read(
        signal,
      ),
    'accounts.list': async () => [
      {
        name: 'practice',
        kind: 'practice',
        keyHint: 'prac…tice',
        identity: '1234567890',
        kept: 'always-there',
      },
    ],
    'accounts.add': async ({ name, keep }) => ({
      name,
      kind: 'access-key',
      keyHint: 'LTAI…wxyz',
      identity: '1/user',
      kept: keep,
    }),
    'accounts.remove': async () => ({}),
    'target.regions': async () => [
      { id: 'cn-hangzhou', name: 'Hangzhou' },
      { id: 'eu-central-1', name: 'Frankfurt' },
    ],
    'target.buckets': async ({ region }) => [{ name: 'migration-demo', region }],
    'target.createBucket': async ({ bucket, region }) => ({ name: bucket, region }),
    'migration.create': async ({ name }) => ({ ...draftView, name }),
    'migration.fromPlan': async () => draftView,
    'migration.saveDraft': async () => draftView,
    'migration.preflight': async () => [{ id: 'sources', verdict: 'fine' }],
    'migration.start': async () => ({}),
    'migration.pause': async () => ({}),
    'migration.resume': async () => ({}),
    'migration.cancel': async () => ({}),
    'migration.remove': async () => ({}),
    'migration.cleanUp': async () => ({}),
    'migration.plan': async () => Promise.reject(new Failure('asked.not-now', { reason: 'draft' })),
    'migration.report': async () => ({ html: '<p>report</p>', json: '{}', path: '/data/report.json' }),
    'migration.follow': (_, signal) => events.read(signal),
    'migration.log': (_, signal) =>
      channel([[{ when: '2026-03-04T09:00:00Z', level: 'info' as const, event: 'started', facts: {} }]]).read(signal),
    'moves.follow': (_, signal) => moveEvents.read(signal),
    'moves.log': (_, signal) =>
      channel([
        [
          {
            when: '2026-03-04T09:00:00Z',
            level: 'info' as const,
            event: 'step begun',
            facts: { step: 'copy' },
          },
        ],
      ]).read(signal),
    'transfer.setCap': async () => ({}),
    'transfer.speeds': async () => [],
    'network.check': async () => ({
      host: 'oss-cn-hangzhou.aliyuncs.com',
      latencyMs: 31,
      bytesPerSecond: 12_000_000,
      clockAheadMs: 0,
      endpoints: [],
    }),
    'leftovers.list': async () => [],
    'leftovers.remove': async () => ({}),
    'network.setProxyPassword': async () => ({}),
    'practice.scenarios': async () => practiceScenarios.map((id) => ({ id, current: false })),
    'program.facts': async () => ({
      dataFolder: '/home/admin/.ecs-image-migrator',
      freeBytes: 200 * GiB,
      secrets: [{ name: 'production', kept: 'os-vault' }],
    }),
    'program.forgetSecrets': async () => ({}),
    'support.bundle': async ({ hideNames }) => ({
      name: 'support.zip',
      files: [
        { name: 'about.json', text: `{"hidden": ${hideNames}}` },
        { name: 'settings.json', text: '{}' },
      ],
      zip: 'UEs=',
    }),
    'updates.check': async () => ({ current: '0.1.0' }),
    'practice.start': async () => ({ disk: diskFile }),
    'settings.get': async () => ({ theme: 'light' }),
    'settings.set': async () => ({}),
    ...answers,
  };
  // Every call notes itself first; the functions themselves stay as typed above.
  const noting = Object.fromEntries(
    Object.entries(client).map(([name, answer]) => [
      name,
      (input: unknown, signal?: AbortSignal) => {
        asked.push([name, input]);
        return (answer as (input: unknown, signal?: AbortSignal) => unknown)(input, signal);
      },
    ]),
  ) as unknown as Client;
  return {
    asked,
    emit: (event) => events.push(event),
    emitMove: (event) => moveEvents.push(event),
    drop: () => drop(),
    async open() {
      events = channel<MigrationEvent>([{ kind: 'all', migrations: [...migrations] }]);
      moveEvents = channel<MoveEvent>([{ kind: 'all', moves: [], unreadable: [] }]);
      const mine = [events, moveEvents];
      const closed = new Promise<void>((resolve) => {
        drop = () => {
          for (const channelOf of mine) channelOf.fail();
          resolve();
        };
      });
      return { client: noting, closed };
    },
  };
}
