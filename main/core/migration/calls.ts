/** The contract's calls about migrations, their speed, and uploads that were left unfinished. */
import { join } from 'node:path';
import type { Draft, migrationCalls } from '../../../contract/migrations.ts';
import type { Service } from '../../../contract/rpc.ts';
import { localeOf } from '../../../words/locale.ts';
import { renderReport } from '../../../words/report.ts';
import type { Clouds } from '../accounts/clouds.ts';
import type { Files } from '../files/files.ts';
import { loadSettings } from '../settings/settings.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { listLeftovers, removeLeftover } from './leftover-uploads.ts';
import { planOf } from './drafts.ts';
import type { Migrations } from './migrations.ts';
import { readPlanFile } from './plan-file.ts';
import type { StoredDraft } from './record.ts';

export interface MigrationCallParts {
  readonly files: Files;
  readonly clouds: Clouds;
  readonly migrations: Migrations;
  readonly transfers: Transfers;
  readonly dataFolder: string;
}

export function migrationService(parts: MigrationCallParts): Service<typeof migrationCalls> {
  const { files, migrations, transfers } = parts;
  const leftovers = async (account: string) => ({
    account,
    cloud: await parts.clouds.of(account),
    begun: transfers.begun,
    migrations: migrations.owners(),
  });

  return {
    'migration.create': async ({ name }) => {
      const { stagingFolder } = await loadSettings(join(parts.dataFolder, 'settings.json'));
      return migrations.view(await migrations.create(name, stagingFolder));
    },
    'migration.fromPlan': async ({ plan }) =>
      migrations.view(await migrations.createFromPlan(await readPlanFile(files.pathFor(plan)))),
    'migration.saveDraft': async ({ id, draft }) => {
      await migrations.saveDraft(id, atRest(draft, files));
      return migrations.view(id);
    },
    'migration.preflight': ({ id }, signal) => migrations.preflight(id, signal),
    'migration.start': ({ id }) => migrations.start(id),
    'migration.pause': ({ id }) => migrations.pause(id),
    'migration.resume': ({ id }) => migrations.start(id),
    'migration.cancel': ({ id }) => migrations.cancel(id),
    'migration.remove': ({ id }) => migrations.remove(id),
    'migration.cleanUp': ({ id, what }, signal) => migrations.cleanUp(id, what, signal),
    'migration.plan': ({ id }) => Promise.resolve(planOf(migrations.record(id))),
    'migration.report': async ({ id, locale: tag }) => {
      const locale = localeOf([tag]);
      const { data, path } = await migrations.report(id, locale);
      return { html: renderReport(data, locale), json: JSON.stringify(data, undefined, 2), path };
    },
    'migration.follow': (_, signal) => migrations.follow(signal),
    'migration.log': ({ id }, signal) => migrations.log(id, signal),
    'transfer.speeds': ({ id }) => Promise.resolve(migrations.speeds(id)),
    'leftovers.list': async ({ account }, signal) => {
      // the page asks at every start: for accounts that never uploaded, no vault is opened and no request is made
      const begun = await transfers.begun.list();
      return begun.some((one) => one.account === account) ? listLeftovers(await leftovers(account), signal) : [];
    },
    'leftovers.remove': async ({ account, uploadId }, signal) => {
      await removeLeftover(await leftovers(account), uploadId, signal);
    },
  };
}

/** The page's handles become paths before anything is kept. */
function atRest(draft: Draft, files: Files): StoredDraft {
  const { stagingFolder, disks, ...rest } = draft;
  return {
    ...rest,
    disks: disks.map(({ handle, ...disk }) => ({ path: files.pathFor(handle), ...disk })),
    ...(stagingFolder === undefined ? {} : { stagingFolder: files.pathFor(stagingFolder) }),
  };
}
