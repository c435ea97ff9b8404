/** Everything one side may ask of the other. `hello` comes first on every channel. */
import { z } from './schema.ts';
import { fileCalls } from './files.ts';
import { diskCalls, lookCalls } from './disks.ts';
import { browseCalls } from './browse.ts';
import { accountCalls } from './accounts.ts';
import { targetCalls } from './target.ts';
import { migrationCalls } from './migrations.ts';
import { settingsCalls } from './settings.ts';
import { practiceCalls } from './practice.ts';
import { imageCalls } from './images.ts';
import { trialCalls } from './trial.ts';
import { learnCalls } from './rules.ts';
import { assessCalls } from './assess.ts';
import { prepareCalls } from './prepare.ts';
import { moveCalls } from './moves.ts';
import { supportCalls } from './support.ts';
import { call, type ClientOf, type Service } from './rpc.ts';

export const calls = {
  ...fileCalls,
  ...diskCalls,
  ...lookCalls,
  ...browseCalls,
  ...accountCalls,
  ...targetCalls,
  ...migrationCalls,
  ...settingsCalls,
  ...practiceCalls,
  ...imageCalls,
  ...trialCalls,
  ...learnCalls,
  ...assessCalls,
  ...prepareCalls,
  ...moveCalls,
  ...supportCalls,

  /** Agrees on the contract's version; every other call is refused before it. */
  hello: call(
    z.strictObject({ contract: z.string() }),
    z.strictObject({
      product: z.string(),
      version: z.string(),
      door: z.enum(['electron', 'web', 'command-line']),
      /** The door can show the system's own file dialog. */
      nativeDialogs: z.boolean(),
      /** The door has a key store of the system to keep secrets in. */
      osVault: z.boolean(),
      system: z.string(),
    }),
  ),
} as const;

export type Calls = typeof calls;
export type Client = ClientOf<Calls>;
export type CoreService = Service<Calls>;
