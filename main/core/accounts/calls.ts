/** The contract's calls about accounts, their rights and the roles ECS works with. */
import type { AccountView, accountCalls } from '../../../contract/accounts.ts';
import type { Service } from '../../../contract/rpc.ts';
import type { Clouds } from './clouds.ts';
import { practiceAccount, type Accounts } from './accounts.ts';
import { cliConfigFile, listProfiles } from './cli-profiles.ts';
import { showRole } from './ecs-roles.ts';
import { probeRights } from './rights.ts';

export interface AccountCallParts {
  readonly accounts: Accounts;
  readonly clouds: Clouds;
  /** An account has new keys: migrations that wait for them may continue. */
  readonly keysGiven: (account: string) => Promise<void>;
}

export function accountService(parts: AccountCallParts): Service<typeof accountCalls> {
  const { accounts, clouds, keysGiven } = parts;
  const role = async (account: string, use: 'import' | 'export', signal: AbortSignal) => {
    const site = (await accounts.list(false)).find(({ name }) => name === account)?.site;
    return showRole(await clouds.of(account), use, site, signal);
  };
  const added = async (view: AccountView): Promise<AccountView> => {
    await keysGiven(view.name);
    return view;
  };

  return {
    'accounts.list': () => accounts.list(clouds.practiceFor(practiceAccount) !== undefined),
    'accounts.add': async (wish, signal) => added(await accounts.add(wish, await clouds.practiceOf(wish.name), signal)),
    'accounts.remove': ({ name }) => accounts.remove(name),
    'accounts.profiles': async () => ({
      file: cliConfigFile(),
      profiles: await listProfiles(cliConfigFile()),
    }),
    'accounts.addProfile': async (wish, signal) =>
      added(await accounts.addProfile(wish, await clouds.practiceOf(wish.name), signal)),
    'accounts.addRole': async (wish, signal) =>
      added(await accounts.addRole(wish, await clouds.practiceOf(wish.name), signal)),
    'accounts.test': async ({ account }, signal) => {
      const cloud = await clouds.of(account);
      const { accountId, arn } = await cloud.identity(signal);
      return { accountId, arn, clockAheadMs: cloud.clockAheadMs() };
    },
    'accounts.rights': async ({ account, region, bucket }, signal) =>
      probeRights(await clouds.of(account), { region, bucket }, signal),
    'role.show': ({ account, use }, signal) => role(account, use, signal),
    'role.create': async ({ account, use }, signal) => {
      await (await clouds.of(account)).setUpRole(use, signal);
      return role(account, use, signal);
    },
  };
}
