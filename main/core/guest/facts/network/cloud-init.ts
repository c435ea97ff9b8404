/** cloud-init: whether it runs in ECS, finds ECS's metadata, and sets up the network of a new instance. */
import type { GuestTree } from '../guest-tree.ts';
import { isMasked } from '../services.ts';
import { readYaml, settingsOf } from './netplan.ts';
import type { Setting } from './setting.ts';

export interface CloudInit {
  readonly installed: boolean;
  /** The file or argument that turns it off. */
  readonly offBy: string | undefined;
  /** Where it looks for metadata, when it is told where; `file` tells. */
  readonly sources: { readonly file: string; readonly names: readonly string[] } | undefined;
  /** AliYun is among them. */
  readonly findsEcs: boolean;
  /** The file or argument that keeps it from the network. */
  readonly networkOffBy: string | undefined;
  /** A new instance gets its network from it. */
  readonly setsNetwork: boolean;
  /** The network that it is told to set up, in place of DHCP on the first card. */
  readonly own: readonly Setting[];
  readonly unclear: readonly string[];
}

const folder = '/etc/cloud';
const disabledFile = `${folder}/cloud-init.disabled`;
const units = ['cloud-init-local.service', 'cloud-init.service', 'cloud-init-network.service', 'cloud-init.target'];
type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export async function readCloudInit(
  tree: GuestTree,
  isPackaged: boolean,
  kernelArguments: readonly string[],
): Promise<CloudInit> {
  const installed =
    isPackaged || (await tree.exists('/usr/bin/cloud-init')) || (await tree.exists(`${folder}/cloud.cfg`));
  const unclear: string[] = [];
  let sources: CloudInit['sources'];
  let network: { file: string; value: unknown } | undefined;
  const parts = (await tree.names(`${folder}/cloud.cfg.d`)).filter((name) => name.endsWith('.cfg'));
  for (const file of [`${folder}/cloud.cfg`, ...parts.map((name) => `${folder}/cloud.cfg.d/${name}`)]) {
    const text = await tree.text(file);
    if (text === undefined) continue;
    const content = readYaml(text);
    if (content === undefined) unclear.push(file);
    if (!isTable(content)) continue;
    const list = content['datasource_list'];
    if (Array.isArray(list)) sources = { file, names: list.map(String) };
    if (content['network'] !== undefined) network = { file, value: content['network'] };
  }
  const argument = kernelArguments.findLast((one) => /^(ci\.)?ds=/.test(one));
  if (argument !== undefined)
    sources = { file: argument, names: [argument.replace(/^(ci\.)?ds=/, '').replace(/[;,].*$/, '')] };
  const identify = /^\s*policy:\s*disabled/m.test((await tree.text(`${folder}/ds-identify.cfg`)) ?? '');
  const masked: string[] = [];
  for (const unit of units) if (await isMasked(tree, unit)) masked.push(unit);
  const offBy =
    kernelArguments.find((one) => one === 'cloud-init=disabled') ??
    ((await tree.exists(disabledFile)) ? disabledFile : undefined) ??
    (identify ? `${folder}/ds-identify.cfg` : masked[0]);
  const asked = sources?.names.filter((name) => name.toLowerCase() !== 'none') ?? [];
  const findsEcs = sources === undefined || asked.some((name) => name.toLowerCase() === 'aliyun');
  const isOff = isTable(network?.value) && network.value['config'] === 'disabled';
  const networkOffBy =
    kernelArguments.find((one) => one === 'network-config=disabled') ?? (isOff ? network?.file : undefined);
  return {
    installed,
    offBy,
    sources,
    findsEcs,
    networkOffBy,
    // with one source only it does not look whether that is there, and asks on the first card
    setsNetwork: installed && offBy === undefined && networkOffBy === undefined && (findsEcs || asked.length < 2),
    own: network === undefined || isOff ? [] : ownNetwork(network.value, network.file),
    unclear,
  };
}

/** Its first version is a list of devices, its second is netplan's form; either may stand below `config`. */
function ownNetwork(value: unknown, file: string): Setting[] {
  if (!isTable(value)) return [];
  if (isTable(value['config'])) return ownNetwork(value['config'], file);
  const { config } = value;
  if (!Array.isArray(config)) return settingsOf(value, () => file);
  return config.flatMap((device: unknown): Setting[] => {
    if (!isTable(device) || !['physical', 'bond', 'bridge', 'vlan'].includes(String(device['type']))) return [];
    const subnets: readonly unknown[] = Array.isArray(device['subnets']) ? device['subnets'] : [];
    const types = subnets.map((subnet) => (isTable(subnet) ? String(subnet['type']) : ''));
    const address = device['mac_address'];
    const parts = ['bond_interfaces', 'bridge_interfaces', 'vlan_link'].flatMap((key) => device[key] ?? []).map(String);
    const asks = types.some((type) => type === 'dhcp' || type === 'dhcp4');
    return [
      {
        name: String(device['name']),
        file,
        match: {
          names: [String(device['name'])],
          addresses: device['type'] === 'physical' && typeof address === 'string' ? [address] : undefined,
        },
        asks,
        fixed: !asks && types.some((type) => type === 'static'),
        starts: true,
        ...(device['type'] === 'physical' ? {} : { madeOf: parts }),
      },
    ];
  });
}

/** Files that cloud-init writes anew for each instance, where it sets up the network. */
export const writtenByCloudInit = (file: string, text: string): boolean =>
  /(^|\/)\d*-?cloud-init[^/]*$/.test(file) ||
  /^#.*(created by cloud-init|generated (from information provided )?by (cloud-init|the datasource))/im.test(text);
