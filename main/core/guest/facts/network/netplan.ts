/** netplan's YAML, all files joined as netplan joins them. The same form is the second version of cloud-init's. */
import { parse } from 'yaml';
import type { GuestTree } from '../guest-tree.ts';
import { isCopy, type Setting } from './setting.ts';

/** Later ones win; a name in one of them hides the same name in those before. */
const folders = ['/usr/lib/netplan', '/lib/netplan', '/etc/netplan'];

export interface Netplan {
  readonly settings: readonly Setting[];
  readonly texts: ReadonlyMap<string, string>;
  /** Files that are no YAML: netplan then sets up nothing at all. */
  readonly unclear: readonly string[];
  readonly byNetworkManager: boolean;
}

type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const table = (value: unknown): Table => (isTable(value) ? value : {});
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => (typeof one === 'string' ? [one] : []));

/** Undefined for what is no YAML. */
export function readYaml(text: string): unknown {
  try {
    return parse(text, { version: '1.1', maxAliasCount: 100, logLevel: 'error' }) as unknown;
  } catch {
    return undefined;
  }
}

/** `skip`: files that another program will write anew. */
export async function readNetplan(tree: GuestTree, skip: (file: string, text: string) => boolean): Promise<Netplan> {
  const files = new Map<string, string>();
  for (const folder of folders)
    for (const name of await tree.names(folder))
      if (/\.yaml$/.test(name) && !isCopy(name)) files.set(name, `${folder}/${name}`);
  const read = new Map<string, string>();
  const unclear: string[] = [];
  let joined: Table = {};
  const homes = new Map<string, string>();
  for (const [, file] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const text = await tree.text(file);
    if (text === undefined || skip(file, text)) continue;
    read.set(file, text);
    const content = readYaml(text);
    if (content === undefined) unclear.push(file);
    const { network } = table(content);
    for (const [kind, devices] of Object.entries(table(network)))
      for (const id of Object.keys(table(devices))) homes.set(`${kind} ${id}`, file);
    joined = merged(joined, table(network));
  }
  return {
    settings: settingsOf(joined, (kind, id) => homes.get(`${kind} ${id}`) ?? '/etc/netplan'),
    texts: read,
    unclear,
    byNetworkManager: joined['renderer'] === 'NetworkManager',
  };
}

/** Tables join, lists grow, anything else is replaced. */
function merged(one: Table, other: Table): Table {
  const all: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = all[key];
    if (isTable(before) && isTable(value)) all[key] = merged(before, value);
    else if (Array.isArray(before) && Array.isArray(value))
      all[key] = [...(before as unknown[]), ...(value as unknown[])];
    else all[key] = value;
  }
  return all;
}

/** What stands below `network:`. */
export function settingsOf(network: Table, home: (kind: string, id: string) => string): Setting[] {
  const settings: Setting[] = [];
  for (const kind of ['ethernets', 'bonds', 'bridges', 'vlans']) {
    for (const [id, value] of Object.entries(table(network[kind]))) {
      const device = table(value);
      const match = isTable(device['match']) ? device['match'] : undefined;
      const asks = device['dhcp4'] === true;
      const below = [...texts(device['interfaces']), ...texts(device['link'])];
      settings.push({
        name: typeof device['set-name'] === 'string' ? device['set-name'] : id,
        file: home(kind, id),
        match:
          match === undefined
            ? { names: [id] }
            : {
                names: nonEmpty(texts(match['name'])),
                addresses: nonEmpty(texts(match['macaddress'])),
                drivers: nonEmpty(texts(match['driver'])),
              },
        asks,
        fixed: !asks && addressesOf(device['addresses']).some((one) => /^\d+\.\d+/.test(one)),
        starts: device['activation-mode'] !== 'off' && device['activation-mode'] !== 'manual',
        ownAddress: typeof device['macaddress'] === 'string' && /^[0-9a-f]{2}:/i.test(device['macaddress']),
        ...(kind === 'ethernets' ? {} : { madeOf: below.flatMap((one) => namesOf(network, one)) }),
      });
    }
  }
  return settings;
}

const nonEmpty = (list: string[]): string[] | undefined => (list.length === 0 ? undefined : list);

/** An address may be a table of its own, with a label below it. */
const addressesOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) => (isTable(one) ? Object.keys(one) : texts(one)));

/** Bonds and VLANs name a card by its id, which need not be what it is called. */
function namesOf(network: Table, id: string): string[] {
  const device = table(table(network['ethernets'])[id]);
  if (!isTable(device['match'])) return [id];
  // by hardware address: a card of the old machine
  const names = texts(device['match']['name']);
  return names.length > 0 ? names : device['match']['macaddress'] === undefined ? ['*'] : [`${id} by address`];
}
