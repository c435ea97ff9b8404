/** Whether people get in: the SSH server as it would really run, accounts, and what stands between. */
import { expect, test } from 'vitest';
import type { GuestGroup, GuestRule } from '../../../../contract/guest.ts';
import { dpkg, type Files, goodLinux, volumeWith } from '../../../../build/test-guests/servers.ts';
import { readLinux } from '../facts/linux.ts';
import { linuxChecks } from './linux-checks.ts';
import { runChecks } from './run-checks.ts';

const { signal } = new AbortController();
const text = (content: string): Buffer => Buffer.from(content);
const config = (lines: string): Files => ({ '/etc/ssh/sshd_config': text(lines) });
const wants = (unit: string): Files => ({
  [`/etc/systemd/system/multi-user.target.wants/${unit}`]: { link: `/usr/lib/systemd/system/${unit}` },
});
const system = (id: string, version: string, like = ''): Files => ({
  '/etc/os-release': text(`ID=${id}\nVERSION_ID="${version}"\nID_LIKE="${like}"\n`),
  '/var/lib/dpkg/status': dpkg('cloud-init', 'cloud-guest-utils'),
});
const started = '/etc/systemd/system/multi-user.target.wants/sshd.service';
const person: Files = {
  '/etc/passwd': text('root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/bash\n'),
  '/etc/shadow': text('root:$6$x$y:19000:0:99999:7:::\nann:$6$x$y:19000:0:99999:7:::\n'),
};

async function verdict(
  rule: GuestRule,
  files: Files,
  without: readonly string[] = [],
): Promise<GuestGroup | undefined> {
  const all = Object.entries({ ...goodLinux, ...files }).filter(([path]) => !without.includes(path));
  const open = volumeWith(Object.fromEntries(all));
  const guest = await readLinux(open, [open], { volumes: [open.volume], complete: true }, [], {
    signal,
    initramfsSignal: signal,
  });
  const { checks } = await runChecks(guest, linuxChecks, { signal, limit: signal });
  return checks.find((check) => check.rule === rule)?.severity;
}

test.each<[string, GuestGroup, Files]>([
  ['CentOS 7 by itself', 'none', { ...config('Port 22\n'), ...system('centos', '7', 'rhel fedora') }],
  ['Rocky 9 by itself', 'recommended', { ...config('Port 22\n'), ...system('rocky', '9.4', 'rhel centos fedora') }],
  [
    'Debian 12 by itself',
    'recommended',
    { ...config('#PermitRootLogin prohibit-password\n'), ...system('debian', '12') },
  ],
  ['SLES 15 by itself', 'none', { ...config('UsePAM yes\n'), ...system('sles', '15.5', 'suse') }],
  ['the first value counts', 'none', config('PermitRootLogin yes\nPermitRootLogin no\n')],
  [
    'a file drawn in before',
    'recommended',
    {
      ...config('Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes\n'),
      '/etc/ssh/sshd_config.d/01.conf': text('PermitRootLogin prohibit-password\n'),
    },
  ],
  [
    'a file drawn in behind',
    'none',
    {
      ...config('PermitRootLogin yes\nInclude sshd_config.d/*.conf\n'),
      '/etc/ssh/sshd_config.d/01.conf': text('PermitRootLogin no\n'),
    },
  ],
  ['lines for some', 'none', config('PermitRootLogin yes\nMatch Address 10.0.0.0/8\n  PasswordAuthentication no\n')],
  ['lines for all', 'recommended', config('PermitRootLogin yes\nMatch all\n  PasswordAuthentication no\n')],
  ['keys only', 'recommended', config('PermitRootLogin yes\nAuthenticationMethods publickey\n')],
  [
    'passwords by PAM',
    'none',
    config('PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication yes\nUsePAM yes\n'),
  ],
  ['root is not among those who may', 'strong', config('PermitRootLogin yes\nAllowUsers ann\n')],
  ['another may', 'recommended', { ...config('PermitRootLogin yes\nAllowUsers ann\n'), ...person }],
  ['root is among them', 'none', config('PermitRootLogin yes\nAllowUsers ann root\n')],
  ['root from the old network', 'strong', config('PermitRootLogin yes\nAllowUsers root@10.0.0.*\n')],
  ['root is denied', 'strong', config('PermitRootLogin yes\nDenyUsers root\n')],
  ['a group that root is not in', 'strong', config('PermitRootLogin yes\nAllowGroups ssh-users\n')],
  [
    'a group that root is in',
    'none',
    { ...config('PermitRootLogin yes\nAllowGroups wheel\n'), '/etc/group': text('root:x:0:\nwheel:x:10:root\n') },
  ],
  ['no for root, another may', 'recommended', { ...config('PermitRootLogin no\n'), ...person }],
  [
    'PAM keeps root out',
    'strong',
    {
      ...config('PermitRootLogin yes\n'),
      '/etc/pam.d/sshd': text('account required pam_access.so\n'),
      '/etc/security/access.conf': text('- : ALL : ALL\n'),
    },
  ],
  [
    'PAM is not asked',
    'none',
    { ...config('PermitRootLogin yes\n'), '/etc/security/access.conf': text('- : ALL : ALL\n') },
  ],
])('linux.root-login: %s: %s', async (_, severity, files) => {
  expect(await verdict('linux.root-login', files)).toBe(severity);
});

test.each<[string, GuestGroup, Files, (readonly string[])?]>([
  ['masked', 'strong', { '/etc/systemd/system/sshd.service': { link: '/dev/null' } }],
  ['kept from starting', 'strong', { '/etc/ssh/sshd_not_to_be_run': text('') }],
  [
    'started by its socket',
    'none',
    { '/etc/systemd/system/sockets.target.wants/ssh.socket': { link: '/usr/lib/systemd/system/ssh.socket' } },
    [started],
  ],
  [
    'a socket on another port',
    'recommended',
    {
      '/etc/systemd/system/sockets.target.wants/ssh.socket': { link: 'x' },
      '/usr/lib/systemd/system/ssh.socket': text('[Socket]\nListenStream=22\n'),
      '/etc/systemd/system/ssh.socket.d/port.conf': text('[Socket]\nListenStream=\nListenStream=2222\n'),
    },
    [started],
  ],
  [
    'a socket whose service is masked',
    'strong',
    {
      '/etc/systemd/system/sockets.target.wants/ssh.socket': { link: 'x' },
      '/etc/systemd/system/ssh.service': { link: '/dev/null' },
    },
    [started],
  ],
  ['started by Upstart', 'none', { '/etc/init/ssh.conf': text('start on runlevel [2345]\n') }, [started]],
  ['started by OpenRC', 'none', { '/etc/runlevels/default/sshd': { link: '/etc/init.d/sshd' } }, [started]],
  ['another port', 'recommended', config('Port 2222\n')],
  ['another port beside', 'none', config('Port 2222\nPort 22\n')],
  ['an address of the old network', 'strong', config('ListenAddress 10.0.0.5\n')],
  ['only its own loop', 'strong', config('ListenAddress 127.0.0.1:22\n')],
  ['any address', 'none', config('ListenAddress 0.0.0.0\nListenAddress ::\n')],
  ['IPv6 only', 'strong', config('AddressFamily inet6\n')],
  ['a line that it does not know', 'strong', config('PermitRootLogin yes\nFooBar yes\n')],
  ['a line that it is told to pass over', 'none', config('IgnoreUnknown foo*\nFooBar yes\n')],
])('linux.sshd: %s: %s', async (_, severity, files, without) => {
  expect(await verdict('linux.sshd', files, without)).toBe(severity);
});

const iptables = (rules: string): Files => ({
  ...wants('iptables.service'),
  '/etc/sysconfig/iptables': text(`*filter\n${rules}COMMIT\n`),
});
const nft = (rules: string): Files => ({
  ...wants('nftables.service'),
  '/etc/nftables.conf': text(
    `table inet filter {\n  chain input {\n    type filter hook input priority 0; ${rules}\n  }\n}\n`,
  ),
});
const zone = (inner: string): Files => ({
  ...wants('firewalld.service'),
  '/usr/lib/firewalld/zones/public.xml': text(`<zone>${inner}</zone>`),
});
const ufw = (rules: string): Files => ({
  '/etc/ufw/ufw.conf': text('ENABLED=yes\n'),
  '/etc/ufw/user.rules': text(rules),
});
const onDebian = system('debian', '12');

test.each<[string, GuestGroup, Files]>([
  ['iptables that drops', 'strong', iptables(':INPUT DROP [0:0]\n')],
  [
    'iptables that lets the port in',
    'recommended',
    iptables(':INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n'),
  ],
  [
    'iptables that lets the old network in',
    'strong',
    iptables(':INPUT DROP [0:0]\n-A INPUT -s 10.0.0.0/8 -p tcp --dport 22 -j ACCEPT\n'),
  ],
  [
    'iptables that rejects at the end',
    'strong',
    iptables(
      ':INPUT ACCEPT [0:0]\n-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -j REJECT --reject-with icmp-host-prohibited\n',
    ),
  ],
  [
    'iptables with another port',
    'strong',
    {
      ...iptables(':INPUT DROP [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\n'),
      ...config('Port 2222\nPermitRootLogin yes\n'),
    },
  ],
  ['nftables that drops', 'strong', nft('policy drop;')],
  ['nftables that lets the port in', 'recommended', nft('policy drop;\n    tcp dport { 22, 443 } accept')],
  ['nftables by name', 'recommended', nft('policy drop;\n    tcp dport ssh accept')],
  ['firewalld without the service', 'strong', zone('<service name="dhcpv6-client"/>')],
  ['firewalld with the service', 'recommended', zone('<service name="ssh"/>')],
  ['firewalld with the port', 'recommended', zone('<port port="20-30" protocol="tcp"/>')],
  [
    'firewalld that drops',
    'strong',
    { ...wants('firewalld.service'), '/etc/firewalld/firewalld.conf': text('DefaultZone=drop\n') },
  ],
  ['ufw without a rule', 'strong', ufw('')],
  ['ufw with a rule', 'recommended', ufw('### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n')],
  [
    'csf without the port',
    'strong',
    { ...wants('csf.service'), '/etc/csf/csf.conf': text('TESTING = "0"\nTCP_IN = "80,443"\n') },
  ],
  [
    'csf with the port',
    'recommended',
    { ...wants('csf.service'), '/etc/csf/csf.conf': text('TESTING = "0"\nTCP_IN = "20,21,22"\n') },
  ],
  ['another firewall', 'recommended', wants('shorewall.service')],
  [
    'a firewall that is masked',
    'none',
    { ...wants('shorewall.service'), '/etc/systemd/system/shorewall.service': { link: '/dev/null' } },
  ],
  ['everybody denied', 'strong', { ...onDebian, '/etc/hosts.deny': text('ALL: ALL\n') }],
  [
    'everybody denied but for SSH',
    'none',
    { ...onDebian, '/etc/hosts.deny': text('ALL: ALL\n'), '/etc/hosts.allow': text('sshd: ALL\n') },
  ],
  [
    'the old network allowed',
    'strong',
    { ...onDebian, '/etc/hosts.deny': text('sshd: ALL\n'), '/etc/hosts.allow': text('sshd: 10.0.0.\n') },
  ],
  [
    'a system that asks no wrappers',
    'none',
    { ...system('rocky', '9.4', 'rhel'), '/etc/hosts.deny': text('ALL: ALL\n') },
  ],
])('linux.firewall: %s: %s', async (_, severity, files) => {
  expect(await verdict('linux.firewall', files)).toBe(severity);
});

test.each<[string, GuestGroup, Files, (readonly string[])?]>([
  ['no file of passwords', 'strong', {}, ['/etc/shadow']],
  ['no password line', 'strong', { '/etc/shadow': text('ann:!:::::::\n') }],
  ['closed long ago', 'strong', { '/etc/shadow': text('root:$6$x$y:19000:0:99999:7::100:\n') }],
  [
    'locked, and nothing sets it up',
    'recommended',
    { '/etc/shadow': text('root:!:19000:0:99999:7:::\n'), '/var/lib/dpkg/status': dpkg('bash') },
  ],
  ['locked until cloud-init sets it up', 'none', { '/etc/shadow': text('root:*:19000:0:99999:7:::\n') }],
  ['nobody but root', 'recommended', { '/etc/nologin': text('closed\n') }],
])('linux.root-account: %s: %s', async (_, severity, files, without) => {
  expect(await verdict('linux.root-account', files, without)).toBe(severity);
});
