/** ifcfg files: of Red Hat's `network` and NetworkManager, and of SUSE's wicked. */
import { readVariables } from '../os-release.ts';
import type { Setting } from './setting.ts';

export function readIfcfg(text: string, file: string): Setting[] {
  const values = readVariables(text);
  const value = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => values.get(key)).find((each) => each !== undefined && each !== '');
  const own = file.replace(/^.*\/ifcfg-/, '');
  // an alias such as eth0:1 is a second address of its card
  if (own === 'lo' || own.includes(':')) return [];
  const name = value('DEVICE') ?? own;
  const proto = (value('BOOTPROTO') ?? '').toLowerCase();
  const hasAddress = [...values.keys()].some((key) => /^IPADDR/.test(key));
  const asks = /dhcp|bootp/.test(proto) && proto !== 'dhcp6';
  const address = value('HWADDR', 'LLADDR');
  const madeOf = partsOf(values, name);
  return [
    {
      name,
      file,
      match: {
        // with a hardware address the file's name does not matter
        names: address === undefined || value('DEVICE') !== undefined ? [name] : undefined,
        addresses: address === undefined || madeOf !== undefined ? undefined : [address],
      },
      asks,
      fixed: !asks && (hasAddress || proto === 'static'),
      starts: !/^(no|off|manual|false)$/i.test(value('ONBOOT', 'STARTMODE') ?? 'yes'),
      ownAddress: value('MACADDR') !== undefined,
      memberOf: value('MASTER', 'MASTER_UUID', 'BRIDGE', 'BRIDGE_UUID', 'TEAM_MASTER', 'OVS_BRIDGE'),
      ...(madeOf === undefined ? {} : { madeOf }),
    },
  ];
}

/** Undefined for a card; members that name their bond themselves are not listed here. */
function partsOf(values: ReadonlyMap<string, string>, name: string): string[] | undefined {
  const type = (values.get('TYPE') ?? values.get('DEVICETYPE') ?? '').toLowerCase();
  const listed = [...values].flatMap(([key, value]) =>
    /^(BONDING_SLAVE|TEAM_PORT_DEVICE)_?\d+$/.test(key) || key === 'BRIDGE_PORTS' ? value.split(/\s+/) : [],
  );
  const below = values.get('PHYSDEV') ?? values.get('ETHERDEVICE') ?? /^(.+)\.\d+$/.exec(name)?.[1];
  const isVlan = /^yes$/i.test(values.get('VLAN') ?? '') || type === 'vlan' || values.has('ETHERDEVICE');
  if (isVlan || /^[^.]+\.\d+$/.test(name)) return below === undefined ? listed : [...listed, below];
  const isMade =
    /^(bond|bridge|team|ovsbridge|teamport)$/.test(type) ||
    values.has('BONDING_OPTS') ||
    /^yes$/i.test(values.get('BONDING_MASTER') ?? values.get('BRIDGE_STP') ?? '') ||
    listed.length > 0;
  return isMade ? listed : undefined;
}
