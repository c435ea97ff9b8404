/** Looking inside a wizard's disks, all together: asked once for each set of disks, ended when they change. */
import type { StoreApi } from 'zustand/vanilla';
import { openChecks, type LookedDisk } from '../../contract/acceptance.ts';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { DiskReport } from '../../contract/disks.ts';
import type { Draft } from '../../contract/migrations.ts';
import { disksSettled, keyOf, reportOf, type DraftDisk, type KnownOfDisks } from './disks.ts';

export type Inside =
  | { at: 'not-asked' }
  | { at: 'running' }
  | { at: 'cancelled' }
  | { at: 'failed'; failure: FailureView }
  | { at: 'known' };

export interface CheckedDisk extends LookedDisk {
  readonly key: string;
  readonly name: string;
  readonly report: DiskReport | undefined;
}

/** The disks as the step Check sees them, the system disk first. */
export const checkedDisks = (known: Pick<KnownOfDisks, 'disks' | 'looks'>): readonly CheckedDisk[] =>
  systemFirst(known.disks).map((disk) => ({
    key: keyOf(disk),
    name: disk.name,
    role: disk.role,
    report: reportOf(known, disk),
  }));

/** How many strong findings still have to be fixed or accepted. */
export const openCount = (known: Pick<KnownOfDisks, 'disks' | 'looks'>, accepted: Draft['accepted']): number =>
  checkedDisks(known).reduce((count, disk) => count + openChecks(disk, accepted).length, 0);

const systemFirst = (disks: readonly DraftDisk[]): readonly DraftDisk[] =>
  disks.toSorted((a, b) => Number(b.role === 'system') - Number(a.role === 'system'));

/** As core wants to hear of the disks of one server. */
export const askedDisks = (disks: readonly DraftDisk[]) =>
  systemFirst(disks).map(({ handle, member }) => ({ disk: handle, ...(member && { member }) }));

interface Asking extends KnownOfDisks {
  readonly inside: Inside;
}

export interface InsideWork {
  lookInside(): Promise<void>;
  stopLooking(): void;
  /** The disks are others now. */
  forget(): void;
}

/** `onKnown` comes after the reports were put among the looks. */
export function createInsideWork(store: StoreApi<Asking>, onKnown: () => void, client: () => Client): InsideWork {
  let asking: AbortController | undefined;
  const set = (inside: Inside): void => store.setState({ inside });
  return {
    async lookInside() {
      if (!disksSettled(store.getState())) return;
      asking?.abort();
      const mine = (asking = new AbortController());
      set({ at: 'running' });
      const disks = systemFirst(store.getState().disks);
      try {
        const reports = await client()['guest.look']({ disks: askedDisks(disks) }, mine.signal);
        if (mine.signal.aborted) return;
        store.setState(({ looks }) => ({
          looks: withReports(looks, disks, reports),
          inside: { at: 'known' },
        }));
        onKnown();
      } catch (error) {
        if (!mine.signal.aborted) set({ at: 'failed', failure: Failure.from(error).view() });
      }
    },
    stopLooking() {
      asking?.abort();
      set({ at: 'cancelled' });
    },
    forget() {
      asking?.abort();
      set({ at: 'not-asked' });
    },
  };
}

/** The looks, with what is now known of these disks. */
function withReports(
  looks: KnownOfDisks['looks'],
  disks: readonly DraftDisk[],
  reports: readonly DiskReport[],
): KnownOfDisks['looks'] {
  const next = { ...looks };
  for (const [index, { path, member }] of disks.entries()) {
    const looking = next[path];
    const report = reports[index];
    if (looking?.at !== 'known' || report === undefined) continue;
    const known = looking.looks.map((look) => (look.member?.name === member ? { ...look, report } : look));
    next[path] = { at: 'known', looks: known };
  }
  return next;
}
