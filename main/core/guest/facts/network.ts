/** How a Linux guest sets up its network cards, by the files of each of the tools that do it. */
import type { NetworkCard } from '../../../../contract/guest.ts';
import type { GuestTree } from './guest-tree.ts';
import { readVariables } from './os-release.ts';

export interface LinuxNetwork {
  readonly cards: readonly NetworkCard[];
  /** Files that tie a name or a setting to the address of a card that stays behind. */
  readonly tiedTo: readonly string[];
  /** Files that set an IPv6 address. */
  readonly fixedIpv6: readonly string[];
}

const mostCards = 64;
/** ifcfg, interfaces(5), netplan and networkd, and a key file of NetworkManager. */
const ipv6Address =
  /^\s*IPV6ADDR=.|^\s*iface\s+\S+\s+inet6\s+static|^\s*-?\s*(?:addresses:\s*\[.*|Address=|IPADDR\w*=)?["'\s]*[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f]*\/\d+|^\[ipv6\][^[]*^method=manual/im;

export async function readNetwork(tree: GuestTree): Promise<LinuxNetwork> {
  const cards: NetworkCard[] = [];
  const tiedTo: string[] = [];
  const fixedIpv6: string[] = [];
  const each = async (
    folder: string,
    pattern: RegExp,
    read: (text: string, file: string) => NetworkCard[],
  ): Promise<void> => {
    for (const name of await tree.names(folder)) {
      const path = `${folder}/${name}`;
      const text = pattern.test(name) && cards.length < mostCards ? await tree.text(path) : undefined;
      if (text === undefined) continue;
      cards.push(...read(text, path).filter((card) => card.name !== 'lo'));
      if (/^\s*(HWADDR=|mac-address=|hwaddress\s|macaddress:|MACAddress=)/im.test(text)) tiedTo.push(path);
      if (ipv6Address.test(text)) fixedIpv6.push(path);
    }
  };
  await each('/etc/sysconfig/network-scripts', /^ifcfg-(?!lo$)[^~]+$/, readIfcfg);
  await each('/etc/sysconfig/network', /^ifcfg-(?!lo$)[^~]+$/, readIfcfg);
  await each('/etc/NetworkManager/system-connections', /./, readKeyFile);
  await each('/etc/network', /^interfaces$/, readInterfaces);
  await each('/etc/network/interfaces.d', /./, readInterfaces);
  await each('/etc/netplan', /\.ya?ml$/, readNetplan);
  await each('/etc/systemd/network', /\.network$/, readNetworkd);
  const rules = '/etc/udev/rules.d/70-persistent-net.rules';
  if (/^\s*[^#\s].*ATTR\{address\}/m.test((await tree.text(rules)) ?? '')) tiedTo.push(rules);
  return { cards: cards.slice(0, mostCards), tiedTo, fixedIpv6 };
}

/** Of Red Hat and SUSE alike; a file without BOOTPROTO but with an address is static. */
function readIfcfg(text: string, file: string): NetworkCard[] {
  const values = readVariables(text);
  const name = values.get('DEVICE') ?? file.replace(/^.*ifcfg-/, '');
  const proto = (values.get('BOOTPROTO') ?? '').toLowerCase();
  const hasAddress = [...values.keys()].some((key) => /^IPADDR/.test(key));
  const onBoot = values.get('ONBOOT') ?? values.get('STARTMODE') ?? 'yes';
  if (/^(no|off|manual)$/i.test(onBoot)) return [{ name, method: 'none', file }];
  const method = /dhcp/.test(proto) ? 'dhcp' : hasAddress || proto === 'static' ? 'static' : 'none';
  return [{ name, method, file }];
}

function readKeyFile(text: string, file: string): NetworkCard[] {
  const name = /^interface-name=(.+)$/m.exec(text)?.[1] ?? /^id=(.+)$/m.exec(text)?.[1] ?? file;
  const ipv4 = /^\[ipv4\]([^[]*)/m.exec(text)?.[1] ?? '';
  const method = /^method=(\w+)/m.exec(ipv4)?.[1] ?? 'auto';
  return [{ name: name.trim(), method: method === 'auto' ? 'dhcp' : method === 'manual' ? 'static' : 'none', file }];
}

function readInterfaces(text: string, file: string): NetworkCard[] {
  return [...text.matchAll(/^[^\S\n]*iface\s+(\S+)\s+inet\s+(\S+)/gm)].map(([, name = '', method]) => ({
    name,
    method: method === 'dhcp' ? 'dhcp' : method === 'static' ? 'static' : 'none',
    file,
  }));
}

/** By indentation: the names below `ethernets:`, and what stands deeper belongs to them. */
function readNetplan(text: string, file: string): NetworkCard[] {
  const cards: NetworkCard[] = [];
  let section = -1;
  let depth = -1;
  for (const line of text.split('\n', 5_000)) {
    const [, indent = '', key = '', value = ''] = /^(\s*)([^\s#:][^:]*):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === '') continue;
    if (section < 0 || indent.length <= section) {
      section = key === 'ethernets' ? indent.length : -1;
      depth = -1;
      continue;
    }
    if (depth < 0) depth = indent.length;
    if (indent.length === depth) cards.push({ name: key.replaceAll('"', ''), method: 'unknown', file });
    const last = cards.at(-1);
    if (last === undefined) continue;
    if (key === 'dhcp4' && /^(true|yes|on)$/i.test(value)) cards[cards.length - 1] = { ...last, method: 'dhcp' };
    else if (key === 'addresses' && last.method === 'unknown') cards[cards.length - 1] = { ...last, method: 'static' };
  }
  return cards;
}

function readNetworkd(text: string, file: string): NetworkCard[] {
  const name = /^Name=(.+)$/m.exec(text)?.[1]?.trim() ?? file;
  if (/^DHCP=(yes|ipv4|true)/im.test(text)) return [{ name, method: 'dhcp', file }];
  return [{ name, method: /^Address=/m.test(text) ? 'static' : 'none', file }];
}
