/** Firewalls of a Linux guest: whether what starts with it lets a TCP port in. */
import type { GuestTree } from './guest-tree.ts';
import { readVariables } from './os-release.ts';
import { startersOf } from './services.ts';

export interface Firewall {
  /** What starts it. */
  readonly starter: string;
  /** The file that decides. */
  readonly file: string;
  /** Undefined when its rules say it in a way that is not followed. */
  readonly lets: boolean | undefined;
}

/** Of the programs whose rules are read: the services, and where they may keep their rules. */
const tables = [
  { names: ['iptables'], files: ['/etc/sysconfig/iptables', '/etc/iptables/rules-save'], reads: iptablesLets },
  { names: ['netfilter-persistent', 'iptables-persistent'], files: ['/etc/iptables/rules.v4'], reads: iptablesLets },
  {
    names: ['nftables'],
    files: ['/etc/nftables.conf', '/etc/sysconfig/nftables.conf', '/etc/nftables.nft'],
    reads: nftLets,
  },
  { names: ['csf', 'lfd'], files: ['/etc/csf/csf.conf'], reads: csfLets },
] as const;
const others = [
  'ip6tables',
  'SuSEfirewall2',
  'SuSEfirewall2_setup',
  'shorewall',
  'ferm',
  'apf',
  'arno-iptables-firewall',
  'firehol',
  'pf-kernel',
  'imunify360',
];

export async function readFirewalls(tree: GuestTree, port: number): Promise<Firewall[]> {
  const found: Firewall[] = [];
  const startedBy = await startersOf(tree);
  for (const { names, files, reads } of tables) {
    const starter = await startedBy(...names);
    if (starter === undefined) continue;
    let file = starter;
    let lets: boolean | undefined;
    for (const each of files) {
      const text = await tree.text(each);
      if (text === undefined) continue;
      [file, lets] = [each, reads(text, port)];
      break;
    }
    found.push({ starter, file, lets });
  }
  const firewalld = await startedBy('firewalld');
  if (firewalld !== undefined) found.push({ starter: firewalld, ...(await zoneLets(tree, port)) });
  const ufw = await tree.text('/etc/ufw/ufw.conf');
  // Ubuntu always starts ufw; its own settings turn it on
  if (/^ENABLED=yes/im.test(ufw ?? '')) found.push({ starter: '/etc/ufw/ufw.conf', ...(await ufwLets(tree, port)) });
  for (const name of others) {
    const starter = await startedBy(name);
    if (starter !== undefined) found.push({ starter, file: starter, lets: undefined });
  }
  return found;
}

const isPort = (text: string, port: number): boolean =>
  text.split(/[,\s{}]+/).some((part) => {
    const [, from, to = from] = /^(\d+)(?:[:-](\d+))?$/.exec(part === 'ssh' ? '22' : part) ?? [];
    return from !== undefined && Number(from) <= port && port <= Number(to);
  });

/** iptables-save: the first rule of INPUT that fits a new connection from anywhere decides, then its policy. */
function iptablesLets(text: string, port: number): boolean | undefined {
  const filter = /^\*filter$([^]*?)^COMMIT$/m.exec(text)?.[1] ?? text;
  for (const line of filter.split('\n')) {
    const rule = /^-A INPUT (.*)$/.exec(line.trim())?.[1];
    if (rule === undefined) continue;
    const target = /-j (\S+)/.exec(rule)?.[1] ?? '';
    const ports = /--dports? (\S+)/.exec(rule)?.[1];
    const isForOthers =
      /-i lo\b|-p (icmp|udp|ipv6-icmp)\b|(^| )-d |(^| )-s (?!0\.0\.0\.0\/0)/.test(rule) ||
      (/ESTABLISHED/.test(rule) && !/NEW/.test(rule));
    if (isForOthers) continue;
    if (ports !== undefined && !isPort(ports, port)) continue;
    if (target === 'ACCEPT') return true;
    if (target === 'DROP' || target === 'REJECT') return false;
    if (target !== 'LOG' && target !== 'NFLOG' && target !== '') return undefined;
  }
  return !/^:INPUT (DROP|REJECT)/m.test(filter);
}

/** nft(8): a chain on the input hook that drops, and no rule that accepts the port. */
function nftLets(text: string, port: number): boolean | undefined {
  const plain = text.replaceAll(/#.*$/gm, '');
  if (/^\s*include\s/m.test(plain) && !/hook\s+input/.test(plain)) return undefined;
  const chain = /chain\s+\w+\s*\{[^{}]*hook\s+input\b([^]*?)\n\s*\}/.exec(plain)?.[1];
  if (chain === undefined) return true;
  const accepts = [...chain.matchAll(/^(?!.*\b(saddr|iif|iifname)\b).*\bdport\s+(\{[^}]*\}|\S+).*\baccept\b/gm)];
  if (accepts.some(([, , ports = '']) => isPort(ports, port))) return true;
  if (/\b(jump|goto|vmap)\b/.test(chain)) return undefined;
  return !(/policy\s+drop/.test(chain) || /^\s*(counter\s+)?(drop|reject)\b/m.test(chain));
}

function csfLets(text: string, port: number): boolean {
  const values = readVariables(text.replaceAll(/^(\w+)\s*=\s*/gm, '$1='));
  return values.get('TESTING') === '1' || isPort(values.get('TCP_IN') ?? '', port);
}

async function zoneLets(tree: GuestTree, port: number): Promise<Pick<Firewall, 'file' | 'lets'>> {
  const config = '/etc/firewalld/firewalld.conf';
  const zone = /^DefaultZone=(\S+)/m.exec((await tree.text(config)) ?? '')?.[1] ?? 'public';
  for (const folder of ['/etc/firewalld/zones', '/usr/lib/firewalld/zones']) {
    const file = `${folder}/${zone}.xml`;
    const text = await tree.text(file);
    if (text === undefined) continue;
    const isOpen = /<zone[^>]*target="ACCEPT"/.test(text) || (port === 22 && /<service name="ssh"\s*\/?>/.test(text));
    const ports = [...text.matchAll(/<port\b[^>]*>/g)].filter(([tag]) => /protocol="tcp"/.test(tag));
    const isNamed = ports.some(([tag]) => isPort(/\bport="([^"]+)"/.exec(tag)?.[1] ?? '', port));
    // rich rules may be for some addresses only
    return { file, lets: isOpen || isNamed ? true : text.includes('<rule') ? undefined : false };
  }
  return { file: config, lets: /^(drop|block)$/.test(zone) ? false : undefined };
}

async function ufwLets(tree: GuestTree, port: number): Promise<Pick<Firewall, 'file' | 'lets'>> {
  const defaults = readVariables((await tree.text('/etc/default/ufw')) ?? '');
  if (defaults.get('DEFAULT_INPUT_POLICY') === 'ACCEPT') return { file: '/etc/default/ufw', lets: true };
  for (const file of ['/etc/ufw/user.rules', '/lib/ufw/user.rules']) {
    const text = await tree.text(file);
    if (text === undefined) continue;
    const tuples = [...text.matchAll(/^### tuple ### (allow|limit) (tcp|any) (\S+) (\S+) \S+ (\S+)/gm)];
    const isOpen = tuples.some(
      ([, , , ports = '', , from]) => (ports === 'any' || isPort(ports, port)) && from === '0.0.0.0/0',
    );
    return { file, lets: isOpen };
  }
  return { file: '/etc/ufw/ufw.conf', lets: undefined };
}
