/** The calls about lines and uploads: the cap, the probe, leftovers, the settings of the network. */
import { join } from 'node:path';
import type { CoreService } from '../../../contract/calls.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Settings } from '../../../contract/views.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Migrations } from '../migration/migrations.ts';
import { listLeftovers, removeLeftover } from '../migration/leftover-uploads.ts';
import type { Network } from './network.ts';
import { loadSettings, saveSettings } from './settings.ts';
import { checkLine } from '../transfer/check-line.ts';
import type { Transfers } from '../transfer/transfers.ts';

export interface TransferParts {
  readonly dataFolder: string;
  readonly network: Network;
  readonly transfers: Transfers;
  readonly migrations: Migrations;
  readonly cloudOf: (account: string) => Promise<Cloud>;
}

type Mine =
  | 'settings.get' | 'settings.set' | 'transfer.setCap' | 'transfer.speeds' | 'line.check' | 'leftovers.list' | 'leftovers.remove'
  | 'network.setProxyPassword'; // prettier-ignore

/** Puts saved settings to work; a CA file that is gone must not keep the program from starting. */
export async function applySettings(
  { network, transfers }: Pick<TransferParts, 'network' | 'transfers'>,
  settings: Settings,
): Promise<void> {
  transfers.throttle.setCap(settings.transfer?.capBytesPerSecond);
  transfers.setHours(settings.transfer?.hours);
  await network.apply(settings);
}

export function transferCalls(parts: TransferParts): Pick<CoreService, Mine> {
  const { network, transfers, migrations, cloudOf } = parts;
  const settingsPath = join(parts.dataFolder, 'settings.json');
  const leftovers = async (account: string) => ({
    account,
    cloud: await cloudOf(account),
    begun: transfers.begun,
    migrations: migrations.owners(),
  });
  const change = async (wanted: Settings): Promise<void> => {
    await applySettings(parts, wanted); // first, so that what cannot work is not kept
    await saveSettings(settingsPath, wanted);
  };

  return {
    'settings.get': () => loadSettings(settingsPath),
    'settings.set': async (wanted) => {
      await change(wanted);
      return {};
    },
    'network.setProxyPassword': async ({ password, keep }) => {
      await network.setPassword(password, keep);
      await network.apply(await loadSettings(settingsPath));
      return {};
    },
    'transfer.setCap': async ({ bytesPerSecond }) => {
      const { transfer, ...rest } = await loadSettings(settingsPath);
      const { capBytesPerSecond: _, ...others } = transfer ?? {};
      await change({
        ...rest,
        transfer: {
          ...others,
          ...(bytesPerSecond === undefined ? {} : { capBytesPerSecond: bytesPerSecond }),
        },
      });
      return {};
    },
    'transfer.speeds': ({ id }) => Promise.resolve(migrations.speeds(id)),
    'line.check': async ({ account, region, bucket, door }, signal) => {
      const cloud = await cloudOf(account);
      const report = await checkLine({
        storeAt: (one) => cloud.objects(region, bucket, { door: one, once: true }),
        door,
        line: transfers.line,
        clockAheadMs: () => cloud.clockAheadMs(),
        signal,
      });
      if (report.bytesPerSecond !== undefined && report.bytesPerSecond > 0)
        await transfers.speeds.set(region, report.bytesPerSecond);
      return report;
    },
    'leftovers.list': async ({ account }, signal) => {
      // the page asks at every start: nothing is opened and nobody called for an account that never uploaded
      const begun = await transfers.begun.list();
      return begun.some((one) => one.account === account)
        ? listLeftovers(await leftovers(account), signal)
        : [];
    },
    'leftovers.remove': async ({ account, uploadId }, signal) => {
      await removeLeftover(await leftovers(account), uploadId, signal);
      return {};
    },
  };
}

/** A settings file or CA file that cannot be used is told where it is used; the program starts all the same. */
export async function startSettings(
  parts: Pick<TransferParts, 'dataFolder' | 'network' | 'transfers'>,
  onBug: (error: unknown) => void,
): Promise<void> {
  try {
    await applySettings(parts, await loadSettings(join(parts.dataFolder, 'settings.json')));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    onBug(error);
  }
}
