/** The only place that builds core's object graph. Doors give it what only they can do. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CoreService } from '../../contract/calls.ts';
import type { DiskLook } from '../../contract/disks.ts';
import type { Locale } from '../../words/locale.ts';
import { Accounts } from './accounts/accounts.ts';
import { Clouds, type PracticeChoice } from './accounts/clouds.ts';
import { systemClock } from './base/clock.ts';
import { requestLog } from './base/request-log.ts';
import { systemProxy } from './base/system-proxy.ts';
import type { Vault } from './base/vault.ts';
import { openAlibaba } from './cloud/alibaba/open-alibaba.ts';
import { findQemu } from './disk/find-qemu.ts';
import type { Qemu } from './disk/qemu.ts';
import { Files, type ChooseFiles } from './files/files.ts';
import { GuestShelf } from './guest/browse/guest-shelf.ts';
import { Migrations } from './migration/migrations.ts';
import { Moves } from './moves/moves.ts';
import { PracticeClouds, type PracticeKeys, type StartPractice } from './practice/practice-access.ts';
import { Network } from './settings/network.ts';
import { writtenLocale } from './settings/settings.ts';
import { startSettings } from './settings/calls.ts';
import { begunUploads } from './transfer/begun-uploads.ts';
import { openKnownSpeeds } from './transfer/known-speeds.ts';
import { newTransfers } from './transfer/transfers.ts';
import { createService } from './service.ts';
import { product } from './base/product.ts';
import { lookAtAll } from './guest/look-at-all.ts';

/** What a door can do for core; absent members are not available at that door. */
export interface Desktop {
  chooseFiles?: ChooseFiles;
  vault?: Vault;
  /** What the system's settings say for a URL, in the notation of a PAC file. */
  proxyFor?(url: string): Promise<string>;
}

export interface CoreOptions {
  readonly dataFolder: string;
  readonly door: 'electron' | 'web' | 'command-line';
  readonly desktop: Desktop;
  /** The system's language: for what core writes where no page asks, unless the settings say another. */
  readonly locale: Locale;
  /** How the embedded practice cloud is started, and the keys every practice cloud knows. */
  readonly startPractice: StartPractice;
  readonly practiceKeys: PracticeKeys;
  /** Where the practice account goes; by default the embedded practice cloud. */
  readonly practice?: PracticeChoice;
  /** Sends every account there, not only those of the practice cloud. */
  readonly practiceOnly?: boolean;
  /** Where a packaged program keeps its own programs. */
  readonly resourcesFolder?: string;
  /** Where start-up puts the sample disk. */
  readonly samplePath?: string;
  /** Errors that are no failures; the door decides where they are shown. */
  readonly onBug: (error: unknown) => void;
}

export interface Core {
  readonly service: CoreService;
  readonly migrations: Migrations;
  busy(): boolean;
  /** Pauses all running work and keeps its state. */
  suspend(reason: 'sleep' | 'shutdown'): Promise<void>;
  /** Resumes what the last `suspend` paused. */
  wake(): Promise<void>;
  close(): Promise<void>;
}

/** Inspection alone, for a door that only wants to know what a file is: nothing is kept, no data folder is touched. */
export async function openInspector(): Promise<(paths: readonly string[]) => Promise<DiskLook[]>> {
  const qemu = await findQemu();
  return (paths) => lookAtAll(paths, qemu);
}

export async function composeCore(options: CoreOptions): Promise<Core> {
  const dataFolder = resolve(options.dataFolder);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const files = new Files();
  const { vault, proxyFor } = options.desktop;
  const network = new Network(
    vault,
    requestLog(dataFolder, systemClock),
    proxyFor && systemProxy(proxyFor, systemClock),
  );
  const transfers = newTransfers({
    line: network.line,
    clock: systemClock,
    speeds: await openKnownSpeeds(join(dataFolder, 'speeds.json')),
    begun: begunUploads(join(dataFolder, 'uploads-begun.jsonl')),
  });
  await startSettings({ dataFolder, network, transfers }, options.onBug);
  const accounts = new Accounts(
    (credentials, address) => openAlibaba(credentials, address, network.line),
    options.desktop.vault,
  );
  const practiceClouds = new PracticeClouds({
    folder: join(dataFolder, 'practice'),
    start: options.startPractice,
    keys: options.practiceKeys,
  });
  const clouds = new Clouds({
    accounts,
    practice: options.practice ?? { kind: 'embedded' },
    practiceOnly: options.practiceOnly === true,
    access: (choice) => practiceClouds.access(choice),
  });

  let found: Promise<Qemu> | undefined;
  const qemu = async (): Promise<Qemu> => {
    try {
      return await (found ??= findQemu({ resources: options.resourcesFolder }));
    } catch (error) {
      found = undefined; // so that installing it helps without a restart
      throw error;
    }
  };

  const migrations = new Migrations({
    dataFolder,
    clock: systemClock,
    transfers,
    qemu,
    openCloud: (account, choice) => clouds.open(account, choice),
    practiceFor: (account) => clouds.practiceFor(account),
    handleFor: (path) => files.handleFor(path),
    product,
    locale: () => writtenLocale(join(dataFolder, 'settings.json'), options.locale),
    onBug: options.onBug,
  });
  await migrations.load();
  const moves = new Moves({
    dataFolder,
    clock: systemClock,
    openCloud: (account, choice) => clouds.open(account, choice),
    practiceFor: (account) => clouds.practiceFor(account),
    onBug: options.onBug,
  });
  await moves.load();

  const shelf = new GuestShelf(qemu);
  const service = createService({
    files,
    shelf,
    accounts,
    migrations,
    moves,
    network,
    transfers,
    qemu,
    clouds,
    practiceClouds,
    chooseFiles: options.desktop.chooseFiles?.bind(options.desktop),
    osVault: options.desktop.vault !== undefined,
    dataFolder,
    samplePath: options.samplePath,
    product,
    door: options.door,
  });

  let asleep: string[] = [];
  return {
    service,
    migrations,
    busy: () => migrations.busy(),
    async suspend(reason) {
      const stopped = await migrations.suspend(reason);
      if (reason === 'sleep') asleep = stopped;
    },
    async wake() {
      const waking = asleep;
      asleep = [];
      for (const id of waking) await migrations.start(id);
    },
    async close() {
      await migrations.close();
      await moves.close();
      network.line.dropConnections();
      await shelf.close();
      await practiceClouds.close();
    },
  };
}
