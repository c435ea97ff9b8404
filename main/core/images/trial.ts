/** A trial instance: what it can be made of, and starting and releasing it when a person asks for that. */
import { say } from '../../../contract/said.ts';
import type { TrialChoices, TrialWish } from '../../../contract/trial.ts';
import type { InstanceView } from '../../../contract/images.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { InstanceService, InstanceTypeFacts, LaunchRequest } from '../cloud/instances.ts';

/** Everything there is to choose from; says what is missing where nothing could be started. */
export async function trialChoices(
  cloud: Cloud,
  where: { readonly region: string; readonly imageId: string },
  signal: AbortSignal,
): Promise<TrialChoices> {
  const instances = cloud.instances(where.region);
  const types = await instances.types(where.imageId, signal);
  const networks = await Promise.all(
    (await instances.networks(signal)).map(async (network) => ({
      ...network,
      switches: await instances.switches(network.id, signal),
      securityGroups: await instances.securityGroups(network.id, signal),
    })),
  );
  const usable = networks.some(({ switches, securityGroups }) => switches.length > 0 && securityGroups.length > 0);
  return {
    types: types
      .sort((a, b) => weight(a) - weight(b))
      .map((type) => ({ ...type, zones: [...type.zones], priceClass: priceClass(weight(type)) })),
    networks,
    keyPairs: await instances.keyPairs(signal),
    ...(usable ? {} : { failure: new Failure('cloud.network-missing', { region: where.region }).view() }),
  };
}

/** What a type costs grows with its cores, and half as much with its memory (in units of 4 GiB a core, the usual ratio). */
const weight = ({ cores, memoryGiB }: InstanceTypeFacts): number => cores + memoryGiB / 8;

function priceClass(of: number): TrialChoices['types'][number]['priceClass'] {
  if (of <= 2.5) return 'lowest';
  if (of <= 4) return 'low';
  return of <= 10 ? 'middle' : 'high';
}

/** Fails with `asked.input-invalid` for a password ECS refuses on Windows only. */
export async function launchRequest(
  cloud: Cloud,
  region: string,
  wish: TrialWish,
  clientToken: string,
  signal: AbortSignal,
): Promise<LaunchRequest> {
  if (wish.signIn.kind !== 'inherit') {
    const library = cloud.library(region);
    const named = ({ imageId }: { imageId: string }): boolean => imageId === wish.imageId;
    const image =
      (await library.list('self', signal)).find(named) ?? (await library.list('others', signal)).find(named);
    if (image?.osType === 'windows') {
      if (wish.signIn.kind === 'key-pair')
        throw new Failure('asked.input-invalid', { problems: say('windows-key-pair') });
      if (wish.signIn.password.startsWith('/'))
        throw new Failure('asked.input-invalid', {
          problems: say('windows-password'),
        });
    }
  }
  return { ...wish, clientToken };
}

export async function startTrial(
  instances: InstanceService,
  request: LaunchRequest,
  signal: AbortSignal,
): Promise<InstanceView> {
  const { instanceId } = await instances.run(request, signal);
  // it may take a moment to be listed
  return (
    (await instances.instance(instanceId, signal)) ?? {
      instanceId,
      name: request.name,
      imageId: request.imageId,
      status: 'Pending',
      instanceType: request.instanceType,
      zone: '',
      networkId: '',
      osType: '',
      publicIp: '',
      privateIp: '',
    }
  );
}

/** Only with its name: an instance is released with its disks. */
export async function releaseTrial(
  instances: InstanceService,
  wish: { readonly instanceId: string; readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const found = await instances.instance(wish.instanceId, signal);
  if (found === undefined) return;
  if (found.name !== wish.name) throw new Failure('asked.wrong-use', { reason: say('name-differs') });
  await instances.release(wish.instanceId, signal);
}
