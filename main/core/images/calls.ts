/** The cloud side of the contract: one thin method per call of `contract/cloud-calls.ts`. */
import type { cloudCalls } from '../../../contract/cloud-calls.ts';
import type { Service } from '../../../contract/rpc.ts';
import type { AccountView } from '../../../contract/views.ts';
import type { Accounts, PracticeAccess } from '../accounts/accounts.ts';
import { newClientToken } from '../base/ids.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { cliConfigFile, listProfiles } from '../accounts/cli-profiles.ts';
import { showRole } from '../accounts/ecs-roles.ts';
import { findObject } from '../target/find-object.ts';
import { changeShares, copyToRegions, deleteImage, imageViewOf } from './images-room.ts';
import { probeRights } from '../accounts/rights.ts';
import { launchRequest, releaseTrial, startTrial, trialChoices } from './trial.ts';

export interface CloudServiceParts {
  readonly accounts: Accounts;
  readonly cloudOf: (account: string) => Promise<Cloud>;
  /** The practice cloud that stands in for this account's, if any. */
  readonly practiceOf: (account: string) => Promise<PracticeAccess | undefined>;
  /** An account has new keys: whoever waits for them may go on. */
  readonly keysGiven: (account: string) => Promise<void>;
}

export function cloudService({
  accounts,
  cloudOf,
  practiceOf,
  keysGiven,
}: CloudServiceParts): Service<typeof cloudCalls> {
  const role = async (account: string, use: 'import' | 'export', signal: AbortSignal) => {
    const site = (await accounts.list(false)).find(({ name }) => name === account)?.site;
    return showRole(await cloudOf(account), use, site, signal);
  };
  const added = async (view: AccountView): Promise<AccountView> => {
    await keysGiven(view.name);
    return view;
  };
  const libraryOf = async ({ account, region }: { account: string; region: string }) =>
    (await cloudOf(account)).library(region);
  const instancesOf = async ({ account, region }: { account: string; region: string }) =>
    (await cloudOf(account)).instances(region);

  return {
    'accounts.profiles': async () => ({
      file: cliConfigFile(),
      profiles: await listProfiles(cliConfigFile()),
    }),
    'accounts.addProfile': async (wish, signal) =>
      added(await accounts.addProfile(wish, await practiceOf(wish.name), signal)),
    'accounts.addRole': async (wish, signal) =>
      added(await accounts.addRole(wish, await practiceOf(wish.name), signal)),
    'accounts.test': async ({ account }, signal) => {
      const cloud = await cloudOf(account);
      const { accountId, arn } = await cloud.identity(signal);
      return { accountId, arn, clockAheadMs: cloud.clockAheadMs() };
    },
    'accounts.rights': async ({ account, region, bucket }, signal) =>
      probeRights(await cloudOf(account), { region, bucket }, signal),

    'role.show': ({ account, use }, signal) => role(account, use, signal),
    'role.create': async ({ account, use }, signal) => {
      await (await cloudOf(account)).setUpRole(use, signal);
      return role(account, use, signal);
    },

    'target.resourceGroups': async ({ account }, signal) => (await cloudOf(account)).resourceGroups(signal),
    'target.findObject': async ({ account, address }, signal) =>
      findObject(await cloudOf(account), address, signal),

    'images.list': async ({ whose, ...where }, signal) =>
      (await (await libraryOf(where)).list(whose, signal)).map(imageViewOf),
    'images.copy': async ({ account, ...wish }, signal) =>
      copyToRegions(await cloudOf(account), wish, signal),
    'images.cancelCopy': async ({ imageId, ...where }, signal) => {
      await (await libraryOf(where)).cancelCopy(imageId, signal);
      return {};
    },
    'images.shares': async ({ imageId, ...where }, signal) =>
      (await libraryOf(where)).shares(imageId, signal),
    'images.share': async ({ account, ...wish }, signal) =>
      changeShares(await cloudOf(account), wish, signal),
    'images.instances': async (where, signal) => (await instancesOf(where)).list(signal),
    'images.snapshots': async ({ account, region }, signal) =>
      (await cloudOf(account)).images(region).snapshots(undefined, signal),
    'images.create': async ({ name, source, check, ...where }, signal) =>
      (await libraryOf(where)).create({ name, source, check, clientToken: newClientToken() }, signal),
    'images.delete': async ({ account, ...wish }, signal) => {
      await deleteImage(await cloudOf(account), wish, signal);
      return {};
    },

    'trial.choices': async ({ account, ...where }, signal) =>
      trialChoices(await cloudOf(account), where, signal),
    'trial.diskCategories': async ({ zone, instanceType, ...where }, signal) =>
      (await instancesOf(where)).diskCategories(zone, instanceType, signal),
    'trial.dryRun': async ({ account, region, wish }, signal) => {
      const cloud = await cloudOf(account);
      await cloud.instances(region).dryRun(await launchRequest(cloud, region, wish, '', signal), signal);
      return {};
    },
    'trial.start': async ({ account, region, wish, token }, signal) => {
      const cloud = await cloudOf(account);
      const request = await launchRequest(cloud, region, wish, token, signal);
      return startTrial(cloud.instances(region), request, signal);
    },
    'trial.look': async ({ instanceId, ...where }, signal) => {
      const instance = await (await instancesOf(where)).instance(instanceId, signal);
      return instance === undefined ? {} : { instance };
    },
    'trial.release': async ({ instanceId, name, ...where }, signal) => {
      await releaseTrial(await instancesOf(where), { instanceId, name }, signal);
      return {};
    },
  };
}
