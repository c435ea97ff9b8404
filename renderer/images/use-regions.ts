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

/** `Shanghai (cn-shanghai)`, or the id where the name is not known (yet). */
export function regionLabel(regions: Loaded<readonly RegionView[]>, id: string): string {
  const name = regions.at === 'known' ? regions.value.find((one) => one.id === id)?.name : undefined;
  return name === undefined ? id : `${name} (${id})`;
}
