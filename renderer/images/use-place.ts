/** Which account and region the room shows where the address does not say: the last ones, or the likeliest. */
import { useStore } from 'zustand';
import type { Place } from '../state/images-route.ts';
import { usePage } from '../state/use-page.ts';

/** Where the practice cloud has its server. */
const practiceRegion = 'cn-hangzhou';

export function usePlace(said: Place | undefined): {
  account: string | undefined;
  region: string | undefined;
} {
  const page = usePage();
  const last = useStore(page.images.store, (state) => state.last);
  const accounts = useStore(page.accounts, (state) => state.list) ?? [];
  const migrations = useStore(page.migrations.store, (state) => state.byId);
  if (said !== undefined) return said;
  if (last !== undefined && accounts.some(({ name }) => name === last.account)) return last;
  const first = accounts.find(({ kind }) => kind === 'practice') ?? accounts[0];
  if (first === undefined) return { account: undefined, region: undefined };
  const latest = Object.values(migrations)
    .filter(({ draft }) => draft?.target.account === first.name && draft.target.region !== undefined)
    .sort((a, b) => b.created.localeCompare(a.created))[0];
  const region = latest?.draft?.target.region ?? (first.kind === 'practice' ? practiceRegion : undefined);
  return { account: first.name, region };
}
