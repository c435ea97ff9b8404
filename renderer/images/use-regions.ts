/** The regions an account can use, asked once. */
import type { Client } from '../../contract/calls.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded, type Loaded } from '../state/use-task.ts';

type RegionView = Awaited<ReturnType<Client['target.regions']>>[number];

export function useRegions(account: string | undefined): Loaded<readonly RegionView[]> {
  const { actions } = usePage();
  const [regions] = useLoaded(account, () => actions.core()['target.regions']({ account: account ?? '' }));
  return regions;
}

/** What the cloud calls a region; undefined where that is not known (yet). */
export const regionName = (regions: Loaded<readonly RegionView[]>, id: string): string | undefined =>
  regions.at === 'known' ? regions.value.find((one) => one.id === id)?.name : undefined;
