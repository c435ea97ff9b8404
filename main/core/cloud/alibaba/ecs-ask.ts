/** Asking ECS in one region: a client for each request, the same way to fail, to try again and to say "it would work". */
import type * as Ecs from '@alicloud/ecs20140526';
import { failedWith } from '../../../../contract/failure-error.ts';
import { loadEcs, sdkAsker, sdkClient, type SdkCall } from './sdk.ts';
import type { Wiring } from './wiring.ts';

/** How ECS says that a dry run would have succeeded: as an error, in two spellings. */
const dryRunPassed = ['DryRunOperation', 'DRYRUN.SUCCESS'];

/** `repeatable` unless said otherwise: reads, and requests with a client token. */
export type AskEcs = <T>(
  wish: Pick<SdkCall, 'action'> & Partial<SdkCall>,
  send: (client: Ecs.default, sdk: typeof Ecs) => Promise<T>,
) => Promise<T>;

export function askEcs(wiring: Wiring, region: string): AskEcs {
  const { address } = wiring;
  const host = address.kind === 'practice' ? new URL(address.url).host : `ecs.${region}.aliyuncs.com`;
  const asker = sdkAsker(host, wiring);
  return async (wish, send) => {
    const sdk = await loadEcs();
    const client = await sdkClient(sdk.default, wiring, region);
    const about = { region, ...wish.about };
    return asker.ask({ repeatable: true, ...wish, about }, () => send(client, sdk));
  };
}

/** Resolves when the dry run says that it would work. */
export async function passed(dryRun: Promise<unknown>): Promise<void> {
  try {
    await dryRun;
  } catch (error) {
    if (failedWith(error, 'cloud.refused') && dryRunPassed.includes(error.facts.code)) return;
    throw error;
  }
}
