/** The page's whole state and everything it can do: the only place that talks to core. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../contract/calls.ts';
import type { PracticeScenario } from '../../contract/practice.ts';
import type { MoveView, MoveWish } from '../../contract/moves.ts';
import type { AccountView } from '../../contract/accounts.ts';
import type { LogLine, MigrationView } from '../../contract/migrations.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Link } from '../bridge/link.ts';
import { createConnection, type Connection } from './connection.ts';
import { createImages, type Images } from './images.ts';
import { createMigrations, type MigrationsMirror } from './migrations.ts';
import { createMoves, type MovesMirror } from './moves.ts';
import { createWizard, type Wizard } from './wizard.ts';

export interface PageState {
  connection: Connection;
  migrations: MigrationsMirror;
  moves: MovesMirror;
  /** Undefined until core has answered. */
  accounts: StoreApi<{ list: readonly AccountView[] | undefined }>;
  settings: StoreApi<Settings>;
  images: Images;
  actions: Actions;
  /** Connects and stays connected; ends only when the versions do not fit. */
  run(): Promise<void>;
}

/** Everything a component may ask for. Each fails with a Failure. */
export interface Actions {
  /** Calls that pass through unchanged; throws `program.disconnected` while there is no link. */
  core(): Omit<Client, Mirrored>;
  create(name: string): Promise<MigrationView>;
  /** A draft from a plan file. */
  openPlan(plan: string): Promise<MigrationView>;
  /** The wizard of a migration, with unsaved input kept until the page is closed. */
  wizard(view: MigrationView): Wizard;
  /** Begins a lesson: a fresh practice cloud, and a draft with the lesson's disk. */
  startScenario(scenario: PracticeScenario, name: string): Promise<MigrationView>;
  /** A draft with the sample disk; undefined where there is no sample disk. */
  practiceRun(name: string): Promise<MigrationView | undefined>;
  loadAccounts(): Promise<void>;
  /** However it is added: by keys, from a profile, as a role. */
  addAccount(add: (core: Pick<Client, AddsAccount>) => Promise<unknown>): Promise<void>;
  removeAccount(name: string): Promise<void>;
  /** The rest of the settings stays as it is; `undefined` takes one away. */
  changeSettings(change: { [S in keyof Settings]?: Settings[S] | undefined }): Promise<void>;
  /** Back to the defaults. */
  resetSettings(): Promise<void>;
  /** Of all uploads together; undefined: as fast as it goes. Works on what is running at once. */
  setCap(bytesPerSecond: number | undefined): Promise<void>;
  startMove(wish: MoveWish): Promise<MoveView>;
  /** The log of a migration or a move. */
  followLog(log: Log, onLines: (lines: readonly LogLine[]) => void, signal: AbortSignal): Promise<void>;
}
/** Whose log, and the call that streams it. */
export interface Log {
  readonly id: string;
  readonly call: 'migration.log' | 'moves.log';
}
type AddsAccount = 'accounts.add' | 'accounts.addProfile' | 'accounts.addRole';
/** What the page mirrors: asked for only here, so that the mirrors stay true. */
type Mirrored =
  | AddsAccount
  | 'hello'
  | 'accounts.list'
  | 'accounts.remove'
  | 'disk.look'
  | 'guest.look'
  | 'migration.create'
  | 'migration.fromPlan'
  | 'migration.saveDraft'
  | 'migration.start'
  | 'migration.follow'
  | 'migration.log'
  | 'moves.start'
  | 'moves.follow'
  | 'moves.log'
  | 'practice.start'
  | 'settings.get'
  | 'settings.set'
  | 'transfer.setCap';

/** `wait` waits the given milliseconds before connecting again. */
export function createPageState(open: () => Promise<Link>, wait?: (ms: number) => Promise<void>): PageState {
  const connection = createConnection(open, wait);
  const migrations = createMigrations();
  const moves = createMoves();
  const accounts = createStore<{ list: readonly AccountView[] | undefined }>(() => ({ list: undefined }));
  const images = createImages();
  const settings = createStore<Settings>(() => ({ theme: 'system' }));
  const wizards = new Map<string, Wizard>();
  const client = (): Client => connection.client();

  const loadAccounts = async (): Promise<void> => accounts.setState({ list: await client()['accounts.list']({}) });
  const defaultAccount = (): string | undefined => {
    const { list = [] } = accounts.getState();
    return (list.find((one) => one.kind === 'practice') ?? list[0])?.name;
  };
  const create = async (name: string): Promise<MigrationView> => {
    const view = await client()['migration.create']({ name });
    migrations.apply({ kind: 'changed', migration: view });
    return view;
  };
  const openPlan = async (plan: string): Promise<MigrationView> => {
    const view = await client()['migration.fromPlan']({ plan });
    migrations.apply({ kind: 'changed', migration: view });
    return view;
  };
  const wizard = (view: MigrationView): Wizard => {
    const known = wizards.get(view.id);
    if (known !== undefined) return known;
    const made = createWizard(view, defaultAccount(), client);
    wizards.set(view.id, made);
    for (const path of new Set(made.store.getState().disks.map((disk) => disk.path))) void made.look(path);
    return made;
  };

  const follow = async (linked: Client, signal: AbortSignal): Promise<void> => {
    for await (const event of linked['migration.follow']({}, signal)) {
      if (event.kind === 'removed') wizards.delete(event.id);
      if (event.kind === 'all') for (const view of event.migrations) wizards.get(view.id)?.adopt(view);
      migrations.apply(event);
    }
  };
  const followMoves = async (linked: Client, signal: AbortSignal): Promise<void> => {
    for await (const event of linked['moves.follow']({}, signal)) moves.apply(event);
  };

  return {
    connection,
    migrations,
    moves,
    accounts,
    settings,
    images,
    actions: {
      core: client,
      create,
      openPlan,
      wizard,
      async startScenario(scenario, name) {
        const { disk } = await client()['practice.start']({ scenario });
        const view = await create(name);
        await wizard(view).addDisks([disk]);
        return view;
      },
      async practiceRun(name) {
        const { sample } = await client()['files.sample']({});
        if (sample === undefined) return undefined;
        const view = await create(name);
        await wizard(view).addDisks([sample]);
        return view;
      },
      loadAccounts,
      async addAccount(add) {
        await add(client());
        await loadAccounts();
      },
      async removeAccount(name) {
        await client()['accounts.remove']({ name });
        await loadAccounts();
      },
      async resetSettings() {
        await client()['settings.set']({ theme: 'system' });
        settings.setState({ theme: 'system' }, true);
      },
      async changeSettings(change) {
        const { theme = 'system', ...others } = { ...settings.getState(), ...change };
        // Core refuses fields that are `undefined`, so they are left out.
        const wanted: Settings = {
          theme,
          ...(JSON.parse(JSON.stringify(others)) as Omit<Settings, 'theme'>),
        };
        await client()['settings.set'](wanted);
        settings.setState(wanted, true);
      },
      async setCap(bytesPerSecond) {
        await client()['transfer.setCap'](bytesPerSecond === undefined ? {} : { bytesPerSecond });
        const { transfer, ...rest } = settings.getState();
        const { capBytesPerSecond: _before, ...others } = transfer ?? {};
        const cap = bytesPerSecond === undefined ? {} : { capBytesPerSecond: bytesPerSecond };
        settings.setState({ ...rest, transfer: { ...others, ...cap } }, true);
      },
      async startMove(wish) {
        const move = await client()['moves.start']({ wish });
        moves.apply({ kind: 'changed', move });
        return move;
      },
      async followLog({ id, call }, onLines, signal) {
        for await (const lines of client()[call]({ id }, signal)) onLines(lines);
      },
    },
    run: () =>
      connection.run((linked, signal) => {
        // A link that breaks ends all of these; the next one starts them again with full snapshots.
        const whileLinked = (work: Promise<unknown>): void => void work.catch(() => undefined);
        whileLinked(loadAccounts());
        whileLinked(linked['settings.get']({}).then((kept) => settings.setState(kept, true)));
        whileLinked(follow(linked, signal));
        whileLinked(followMoves(linked, signal));
      }),
  };
}
