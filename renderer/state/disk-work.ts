/** What is asked of core about a wizard's disks: looks, estimates and unpacking, a few at a time, and what follows from the answers. */
import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import { limits } from '../../contract/limits.ts';
import type { Chosen } from '../../contract/files.ts';
import type { DiskLook } from '../../contract/disks.ts';
import {
  keyOf,
  lookOf,
  mayHeal,
  membersOf,
  reportOf,
  startsFrom,
  systemDiskOf,
  type DraftDisk,
  type KnownOfDisks,
  type Unpacking,
} from './disks.ts';
import { createQueue } from './queue.ts';

export interface DiskWork {
  add(chosen: readonly Chosen[]): Promise<void>;
  /** Takes or leaves one disk of a package. */
  setMember(path: string, member: string, taken: boolean): void;
  /** Looks at what is at a path; `quietly` keeps showing what was known until the answer is there. */
  look(path: string, quietly?: boolean): Promise<void>;
  estimate(disk: DraftDisk): Promise<void>;
  /** Of every usable disk that has none yet. */
  estimateAll(): void;
  /** Unpacks a wrapped disk and puts the unpacked one in its place. */
  unpack(disk: DraftDisk, folder: string | undefined): Promise<void>;
  stopUnpacking(disk: DraftDisk): void;
}

/** A share or a drive takes some reads at once; more only makes each of them slower. */
const looksAtOnce = 3;
const healEveryMs = 5_000;

type Entries<T> = Readonly<Record<string, T>>;
const dropped = <T>(entries: Entries<T>, key: string): Entries<T> =>
  Object.fromEntries(Object.entries(entries).filter(([one]) => one !== key));

export function createDiskWork(
  store: StoreApi<KnownOfDisks>,
  setDisks: (disks: readonly DraftDisk[]) => void,
  client: () => Client,
): DiskWork {
  const queue = createQueue(looksAtOnce);
  const estimating = createQueue(1);
  const unpackings = new Map<string, AbortController>();
  const state = (): KnownOfDisks => store.getState();
  const has = (path: string): boolean => state().disks.some((one) => one.path === path);

  /** Puts a package's disks in the place of the package, and drops a second piece of a set that is there already. */
  const settle = (path: string): void => {
    const { disks, looks } = state();
    const members = membersOf(looks[path]);
    const whole = disks.find((one) => one.path === path && one.member === undefined);
    const taken = members?.filter((one) => one.usable);
    const next = disks
      .flatMap((one) => (one === whole && taken?.length ? asDisks(one, taken, disks) : [one]))
      .slice(0, limits.disks)
      .map((one) => ({ ...one, name: lookOf(state(), one)?.name ?? one.name }));
    setDisks(withoutSecondPieces(state(), next));
  };

  const look: DiskWork['look'] = async (path, quietly = false) => {
    const asked = state().disks.find((one) => one.path === path);
    if (asked === undefined) return;
    if (!quietly) store.setState(({ looks }) => ({ looks: { ...looks, [path]: { at: 'running' } } }));
    const looking = await queue(async () => {
      try {
        return { at: 'known' as const, looks: await client()['disk.look']({ disk: asked.handle }) };
      } catch (error) {
        return { at: 'failed' as const, failure: Failure.from(error).view() };
      }
    });
    if (!has(path)) return;
    store.setState(({ looks, estimates }) => ({
      looks: { ...looks, [path]: looking },
      estimates: Object.fromEntries(
        Object.entries(estimates).filter(([key]) => key !== path && !key.startsWith(`${path}\n`)),
      ),
    }));
    settle(path);
    if (mayHeal(looking)) setTimeout(() => void look(path, true), healEveryMs);
  };

  const estimate: DiskWork['estimate'] = async (disk) => {
    const key = keyOf(disk);
    const { handle, member } = disk;
    store.setState(({ estimates }) => ({ estimates: { ...estimates, [key]: { at: 'running' } } }));
    const known = await estimating(async () => {
      try {
        const input = { disk: handle, ...(member === undefined ? {} : { member }) };
        return { at: 'known' as const, estimate: await client()['disk.estimate'](input) };
      } catch (error) {
        return { at: 'failed' as const, failure: Failure.from(error).view() };
      }
    });
    store.setState(({ estimates }) => ({ estimates: { ...estimates, [key]: known } }));
  };

  const setUnpacking = (key: string, now: Unpacking | undefined): void =>
    store.setState(({ unpacking }) => ({
      unpacking: now === undefined ? dropped(unpacking, key) : { ...unpacking, [key]: now },
    }));

  return {
    look,
    estimate,
    estimateAll() {
      for (const disk of state().disks)
        if (reportOf(state(), disk) !== undefined && state().estimates[keyOf(disk)] === undefined) void estimate(disk);
    },
    async add(chosen) {
      const { disks } = state();
      const fresh = chosen
        .filter((one, index) => chosen.findIndex(({ path }) => path === one.path) === index && !has(one.path))
        .slice(0, Math.max(0, limits.disks - disks.length));
      const hasSystem = systemDiskOf({ disks }) !== undefined;
      const added = fresh.map(({ handle, name, path }, index): DraftDisk => {
        const role = hasSystem || index > 0 ? 'data' : 'system';
        return { handle, role, name, path };
      });
      if (added.length === 0) return;
      setDisks([...disks, ...added]);
      await Promise.all(added.map(({ path }) => look(path)));
    },
    setMember(path, member, taken) {
      const { disks, looks } = state();
      const found = membersOf(looks[path])?.find((one) => one.member?.name === member);
      const source = disks.find((one) => one.path === path);
      if (!taken) {
        const left = disks.filter((one) => one.path !== path || one.member !== member);
        // The package stays as long as one of its disks does; its card has a button to remove it.
        setDisks(left.some((one) => one.path === path) ? left : disks);
      } else if (found !== undefined && source !== undefined && disks.length < limits.disks) {
        setDisks([...disks, { ...source, member, name: found.name, role: 'data' }]);
      }
    },
    async unpack(disk, folder) {
      const key = keyOf(disk);
      if (unpackings.has(key)) return;
      const mine = new AbortController();
      unpackings.set(key, mine);
      setUnpacking(key, { at: 'running', done: 0, total: 0, writtenBytes: 0 });
      try {
        const { handle, member } = disk;
        const input = { disk: handle, ...(member && { member }), ...(folder && { folder }) };
        for await (const event of client()['disk.unpack'](input, mine.signal)) {
          if (event.kind === 'progress') {
            const { done, total, writtenBytes } = event;
            setUnpacking(key, { at: 'running', done, total, writtenBytes });
            continue;
          }
          const { handle: unpacked, path } = event;
          const name = path.split(/[\\/]/).at(-1) ?? path;
          setDisks(
            state().disks.map((one) => (keyOf(one) === key ? { handle: unpacked, path, name, role: one.role } : one)),
          );
          void look(path);
          break;
        }
        setUnpacking(key, undefined);
      } catch (error) {
        const failure = mine.signal.aborted ? undefined : Failure.from(error).view();
        setUnpacking(key, failure && { at: 'failed', failure });
      } finally {
        unpackings.delete(key);
      }
    },
    stopUnpacking: (disk) => unpackings.get(keyOf(disk))?.abort(),
  };
}

/** The usable disks of a package; where the package was to be the system disk, the one that a system starts from is. */
function asDisks(whole: DraftDisk, members: readonly DiskLook[], disks: readonly DraftDisk[]): DraftDisk[] {
  const first = whole.role === 'system' ? startsFrom(members) : undefined;
  const ordered = first === undefined ? members : [first, ...members.filter((one) => one !== first)];
  return ordered
    .filter(({ member }) => !disks.some((one) => one.path === whole.path && one.member === member?.name))
    .map(({ name, member }) => ({
      ...whole,
      name,
      ...(member === undefined ? {} : { member: member.name }),
      role: ordered[0]?.member?.name === member?.name ? whole.role : 'data',
    }));
}

/** Two pieces of one split disk are one disk: the first stays. */
function withoutSecondPieces(known: KnownOfDisks, disks: readonly DraftDisk[]): DraftDisk[] {
  const identity = (disk: DraftDisk): string => {
    const look = lookOf(known, disk);
    if (look === undefined || look.member !== undefined) return keyOf(disk);
    const folder = look.path.replace(/[^\\/]*$/, '');
    const names = look.files.map(({ name }) => name);
    return names.length > 1 ? `${folder}\n${names.toSorted().join('\n')}` : look.path;
  };
  return disks.filter((one, index) => disks.findIndex((other) => identity(other) === identity(one)) === index);
}
