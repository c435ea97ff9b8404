/** The contract implemented: each room answers its own part. Parsing is done by `serve`. */
import { join } from 'node:path';
import type { CoreService } from '../../contract/calls.ts';
import type { Accounts } from './accounts/accounts.ts';
import { accountService } from './accounts/calls.ts';
import type { Clouds } from './accounts/clouds.ts';
import { systemClock } from './base/clock.ts';
import { diskService } from './disk/calls.ts';
import type { Qemu } from './disk/qemu.ts';
import { fileService, type FileCallParts } from './files/calls.ts';
import type { GuestShelf } from './guest/browse/guest-shelf.ts';
import { guestService } from './guest/calls.ts';
import { imageService } from './images/calls.ts';
import { migrationService } from './migration/calls.ts';
import type { Migrations } from './migration/migrations.ts';
import { moveService } from './moves/calls.ts';
import type { Moves } from './moves/moves.ts';
import { practiceService } from './practice/calls.ts';
import type { PracticeClouds } from './practice/practice-access.ts';
import { prepareService } from './prepare/calls.ts';
import { settingsService } from './settings/calls.ts';
import type { Network } from './settings/network.ts';
import { supportService } from './support/calls.ts';
import { targetService } from './target/calls.ts';
import type { Transfers } from './transfer/transfers.ts';

export interface ServiceParts extends FileCallParts {
  readonly shelf: GuestShelf;
  readonly accounts: Accounts;
  readonly clouds: Clouds;
  readonly practiceClouds: PracticeClouds;
  readonly migrations: Migrations;
  readonly moves: Moves;
  readonly network: Network;
  readonly transfers: Transfers;
  readonly qemu: () => Promise<Qemu>;
  readonly osVault: boolean;
  readonly dataFolder: string;
  readonly product: { readonly name: string; readonly version: string };
  readonly door: 'electron' | 'web' | 'command-line';
}

export function createService(parts: ServiceParts): CoreService {
  const { files, migrations } = parts;
  return {
    hello: () =>
      Promise.resolve({
        product: parts.product.name,
        version: parts.product.version,
        door: parts.door,
        nativeDialogs: parts.chooseFiles !== undefined,
        osVault: parts.osVault,
        system: process.platform,
      }),
    ...accountService({ ...parts, keysGiven: (account) => migrations.keysGiven(account) }),
    ...diskService({ ...parts, unpackFolder: join(parts.dataFolder, 'unpacked') }),
    ...fileService(parts),
    ...guestService(parts),
    ...imageService(parts.clouds),
    ...migrationService(parts),
    ...moveService(parts.moves),
    ...practiceService(parts),
    ...prepareService({ pathFor: (handle) => files.pathFor(handle), clock: systemClock }),
    ...settingsService(parts),
    ...supportService(parts),
    ...targetService(parts),
  };
}
