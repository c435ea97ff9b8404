/** What a rule of the Windows firewall lets in or keeps out; MS-FAS 2.2.2.19 has the form of a rule. */

/** Fields by name in lower case; a field may stand several times. */
export type FirewallRule = ReadonlyMap<string, readonly string[]>;

/** e.g. `v2.24|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|…`. */
export function readRule(text: string): FirewallRule {
  const fields = new Map<string, string[]>();
  for (const part of text.split('|').slice(1)) {
    const [name = '', ...value] = part.split('=');
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), value.join('=').toLowerCase()]);
  }
  return fields;
}

const is = (rule: FirewallRule, name: string, value: string): boolean => rule.get(name)?.[0] === value;
/** Without the field a rule is for all. */
const holds = (rule: FirewallRule, name: string, fits: (value: string) => boolean): boolean =>
  rule.get(name)?.some(fits) ?? true;

const covers = (ports: string, port: number): boolean =>
  ports.split(',').some((each) => {
    const [first = Number.NaN, last = first] = each.split('-').map(Number);
    return port >= first && port <= last;
  });

/** Whether it is in force for connections to Remote Desktop at the port, in the profile of networks that are new. */
export function meets(rule: FirewallRule, action: 'allow' | 'block', port: number): boolean {
  const ports = [...(rule.get('lport') ?? []), ...(rule.get('lport2_10') ?? [])];
  return (
    is(rule, 'action', action) &&
    is(rule, 'active', 'true') &&
    is(rule, 'dir', 'in') &&
    holds(rule, 'protocol', (one) => one === '6' || one === '256') &&
    (ports.length === 0 || ports.some((one) => covers(one, port))) &&
    holds(rule, 'profile', (one) => one === 'public') &&
    holds(rule, 'app', (one) => one === 'system' || one.endsWith('\\svchost.exe')) &&
    holds(rule, 'svc', (one) => one === '*' || one === 'termservice') &&
    holds(rule, 'iftype', (one) => one === 'lan') &&
    !rule.has('if')
  );
}

const everywhere = ['*', '0.0.0.0/0', '0.0.0.0/0.0.0.0', '0.0.0.0-255.255.255.255', 'internet'];

/** Whether it is for connections from everywhere to any address of the server, and asks for no IPsec. */
export const isForAll = (rule: FirewallRule): boolean => {
  const remote = [...(rule.get('ra4') ?? []), ...(rule.get('ra42') ?? [])];
  const isIpv6Only = rule.has('ra6') && remote.length === 0;
  return (
    !isIpv6Only &&
    !rule.has('la4') &&
    !rule.has('security') &&
    !rule.has('security2_9') &&
    (remote.length === 0 || remote.some((one) => everywhere.includes(one)))
  );
};
