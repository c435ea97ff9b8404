/** The calls about the program itself: what it keeps, a bundle for those who help, and newer versions. */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../../../contract/rpc.ts';
import type { supportCalls } from '../../../contract/support.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Qemu } from '../disk/qemu.ts';
import type { Migrations } from '../migration/migrations.ts';
import type { Network } from '../settings/network.ts';
import { loadSettings } from '../settings/settings.ts';
import { gatherBundle } from './bundle.ts';
import { checkUpdates } from './updates.ts';
import { zipOf } from './zip-writer.ts';

export interface SupportParts {
  readonly accounts: Accounts;
  readonly migrations: Migrations;
  readonly network: Network;
  readonly qemu: () => Promise<Qemu>;
  readonly dataFolder: string;
  readonly product: { readonly name: string; readonly version: string };
  readonly door: string;
}

export function supportService(parts: SupportParts): Service<typeof supportCalls> {
  const { accounts, migrations, network, dataFolder, product } = parts;
  const settings = () => loadSettings(join(dataFolder, 'settings.json'));
  const keptAccounts = async () =>
    (await accounts.list(false)).flatMap(({ name, kept }) => (kept === 'always-there' ? [] : [{ name, kept }]));
  return {
    'program.facts': async () => {
      const space = await statfs(dataFolder).catch(() => undefined); // some network folders do not say
      const password = await network.passwordKept();
      return {
        dataFolder,
        ...(space === undefined ? {} : { freeBytes: space.bavail * space.bsize }),
        secrets: [...(await keptAccounts()), ...(password === undefined ? [] : [{ name: '', kept: password }])],
      };
    },
    'program.forgetSecrets': async () => {
      if (migrations.busy()) throw new Failure('asked.not-now', { reason: 'running' });
      for (const { name } of await keptAccounts()) await accounts.remove(name);
      await network.setPassword('', 'this-session');
      await network.apply(await settings());
    },
    'support.bundle': async ({ hideNames }) => {
      const made = new Date().toISOString();
      const qemu = await parts.qemu().catch(() => undefined); // said as missing
      const facts = {
        product: `${product.name} ${product.version}`,
        made,
        door: parts.door,
        'qemu-img': qemu?.version ?? 'missing',
      };
      const files = await gatherBundle({ dataFolder, hideNames, facts });
      const name = `ecs-image-migrator-support-${made.slice(0, 19).replaceAll(':', '')}.zip`;
      return { name, files, zip: zipOf(files).toString('base64') };
    },
    'updates.check': async (_, signal) => {
      const feed = (await settings()).updatesFeed;
      if (feed === undefined) throw new Failure('asked.not-now', { reason: 'no-feed' });
      return checkUpdates(feed, product.version, network.line, signal);
    },
  };
}
