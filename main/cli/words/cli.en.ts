/** English of what the command line says to people; commands and options are the same in every language. */
import type { MigrationView, StageState } from '../../../contract/views.ts';

export const cliEn = {
  started: (id: string, name: string) => `Migration ${id}: ${name}`,
  stage: {
    pending: 'not begun',
    running: 'running',
    waiting: 'waiting',
    paused: 'paused',
    failed: 'failed',
    done: 'done',
    skipped: 'skipped',
    cancelled: 'cancelled',
  } satisfies Record<StageState['at'], string>,
  status: {
    draft: 'draft',
    running: 'running',
    waiting: 'waiting',
    paused: 'paused',
    failed: 'failed',
    done: 'done',
    cancelled: 'cancelled',
    unreadable: 'unreadable',
  } satisfies Record<MigrationView['status'], string>,
  image: 'Image',
  report: 'Report',
  cancelled: (id: string) => `Migration ${id} is cancelled and cleaned up.`,
  noMigrations: 'No migrations yet.',
  files: 'files',
  sizes: (virtual: string, stored: string, data: string) =>
    `virtual size ${virtual}, stored size ${stored}, data ${data}`,
  table: (table: string, partitions: number, bootMode: string) =>
    `partition table ${table}, ${partitions} partition(s), boot mode ${bootMode}`,
  of: (done: string, total: string) => `${done} of ${total}`,
  left: (duration: string) => `${duration} left`,
};
