/** One model of the network: of each tool's settings it is known whether the card of ECS gets an address by them. */
import { describe, expect, test } from 'vitest';
import {
  dpkg,
  type Files,
  goodLinux,
  kernelVersion,
  rootUuid,
  volumeWith,
} from '../../../../../build/test-guests/servers.ts';
import { linuxChecks } from '../../checks/linux-checks.ts';
import { runChecks } from '../../checks/run-checks.ts';
import { GuestCorrupt } from '../../damage.ts';
import type { FileSystem } from '../../file-system.ts';
import { type LinuxGuest, readLinux } from '../linux.ts';

const { signal } = new AbortController();
const text = (content: string): Buffer => Buffer.from(content);
const ifcfg = (name: string, lines: string): Files => ({
  [`/etc/sysconfig/network-scripts/ifcfg-${name}`]: text(lines.replaceAll(' ', '\n')),
});
const netplan = (yaml: string): Files => ({ '/etc/netplan/01.yaml': text(`network:\n  version: 2\n${yaml}`) });
const interfaces = (lines: string): Files => ({ '/etc/network/interfaces': text(lines) });
const profile = (lines: string): Files => ({ '/etc/NetworkManager/system-connections/a.nmconnection': text(lines) });
const networkd = (files: Readonly<Record<string, string>>): Files =>
  Object.fromEntries(Object.entries(files).map(([name, lines]) => [`/etc/systemd/network/${name}`, text(lines)]));
const wants = (unit: string): Files => ({
  [`/etc/systemd/system/multi-user.target.wants/${unit}`]: { link: `/usr/lib/systemd/system/${unit}` },
});
const cloud = (yaml: string): Files => ({
  '/etc/cloud/cloud.cfg': text('users: []\n'),
  '/etc/cloud/cloud.cfg.d/99.cfg': text(yaml),
});
const menu = (args: string): Files => ({
  '/boot/grub2/grub.cfg': text(
    `menuentry 'x' {\n linux /boot/vmlinuz-${kernelVersion} root=UUID=${rootUuid} ro ${args}\n initrd /boot/initramfs-${kernelVersion}.img\n}\n`,
  ),
});
const byKernelName = menu('net.ifnames=0');

/** A good server without cloud-init and without settings of its network, but for these. */
async function guest(files: Files, spoil: (files: FileSystem) => FileSystem = (all) => all): Promise<LinuxGuest> {
  const bare = Object.entries({ ...goodLinux, '/var/lib/dpkg/status': dpkg('openssh-server') });
  const rest = Object.fromEntries(bare.filter(([path]) => !path.includes('ifcfg-')));
  const made = volumeWith({ ...rest, ...files });
  const root = { ...made, files: spoil(made.files) };
  return readLinux(root, [root], { volumes: [root.volume], complete: true }, [], { signal, initramfsSignal: signal });
}

async function verdicts(of: LinuxGuest): Promise<Record<string, string>> {
  const { checks } = await runChecks(of, linuxChecks, { signal, limit: signal });
  return Object.fromEntries(checks.map(({ rule, severity }) => [rule, severity]));
}

const asks: readonly (readonly [string, Files])[] = [
  ['ifcfg for eth0', ifcfg('eth0', 'DEVICE=eth0 BOOTPROTO=dhcp ONBOOT=yes')],
  ['ifcfg for ens5', ifcfg('ens5', 'BOOTPROTO=dhcp')],
  [
    'a bond of ifcfg',
    {
      ...ifcfg('eth0', 'DEVICE=eth0 MASTER=bond0 SLAVE=yes'),
      ...ifcfg('bond0', 'DEVICE=bond0 TYPE=Bond BOOTPROTO=dhcp'),
    },
  ],
  [
    'a bridge of ifcfg',
    { ...ifcfg('eth0', 'DEVICE=eth0 BRIDGE=br0'), ...ifcfg('br0', 'DEVICE=br0 TYPE=Bridge BOOTPROTO=dhcp') },
  ],
  ['wicked', { '/etc/sysconfig/network/ifcfg-eth0': text("BOOTPROTO='dhcp'\nSTARTMODE='auto'\n") }],
  ['interfaces', interfaces('auto eth0\niface eth0 inet dhcp\n')],
  [
    'interfaces, drawn in by a pattern',
    {
      ...interfaces('source /etc/network/interfaces.d/*\n'),
      '/etc/network/interfaces.d/50-x': text('allow-hotplug ens5\niface ens5 inet dhcp\n'),
    },
  ],
  ['interfaces of Alpine', interfaces('auto lo\niface lo inet loopback\n\nauto eth0\niface eth0\n\tuse dhcp\n')],
  ['a bridge of interfaces', interfaces('auto br0\niface br0 inet dhcp\n  bridge_ports eth0\n')],
  ['netplan', netplan('  ethernets:\n    eth0: {dhcp4: yes}\n')],
  ['netplan by pattern', netplan('  ethernets:\n    all:\n      match: {name: "e*"}\n      dhcp4: true\n')],
  [
    'netplan by driver',
    netplan('  ethernets:\n    all:\n      match: {driver: [virtio_net, ena]}\n      dhcp4: true\n'),
  ],
  [
    'a bond of netplan',
    netplan('  ethernets:\n    eth0: {}\n  bonds:\n    bond0:\n      interfaces: [eth0]\n      dhcp4: true\n'),
  ],
  ['netplan with anchors', netplan('  ethernets:\n    eth1: &a\n      dhcp4: true\n    eth0:\n      <<: *a\n')],
  ['networkd', networkd({ '10-e.network': '[Match]\nName=en* eth*\n[Network]\nDHCP=ipv4\n' })],
  ['networkd by kind', networkd({ '10-e.network': '[Match]\nType=ether\n[Network]\nDHCP=yes\n' })],
  [
    'a bond of networkd',
    networkd({
      'b.netdev': '[NetDev]\nName=bond0\nKind=bond\n',
      'm.network': '[Match]\nName=eth*\n[Network]\nBond=bond0\n',
      'z.network': '[Match]\nName=bond0\n[Network]\nDHCP=yes\n',
    }),
  ],
  ['a profile of NetworkManager', profile('[connection]\ntype=ethernet\ninterface-name=eth0\n[ipv4]\nmethod=auto\n')],
  ['NetworkManager without a profile', wants('NetworkManager.service')],
  ['dhcpcd', { '/etc/dhcpcd.conf': text('duid\n'), ...wants('dhcpcd.service') }],
  ['the kernel', menu('ip=dhcp')],
  ['the kernel for one card', menu('ip=eth0:dhcp')],
  ['cloud-init', cloud('datasource_list: [ AliYun, NoCloud, None ]\n')],
  ['cloud-init for any source', cloud('preserve_hostname: false\n')],
  [
    'cloud-init over what it wrote before',
    {
      ...cloud('a: b\n'),
      '/etc/netplan/50-cloud-init.yaml': text(
        'network:\n  ethernets:\n    ens3:\n      match: {macaddress: "fa:16:3e:00:00:01"}\n      dhcp4: true\n      set-name: ens3\n',
      ),
    },
  ],
  [
    'cloud-init with a network of its own',
    cloud('network:\n  version: 1\n  config:\n  - {type: physical, name: eth0, subnets: [{type: dhcp}]}\n'),
  ],
  [
    'a link that names the card',
    {
      ...networkd({ '10-lan.link': '[Match]\nDriver=virtio_net\n[Link]\nName=lan0\n' }),
      ...interfaces('auto lan0\niface lan0 inet dhcp\n'),
    },
  ],
  [
    'a rule that names the card',
    {
      '/etc/udev/rules.d/99-x.rules': text('SUBSYSTEM=="net", ACTION=="add", KERNEL=="eth*", NAME="lan0"\n'),
      ...interfaces('auto lan0\niface lan0 inet dhcp\n'),
    },
  ],
];

test.each(asks)('asks: %s', async (_, files) => {
  expect(await verdicts(await guest(files))).toMatchObject({ 'linux.dhcp': 'none' });
});

const nothingAsks: readonly (readonly [string, Files])[] = [
  ['nothing is set up', {}],
  ['ifcfg for the card of VMware', ifcfg('ens192', 'DEVICE=ens192 BOOTPROTO=dhcp ONBOOT=yes')],
  ['ifcfg by address', ifcfg('eth0', 'DEVICE=eth0 HWADDR=00:50:56:aa:bb:cc BOOTPROTO=dhcp')],
  ['ifcfg that gives an address', ifcfg('eth0', 'DEVICE=eth0 MACADDR=00:50:56:aa:bb:cc BOOTPROTO=dhcp')],
  ['ifcfg not started', ifcfg('eth0', 'DEVICE=eth0 BOOTPROTO=dhcp ONBOOT=no')],
  ['a fixed address of ifcfg', ifcfg('eth0', 'DEVICE=eth0 BOOTPROTO=none IPADDR=10.0.0.5')],
  [
    'a bond of other cards',
    { ...ifcfg('ens192', 'DEVICE=ens192 MASTER=bond0'), ...ifcfg('bond0', 'DEVICE=bond0 TYPE=Bond BOOTPROTO=dhcp') },
  ],
  ['a VLAN of another card', { ...ifcfg('ens192.10', 'DEVICE=ens192.10 VLAN=yes BOOTPROTO=dhcp') }],
  ['interfaces without auto', interfaces('iface eth0 inet dhcp\n')],
  ['ens5 where the kernel names cards', { ...byKernelName, ...interfaces('auto ens5\niface ens5 inet dhcp\n') }],
  [
    'a fixed address in another file',
    {
      ...interfaces('source-directory interfaces.d\n'),
      '/etc/network/interfaces.d/eth0': text('auto eth0\niface eth0 inet static\n address 10.0.0.5/24\n'),
    },
  ],
  ['netplan for the card of VMware', netplan('  ethernets:\n    ens160: {dhcp4: true}\n')],
  [
    'netplan by address',
    netplan(
      '  ethernets:\n    a:\n      match: {macaddress: "00:50:56:aa:bb:cc"}\n      set-name: eth0\n      dhcp4: true\n',
    ),
  ],
  [
    'a bond of netplan over cards by address',
    netplan(
      '  ethernets:\n    a:\n      match: {macaddress: "00:50:56:aa:bb:cc"}\n  bonds:\n    bond0: {interfaces: [a], dhcp4: true}\n',
    ),
  ],
  [
    'a later file of netplan',
    {
      ...netplan('  ethernets:\n    eth0: {dhcp4: true}\n'),
      '/etc/netplan/90.yaml': text(
        'network:\n  ethernets:\n    eth0:\n      dhcp4: false\n      addresses: [10.0.0.5/24]\n',
      ),
    },
  ],
  [
    'netplan in /usr/lib',
    { '/usr/lib/netplan/01.yaml': text('network: {ethernets: {eth0: {addresses: [10.0.0.5/24]}}}\n') },
  ],
  [
    'the first file of networkd',
    networkd({
      '05-a.network': '[Match]\nName=eth0 ens5\n[Network]\nAddress=10.0.0.5/24\n',
      '10-e.network': '[Match]\nName=e*\n[Network]\nDHCP=yes\n',
    }),
  ],
  ['networkd for the driver of another cloud', networkd({ 'a.network': '[Match]\nDriver=ena\n[Network]\nDHCP=yes\n' })],
  [
    'networkd masked',
    {
      ...networkd({ 'a.network': '[Match]\nName=e*\n[Network]\nDHCP=yes\n' }),
      '/etc/systemd/system/systemd-networkd.service': { link: '/dev/null' },
    },
  ],
  [
    'a profile by address',
    profile('[connection]\ntype=ethernet\n[ethernet]\nmac-address=00:50:56:AA:BB:CC\n[ipv4]\nmethod=auto\n'),
  ],
  ['a profile not started', profile('[connection]\ntype=ethernet\nautoconnect=false\n[ipv4]\nmethod=auto\n')],
  ['a wireless profile', profile('[connection]\ntype=wifi\n[ipv4]\nmethod=auto\n')],
  [
    'NetworkManager that makes no profiles',
    { ...wants('NetworkManager.service'), '/etc/NetworkManager/conf.d/a.conf': text('[main]\nno-auto-default=*\n') },
  ],
  [
    'NetworkManager that leaves the card',
    {
      ...wants('NetworkManager.service'),
      '/usr/lib/NetworkManager/conf.d/10-globally-managed-devices.conf': text(
        '[keyfile]\nunmanaged-devices=*,except:type:wifi\n',
      ),
    },
  ],
  [
    'a fixed address of dhcpcd',
    {
      ...wants('dhcpcd.service'),
      '/etc/dhcpcd.conf': text(
        'interface eth0\nstatic ip_address=10.0.0.5/24\ninterface ens5\nstatic ip_address=10.0.0.5/24\n',
      ),
    },
  ],
  ['a fixed address of the kernel', menu('ip=10.0.0.5::10.0.0.1:255.255.255.0:a:eth0:none')],
  ['cloud-init kept from the network', cloud('network: {config: disabled}\n')],
  ['cloud-init turned off', { ...cloud('a: b\n'), '/etc/cloud/cloud-init.disabled': text('') }],
  ['cloud-init turned off by the kernel', { ...cloud('a: b\n'), ...menu('cloud-init=disabled') }],
  ['cloud-init for other clouds', cloud('datasource_list: [ OVF, VMware, None ]\n')],
  [
    'what cloud-init wrote before it was kept from it',
    {
      ...cloud('network: {config: disabled}\n'),
      '/etc/netplan/50-cloud-init.yaml': text('network: {ethernets: {ens3: {dhcp4: true}}}\n'),
    },
  ],
  [
    'cloud-init with a fixed address',
    cloud(
      'network:\n  version: 1\n  config:\n  - {type: physical, name: eth0, subnets: [{type: static, address: 10.0.0.5/24}]}\n',
    ),
  ],
  [
    'a name tied to the old card, which an old udev keeps for it',
    {
      ...ifcfg('eth0', 'DEVICE=eth0 BOOTPROTO=dhcp'),
      '/lib': 'directory',
      '/lib/udev/rules.d/75-persistent-net-generator.rules': text('x'),
      '/etc/udev/rules.d/70-persistent-net.rules': text(
        'SUBSYSTEM=="net", ATTR{address}=="00:50:56:aa:bb:cc", NAME="eth0"\n',
      ),
    },
  ],
  [
    'a link for the old card',
    {
      ...networkd({ '10-lan.link': '[Match]\nMACAddress=00:50:56:aa:bb:cc\n[Link]\nName=lan0\n' }),
      ...interfaces('auto lan0\niface lan0 inet dhcp\n'),
    },
  ],
];

test.each(nothingAsks)('nothing asks: %s', async (_, files) => {
  expect(await verdicts(await guest(files))).toMatchObject({ 'linux.dhcp': 'strong' });
});

describe('what is told of the names of cards', () => {
  test.each<[string, Files, string]>([
    ['settings for another name, and nothing else', netplan('  ethernets:\n    ens160: {dhcp4: true}\n'), 'strong'],
    [
      'the same, where cloud-init asks',
      { ...cloud('a: b\n'), ...netplan('  ethernets:\n    ens160: {dhcp4: true}\n') },
      'recommended',
    ],
    [
      'a rule under any name',
      {
        ...interfaces('auto eth0\niface eth0 inet dhcp\n'),
        '/etc/udev/rules.d/10-lan.rules': text('SUBSYSTEM=="net", ATTR{address}=="00:50:56:aa:bb:cc", NAME="lan0"\n'),
      },
      'recommended',
    ],
    ['a setting that fits', interfaces('auto eth0\niface eth0 inet dhcp\n'), 'none'],
  ])('%s', async (_, files, severity) => {
    expect(await verdicts(await guest(files))).toMatchObject({ 'linux.card-names': severity });
  });

  test('the table has each setting, what it is for, and what comes of it', async () => {
    const files = {
      ...cloud('a: b\n'),
      ...ifcfg('ens192', 'DEVICE=ens192 BOOTPROTO=none IPADDR=10.0.0.5'),
      ...interfaces('auto eth0\niface eth0 inet dhcp\n'),
    };
    expect((await guest({ ...files, ...byKernelName })).network).toMatchObject({
      names: ['eth0'],
      rows: [
        { card: 'ens192', by: '/etc/sysconfig/network-scripts/ifcfg-ens192', matched: 'other-name', result: 'fixed' },
        { card: 'eth0', by: '/etc/network/interfaces', matched: 'name', result: 'asks' },
        { card: 'eth0', by: 'cloud-init', matched: 'any', result: 'asks' },
      ],
    });
  });
});

describe('what cannot be read or understood', () => {
  test('is not taken for a network that asks', async () => {
    const yaml = { ...netplan('  ethernets: [\n'), ...interfaces('auto eth0\niface eth0 inet dhcp\n') };
    const { checks } = await runChecks(await guest(yaml), linuxChecks, { signal, limit: signal });
    expect(checks.find(({ rule }) => rule === 'linux.dhcp')).toMatchObject({
      severity: 'strong',
      evidence: { says: 'undecided', why: 'unclear', what: ['/etc/netplan/01.yaml'] },
    });
  });

  test('a folder that cannot be listed is named', async () => {
    const spoilt = await guest(interfaces('auto eth0\niface eth0 inet dhcp\n'), (files) => ({
      ...files,
      list: (path, options) => {
        if (path === '/etc/netplan') throw new GuestCorrupt('ext4', 'tree-loop');
        return files.list(path, options);
      },
    }));
    const { checks } = await runChecks(spoilt, linuxChecks, { signal, limit: signal });
    expect(checks.find(({ rule }) => rule === 'linux.dhcp')).toMatchObject({
      severity: 'strong',
      evidence: { says: 'undecided', what: ['/etc/netplan'] },
    });
  });
});
