/** The contract's calls about the settings: what is changed is put to work at once. */
import { join } from 'node:path';
import type { Service } from '../../../contract/rpc.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Settings, settingsCalls } from '../../../contract/settings.ts';
import type { Network } from './network.ts';
import { loadSettings, saveSettings } from './settings.ts';
import type { Transfers } from '../transfer/transfers.ts';

export interface SettingsParts {
  readonly dataFolder: string;
  readonly network: Network;
  readonly transfers: Transfers;
}

/** Puts saved settings to work; a CA file that is gone must not keep the program from starting. */
export async function applySettings(
  { network, transfers }: Pick<SettingsParts, 'network' | 'transfers'>,
  settings: Settings,
): Promise<void> {
  transfers.throttle.setCap(settings.transfer?.capBytesPerSecond);
  transfers.setHours(settings.transfer?.hours);
  await network.apply(settings);
}

export function settingsService(parts: SettingsParts): Service<typeof settingsCalls> {
  const { network } = parts;
  const settingsPath = join(parts.dataFolder, 'settings.json');
  const change = async (wanted: Settings): Promise<void> => {
    await applySettings(parts, wanted); // first, so that what cannot work is not kept
    await saveSettings(settingsPath, wanted);
  };

  return {
    'settings.get': () => loadSettings(settingsPath),
    'settings.set': change,
    'network.setProxyPassword': async ({ password, keep }) => {
      await network.setPassword(password, keep);
      await network.apply(await loadSettings(settingsPath));
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
    },
  };
}

/** A settings file or CA file that cannot be used is told where it is used; the program starts all the same. */
export async function startSettings(parts: SettingsParts, onBug: (error: unknown) => void): Promise<void> {
  try {
    await applySettings(parts, await loadSettings(join(parts.dataFolder, 'settings.json')));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    onBug(error);
  }
}
