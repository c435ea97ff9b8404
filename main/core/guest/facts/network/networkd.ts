/** systemd-networkd's `.network` and `.netdev` files, and the `.link` files by which udev names cards. */
import type { GuestTree } from '../guest-tree.ts';
import { isYes, readSections, type Section, valueOf, valuesOf } from './key-files.ts';
import type { CardMatch, Setting } from './setting.ts';

/** One name hides the same name in the folders behind. */
const folders = [
  '/etc/systemd/network',
  '/run/systemd/network',
  '/usr/local/lib/systemd/network',
  '/usr/lib/systemd/network',
];

export interface UnitFile {
  readonly file: string;
  readonly text: string;
  readonly sections: readonly Section[];
}

/** Those with the ending, by name, each with its drop-ins; a link to /dev/null is one that is switched off. */
export async function networkFiles(tree: GuestTree, ending: '.network' | '.netdev' | '.link'): Promise<UnitFile[]> {
  const found = new Map<string, string>();
  for (const folder of folders)
    for (const name of await tree.names(folder))
      if (name.endsWith(ending) && !found.has(name)) found.set(name, `${folder}/${name}`);
  const files: UnitFile[] = [];
  for (const [name, file] of [...found].sort(([one], [other]) => (one < other ? -1 : 1))) {
    let text = await tree.text(file);
    if (text === undefined) continue;
    for (const folder of folders)
      for (const part of await tree.names(`${folder}/${name}.d`))
        if (part.endsWith('.conf')) text += `\n${(await tree.text(`${folder}/${name}.d/${part}`)) ?? ''}`;
    files.push({ file, text, sections: readSections(text) });
  }
  return files;
}

const words = (values: readonly string[]): string[] | undefined => {
  const all = values.flatMap((value) => value.split(/\s+/)).filter((word) => word !== '');
  return all.length === 0 ? undefined : all;
};

export function matchOf(sections: readonly Section[]): CardMatch {
  const of = (key: string): string[] | undefined => words(valuesOf(sections, 'Match', key));
  const type = of('Type');
  const virtual = valueOf(sections, 'Match', 'Virtualization');
  return {
    names: of('Name') ?? of('OriginalName')?.filter((name) => name !== '*'),
    addresses: of('MACAddress') ?? of('PermanentMACAddress'),
    drivers: of('Driver'),
    elsewhere:
      of('Kind') !== undefined ||
      of('Path')?.every((path) => !path.includes('virtio')) === true ||
      (type !== undefined && !type.includes('ether')) ||
      (virtual !== undefined && !/^(yes|true|1|vm|kvm|!container|!no)$/.test(virtual)) ||
      of('Host') !== undefined ||
      of('SSID') !== undefined,
  };
}

export async function readNetworkd(
  tree: GuestTree,
): Promise<{ settings: Setting[]; texts: ReadonlyMap<string, string> }> {
  const networks = await networkFiles(tree, '.network');
  const devices = await networkFiles(tree, '.netdev');
  const made = new Set(devices.map(({ sections }) => valueOf(sections, 'NetDev', 'Name')));
  const settings = networks.map(({ file, sections }): Setting => {
    const match = matchOf(sections);
    const of = (key: string): string | undefined => valueOf(sections, 'Network', key);
    const asks = /^(yes|true|on|1|both|ipv4|v4)$/i.test(of('DHCP') ?? '');
    const addresses = [...valuesOf(sections, 'Network', 'Address'), ...valuesOf(sections, 'Address', 'Address')];
    const [name = file.replace(/^.*\//, '')] = match.names ?? [];
    const isMade = made.has(name);
    return {
      name,
      file,
      match,
      asks,
      fixed: !asks && addresses.some((one) => /^\d+\.\d+/.test(one)),
      starts:
        !isYes(valueOf(sections, 'Link', 'Unmanaged')) &&
        !/^(manual|always-down|down)$/.test(valueOf(sections, 'Link', 'ActivationPolicy') ?? ''),
      ownAddress: valueOf(sections, 'Link', 'MACAddress') !== undefined,
      memberOf: of('Bond') ?? of('Bridge'),
      firstWins: !isMade,
      ...(isMade
        ? {
            madeOf: networks
              .filter((each) => valuesOf(each.sections, 'Network', 'VLAN').includes(name))
              .flatMap((each) => matchOf(each.sections).names ?? []),
          }
        : {}),
    };
  });
  return { settings, texts: new Map(networks.map(({ file, text }) => [file, text])) };
}
