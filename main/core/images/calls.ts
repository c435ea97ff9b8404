/** The contract's calls about custom images and trial instances. */
import type { imageCalls } from '../../../contract/images.ts';
import type { Service } from '../../../contract/rpc.ts';
import type { trialCalls } from '../../../contract/trial.ts';
import { newClientToken } from '../base/ids.ts';
import type { Clouds } from '../accounts/clouds.ts';
import { changeShares, copyToRegions, deleteImage, imageViewOf } from './images-room.ts';
import { launchRequest, releaseTrial, startTrial, trialChoices } from './trial.ts';

type Where = { readonly account: string; readonly region: string };

export function imageService(clouds: Clouds): Service<typeof imageCalls & typeof trialCalls> {
  const libraryOf = async ({ account, region }: Where) => (await clouds.of(account)).library(region);
  const instancesOf = async ({ account, region }: Where) => (await clouds.of(account)).instances(region);

  return {
    'images.list': async ({ whose, ...where }, signal) =>
      (await (await libraryOf(where)).list(whose, signal)).map(imageViewOf),
    'images.copy': async ({ account, ...wish }, signal) => copyToRegions(await clouds.of(account), wish, signal),
    'images.cancelCopy': async ({ imageId, ...where }, signal) => {
      await (await libraryOf(where)).cancelCopy(imageId, signal);
    },
    'images.shares': async ({ imageId, ...where }, signal) => (await libraryOf(where)).shares(imageId, signal),
    'images.share': async ({ account, ...wish }, signal) => changeShares(await clouds.of(account), wish, signal),
    'images.instances': async (where, signal) => (await instancesOf(where)).list(signal),
    'images.snapshots': async ({ account, region }, signal) =>
      (await clouds.of(account)).images(region).snapshots(undefined, signal),
    'images.create': async ({ name, source, check, ...where }, signal) =>
      (await libraryOf(where)).create({ name, source, check, clientToken: newClientToken() }, signal),
    'images.delete': async ({ account, ...wish }, signal) => {
      await deleteImage(await clouds.of(account), wish, signal);
    },
    'trial.choices': async ({ account, ...where }, signal) => trialChoices(await clouds.of(account), where, signal),
    'trial.diskCategories': async ({ zone, instanceType, ...where }, signal) =>
      (await instancesOf(where)).diskCategories(zone, instanceType, signal),
    'trial.dryRun': async ({ account, region, wish }, signal) => {
      const cloud = await clouds.of(account);
      await cloud.instances(region).dryRun(await launchRequest(cloud, region, wish, '', signal), signal);
    },
    'trial.start': async ({ account, region, wish, token }, signal) => {
      const cloud = await clouds.of(account);
      const request = await launchRequest(cloud, region, wish, token, signal);
      return startTrial(cloud.instances(region), request, signal);
    },
    'trial.release': async ({ instanceId, name, ...where }, signal) => {
      await releaseTrial(await instancesOf(where), { instanceId, name }, signal);
    },
  };
}
