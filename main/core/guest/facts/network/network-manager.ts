/** NetworkManager: its profiles (key files), and whether it asks for an address on a card without one. */
import type { GuestTree } from '../guest-tree.ts';
import { starterOf } from '../services.ts';
import { isNo, readSections, type Section, valueOf, valuesOf } from './key-files.ts';
import { type EcsCard, globs, type Setting } from './setting.ts';

const etc = '/etc/NetworkManager';
export const profileFolders = [`${etc}/system-connections`, '/usr/lib/NetworkManager/system-connections'];

export function readProfile(text: string, file: string): Setting[] {
  const sections = readSections(text);
  const of = (section: string, key: string): string | undefined => valueOf(sections, section, key);
  const type = (of('connection', 'type') ?? 'ethernet').replace('802-3-', '');
  const card = of('ethernet', 'mac-address') ?? of('802-3-ethernet', 'mac-address');
  const cloned = of('ethernet', 'cloned-mac-address') ?? of('802-3-ethernet', 'cloned-mac-address') ?? '';
  const only = of('connection', 'interface-name');
  const names = only === undefined ? wordsOf(of('match', 'interface-name')) : [only];
  const method = of('ipv4', 'method') ?? 'auto';
  const parent = of('vlan', 'parent');
  return [
    {
      name: only ?? of('connection', 'id') ?? file,
      file,
      match: {
        names,
        addresses: card === undefined ? undefined : [card],
        drivers: wordsOf(of('match', 'driver')),
        elsewhere:
          /^(wifi|802-11-wireless|gsm|cdma|vpn|wireguard|bluetooth|infiniband|loopback|tun|dummy)$/.test(type) ||
          of('match', 'path') !== undefined,
      },
      asks: method === 'auto',
      fixed: method === 'manual',
      starts: !isNo(of('connection', 'autoconnect')),
      ownAddress: /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(cloned),
      memberOf: of('connection', 'controller') ?? of('connection', 'master'),
      ...(type === 'ethernet' ? {} : { madeOf: parent === undefined ? [] : [parent] }),
    },
  ];
}

const wordsOf = (value: string | undefined): string[] | undefined =>
  value === undefined
    ? undefined
    : value.split(/[;,\s]+/).flatMap((word) => (word === '' ? [] : word.replace(/^[|&]/, '')));

export interface ManagerHabits {
  /** What starts it with the system. */
  readonly starter: string | undefined;
  /** It leaves the card of ECS alone. */
  readonly leaves: boolean;
  /** A card without a profile gets one that asks. */
  readonly asksByItself: boolean;
}

/** `byNetplan`: netplan hands the cards to it, and overrides what a distribution leaves unmanaged. */
export async function managerHabits(tree: GuestTree, card: EcsCard, byNetplan: boolean): Promise<ManagerHabits> {
  const sections: Section[] = [];
  const shadowed: readonly string[] = await tree.names(`${etc}/conf.d`);
  for (const folder of ['/usr/lib/NetworkManager/conf.d', `${etc}/conf.d`])
    for (const name of await tree.names(folder)) {
      if (
        !name.endsWith('.conf') ||
        (!folder.startsWith(etc) && shadowed.includes(name)) ||
        (byNetplan && /globally-managed/.test(name))
      )
        continue;
      sections.push(...readSections((await tree.text(`${folder}/${name}`)) ?? ''));
    }
  sections.push(...readSections((await tree.text(`${etc}/NetworkManager.conf`)) ?? ''));
  const starter = await starterOf(tree, ['NetworkManager']);
  const covers = (list: string | undefined): boolean =>
    (wordsOf(list) ?? []).length > 0 && namesCard(wordsOf(list) ?? [], card);
  return {
    starter,
    leaves: covers(valuesOf(sections, 'keyfile', 'unmanaged-devices').at(-1)),
    asksByItself: starter !== undefined && !covers(valuesOf(sections, 'main', 'no-auto-default').at(-1)),
  };
}

/** NetworkManager.conf(5), device lists; `except:` wins. */
function namesCard(list: readonly string[], { names }: EcsCard): boolean {
  const hits = (spec: string): boolean => {
    const [, kind = '', value = ''] = /^(?:(interface-name|type|driver|mac):)?=?~?(.*)$/.exec(spec) ?? [];
    if (kind === 'type') return value === 'ethernet';
    if (kind === 'driver') return globs([value], 'virtio_net');
    return kind !== 'mac' && names.some((name) => globs([value], name));
  };
  const excepted = list.some((spec) => spec.startsWith('except:') && hits(spec.slice('except:'.length)));
  return !excepted && list.some((spec) => !spec.startsWith('except:') && hits(spec));
}
