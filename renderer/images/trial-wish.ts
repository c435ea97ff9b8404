/** What a trial instance could be: proposals from what there is to choose from, and what is still wrong with a choice. */
import { instancePassword, trialWish, type TrialChoices } from '../../contract/trial.ts';

export interface TrialChoice {
  name: string;
  instanceType: string | undefined;
  vSwitchId: string | undefined;
  securityGroupId: string | undefined;
  diskCategory: string | undefined;
  /** As typed; empty: as ECS chooses. */
  systemDiskGiB: string;
  publicAddress: boolean;
  signIn: 'inherit' | 'password' | 'key-pair';
  keyPair: string | undefined;
}

export type Network = TrialChoices['networks'][number];

/** ECS's own smallest system disk when nothing is said. */
const smallestDefaultGiB = 40;
export const leastDisk = (imageGiB: number): number => Math.max(smallestDefaultGiB, imageGiB);

/** The cheapest type in stock, and the first place it can be in, another network than `awayFrom` first. */
export function proposedChoice(
  choices: TrialChoices,
  about: { name: string; awayFrom: string | undefined },
): TrialChoice {
  const instanceType = choices.types.find(({ zones }) => zones.length > 0)?.id;
  return {
    name: about.name,
    instanceType,
    ...placeFor(choices, instanceType, about.awayFrom),
    diskCategory: undefined,
    systemDiskGiB: '',
    publicAddress: true,
    signIn: 'inherit',
    keyPair: choices.keyPairs[0],
  };
}

/** VSwitches in zones that have the type. */
export function switchesFor(choices: TrialChoices, instanceType: string | undefined): Network[] {
  const zones = choices.types.find(({ id }) => id === instanceType)?.zones ?? [];
  return choices.networks
    .map((network) => ({ ...network, switches: network.switches.filter(({ zone }) => zones.includes(zone)) }))
    .filter(({ switches, securityGroups }) => switches.length > 0 && securityGroups.length > 0);
}

export function placeFor(
  choices: TrialChoices,
  instanceType: string | undefined,
  awayFrom: string | undefined,
): Pick<TrialChoice, 'vSwitchId' | 'securityGroupId'> {
  const networks = switchesFor(choices, instanceType);
  const network = networks.find(({ id }) => id !== awayFrom) ?? networks[0];
  return { vSwitchId: network?.switches[0]?.id, securityGroupId: network?.securityGroups[0]?.id };
}

export const networkOf = (choices: TrialChoices, vSwitchId: string | undefined): Network | undefined =>
  choices.networks.find(({ switches }) => switches.some(({ id }) => id === vSwitchId));

export const zoneOf = (choices: TrialChoices, vSwitchId: string | undefined): string | undefined =>
  choices.networks.flatMap(({ switches }) => switches).find(({ id }) => id === vSwitchId)?.zone;

/** Undefined: as ECS chooses; NaN for what is no size. */
export function diskSize(text: string, leastGiB: number): number | undefined {
  if (text.trim() === '') return undefined;
  const size = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return size >= leastGiB && size <= 2048 ? size : Number.NaN;
}

export type PasswordProblem = 'length' | 'signs' | 'kinds' | 'slash';

/** RunInstances, Password. */
export function passwordProblem(password: string, osType: string): PasswordProblem | undefined {
  if (osType === 'windows' && password.startsWith('/')) return 'slash';
  const found = instancePassword.safeParse(password);
  if (found.success) return undefined;
  const issues = found.error.issues.map(({ message }) => message);
  if (issues.includes('passwordSigns')) return 'signs';
  return password.length < 8 || password.length > 30 ? 'length' : 'kinds';
}

/** Everything but how one signs in is settled, and would be understood. */
export function settledChoice(choice: TrialChoice, imageId: string, imageGiB: number) {
  const { name, instanceType, vSwitchId, securityGroupId, diskCategory, publicAddress } = choice;
  const systemDiskGiB = diskSize(choice.systemDiskGiB, imageGiB);
  const size = systemDiskGiB === undefined ? {} : { systemDiskGiB };
  const said = {
    imageId,
    name,
    instanceType,
    vSwitchId,
    securityGroupId,
    diskCategory,
    publicAddress,
    ...size,
  };
  return trialWish.omit({ signIn: true }).safeParse(said).data;
}
