/** The calls that list and start the lessons of the practice cloud. */
import { join } from 'node:path';
import type { Service } from '../../../contract/rpc.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { practiceScenarios, type practiceCalls } from '../../../contract/practice.ts';
import { practiceAccount } from '../accounts/accounts.ts';
import type { Qemu } from '../disk/qemu.ts';
import type { Files } from '../files/files.ts';
import type { Migrations } from '../migration/migrations.ts';
import type { Clouds } from '../accounts/clouds.ts';
import type { PracticeClouds } from './practice-access.ts';
import { makeScenarioDisk } from './practice-disks.ts';

export interface PracticeParts {
  readonly clouds: Clouds;
  readonly practiceClouds: PracticeClouds;
  readonly migrations: Migrations;
  readonly files: Files;
  readonly qemu: () => Promise<Qemu>;
  readonly samplePath: string | undefined;
  readonly dataFolder: string;
}

export function practiceService(parts: PracticeParts): Service<typeof practiceCalls> {
  const { clouds, practiceClouds, migrations, files, qemu } = parts;
  return {
    'practice.scenarios': async () => {
      const now = await practiceClouds.scenario();
      return practiceScenarios.map((id) => ({ id, current: id === now }));
    },
    'practice.start': async ({ scenario }) => {
      if (clouds.practiceFor(practiceAccount)?.kind !== 'embedded')
        throw new Failure('asked.not-now', { reason: 'practice-elsewhere' });
      if (migrations.list().some((one) => one.practice && one.busy))
        throw new Failure('asked.not-now', { reason: 'practice-running' });
      if (parts.samplePath === undefined) throw new Failure('asked.not-now', { reason: 'no-sample' });
      await files.choose(parts.samplePath).catch(() => {
        throw new Failure('asked.not-now', { reason: 'no-sample' });
      });
      const folder = join(parts.dataFolder, 'practice-disks', scenario);
      const disk = await makeScenarioDisk(scenario, parts.samplePath, folder, qemu);
      await practiceClouds.begin(scenario);
      return { disk: await files.choose(disk) };
    },
  };
}
