/** The contract implemented: one thin method per call. Parsing is done by `serve`; work is done by the rooms. */
import { join } from 'node:path';
import type { CoreService } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { Draft } from '../../contract/views.ts';
import { localeOf } from '../../words/locale.ts';
import { renderReport } from '../../words/report.ts';
import { practiceAccount, type Accounts, type PracticeAccess } from './accounts/accounts.ts';
import { systemClock } from './base/clock.ts';
import { cloudService } from './images/calls.ts';
import type { Cloud } from './cloud/cloud.ts';
import { diskCalls } from './disk/calls.ts';
import { diskEndings } from './disk/endings.ts';
import { guestCalls } from './guest/calls.ts';
import type { GuestShelf } from './guest/browse/guest-shelf.ts';
import type { Qemu } from './disk/qemu.ts';
import type { ChooseFiles, Files } from './files/files.ts';
import { readPlanFile } from './migration/plan-file.ts';
import { planOf } from './migration/drafts.ts';
import type { Migrations } from './migration/migrations.ts';
import type { PracticeChoice, StoredDraft } from './migration/record.ts';
import { moveCalls } from './moves/calls.ts';
import type { Moves } from './moves/moves.ts';
import type { Network } from './settings/network.ts';
import type { PracticeClouds } from './practice/practice-access.ts';
import { loadSettings } from './settings/settings.ts';
import { practiceCalls } from './practice/calls.ts';
import { prepareService } from './prepare/calls.ts';
import { programCalls } from './support/calls.ts';
import { transferCalls } from './settings/calls.ts';
import type { Transfers } from './transfer/transfers.ts';

export interface ServiceParts {
  readonly files: Files;
  readonly shelf: GuestShelf;
  readonly accounts: Accounts;
  readonly migrations: Migrations;
  readonly moves: Moves;
  readonly network: Network;
  readonly transfers: Transfers;
  readonly qemu: () => Promise<Qemu>;
  readonly openCloud: (account: string, practice: PracticeChoice | undefined) => Promise<Cloud>;
  readonly practiceFor: (account: string) => PracticeChoice | undefined;
  readonly practiceOf: (account: string) => Promise<PracticeAccess | undefined>;
  readonly clouds: PracticeClouds;
  readonly chooseFiles: ChooseFiles | undefined;
  readonly osVault: boolean;
  readonly dataFolder: string;
  readonly samplePath: string | undefined;
  readonly product: { readonly name: string; readonly version: string };
  readonly door: 'electron' | 'web' | 'command-line';
}

export function createService(parts: ServiceParts): CoreService {
  const { files, accounts, migrations } = parts;
  const cloudOf = (account: string): Promise<Cloud> => parts.openCloud(account, parts.practiceFor(account));

  return {
    ...cloudService({
      accounts,
      cloudOf,
      practiceOf: parts.practiceOf,
      keysGiven: (account) => migrations.keysGiven(account),
    }),
    ...moveCalls(parts.moves),
    ...prepareService({ pathFor: (handle) => files.pathFor(handle), clock: systemClock }),
    hello: () =>
      Promise.resolve({
        product: parts.product.name,
        version: parts.product.version,
        door: parts.door,
        nativeDialogs: parts.chooseFiles !== undefined,
        osVault: parts.osVault,
        system: process.platform,
      }),

    'files.choose': async ({ what }, signal) => {
      if (parts.chooseFiles === undefined) throw new Failure('asked.not-now', { reason: 'no-dialog' });
      const paths = await parts.chooseFiles(what, diskEndings, signal);
      return { chosen: await Promise.all(paths.map((path) => files.choose(path))) };
    },
    'files.resolve': ({ text }) => files.resolveText(text),
    'files.browse': ({ folder }) => files.browse(folder),
    'files.sample': async () => {
      if (parts.samplePath === undefined) return {};
      const sample = await files.choose(parts.samplePath).catch(() => undefined); // not made on this machine
      return sample === undefined ? {} : { sample };
    },

    ...diskCalls({ files, qemu: parts.qemu, unpackFolder: join(parts.dataFolder, 'unpacked') }),

    ...guestCalls(parts),

    'accounts.list': () => accounts.list(parts.practiceFor(practiceAccount) !== undefined),
    'accounts.add': async (wish, signal) => {
      const added = await accounts.add(wish, await parts.practiceOf(wish.name), signal);
      await migrations.keysGiven(added.name);
      return added;
    },
    'accounts.remove': async ({ name }) => {
      await accounts.remove(name);
      return {};
    },

    'target.regions': async ({ account }, signal) => (await cloudOf(account)).regions(signal),
    'target.buckets': async ({ account, region }, signal) =>
      (await (await cloudOf(account)).buckets(signal)).filter((bucket) => bucket.region === region),
    'target.createBucket': async ({ account, region, bucket }, signal) => {
      await (await cloudOf(account)).createBucket(region, bucket, signal);
      return { name: bucket, region };
    },

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
    'migration.start': async ({ id }) => {
      await migrations.start(id);
      return {};
    },
    'migration.pause': async ({ id }) => {
      await migrations.pause(id);
      return {};
    },
    'migration.resume': async ({ id }) => {
      await migrations.start(id);
      return {};
    },
    'migration.cancel': async ({ id }) => {
      await migrations.cancel(id);
      return {};
    },
    'migration.remove': async ({ id }) => {
      await migrations.remove(id);
      return {};
    },
    'migration.cleanUp': async ({ id, what }, signal) => {
      await migrations.cleanUp(id, what, signal);
      return {};
    },
    'migration.plan': ({ id }) => Promise.resolve(planOf(migrations.record(id))),
    'migration.report': async ({ id, locale: tag }) => {
      const locale = localeOf([tag]);
      const { data, path } = await migrations.report(id, locale);
      return { html: renderReport(data, locale), json: JSON.stringify(data, undefined, 2), path };
    },
    'migration.follow': (_, signal) => migrations.follow(signal),
    'migration.log': ({ id }, signal) => migrations.log(id, signal),

    ...practiceCalls(parts),
    ...programCalls(parts),
    ...transferCalls({ ...parts, cloudOf }),
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
