/** A migration that is all wish: its disk and its bucket are nowhere, and nothing it is given sends anything. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '../base/clock.ts';
import { straightLine } from '../base/line.ts';
import { Job } from '../jobs/job.ts';
import { begunUploads } from '../transfer/begun-uploads.ts';
import { newTransfers, type Transfers } from '../transfer/transfers.ts';
import { migrationJobs } from './left-behind.ts';
import { pendingStages, type MigrationRecord } from './record.ts';

export const wishedRecord: MigrationRecord = {
  schema: 1,
  id: 'mig-000000000000',
  created: '2026-01-01T00:00:00.000Z',
  name: 'web01',
  plan: {
    schema: 1,
    name: 'web01',
    disks: [{ path: '/disks/web01.vmdk', role: 'system' }],
    target: {
      account: 'practice',
      region: 'cn-hangzhou',
      bucket: 'bucket',
      object: 'web01.qcow2',
      format: 'qcow2',
    },
    image: {
      name: 'web01',
      osType: 'linux',
      platform: 'CentOS',
      architecture: 'x86_64',
      bootMode: 'BIOS',
      systemDiskGiB: 40,
      licenseType: 'BYOL',
    },
  },
  stages: pendingStages(),
  checkpoints: {},
  removedObjects: [],
};

export const idleTransfers = (): Transfers =>
  newTransfers({
    line: straightLine(),
    clock: systemClock,
    speeds: { get: () => undefined, set: () => Promise.resolve() },
    begun: begunUploads(join(tmpdir(), 'never-written')),
  });

/** A job that no shelf knows. Its record has to be saved in the folder. */
export const jobOf = (
  record: MigrationRecord,
  folder: string,
  clock: Clock,
  onBug: (error: unknown) => void,
): Job<MigrationRecord> =>
  new Job({
    kind: migrationJobs,
    folder,
    record,
    clock,
    onChange: () => undefined,
    onBug,
  });
