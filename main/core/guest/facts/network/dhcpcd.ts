/** dhcpcd.conf(5): it asks on every card, but for what the file says of some. */
import { globs, type EcsCard, type Setting } from './setting.ts';

export const dhcpcdFile = '/etc/dhcpcd.conf';

/** `isStarted`: without that only what it would set is told. */
export function readDhcpcd(text: string, card: EcsCard, isStarted: boolean): Setting[] {
  const settings: Setting[] = [];
  let block: string | undefined;
  let refuses = false;
  const silent = new Set<string>();
  const fixed = new Set<string>();
  const named: string[] = [];
  for (const line of text.split('\n', 5_000)) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === 'interface') named.push((block = rest[0] ?? ''));
    else if (word === 'profile') block = 'profile';
    else if (word === 'static' && /^ip_address=\d/.test(rest[0] ?? '') && block !== 'profile') fixed.add(block ?? '*');
    else if (/^(inform|inform4)$/.test(word)) fixed.add(block ?? '*');
    else if (/^(nodhcp|nodhcp4|noipv4)$/.test(word)) silent.add(block ?? '*');
    else if (word === 'denyinterfaces') refuses ||= card.names.every((name) => globs(rest, name));
    else if (word === 'allowinterfaces') refuses ||= !card.names.some((name) => globs(rest, name));
  }
  for (const name of new Set([...named, ...fixed, ...silent]))
    settings.push({
      name,
      file: dhcpcdFile,
      match: { names: [name] },
      asks: isStarted && !fixed.has(name) && !silent.has(name),
      fixed: fixed.has(name),
      // told also where it is not seen what starts it: on some systems other tools do
      starts: (isStarted || fixed.has(name)) && !refuses,
      firstWins: true,
    });
  if (isStarted)
    settings.push({
      name: 'dhcpcd',
      file: dhcpcdFile,
      match: {},
      asks: !fixed.has('*') && !silent.has('*'),
      fixed: fixed.has('*'),
      starts: !refuses,
      firstWins: true,
    });
  return settings;
}
