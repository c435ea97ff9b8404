/** Commands for Linux: DHCP in each kind of network configuration, NetworkManager, IPv6, and what is bound to the old card. */
import { parsed, run } from './snippet.ts';

const scripts = '/etc/sysconfig/network-scripts';

export const networkSnippets = {
  'nm-off-sysv': parsed('needs-service-manager', 'service NetworkManager stop', 'chkconfig NetworkManager off', 'chkconfig network on'),
  'nm-off-systemd': parsed('needs-service-manager', 'systemctl disable NetworkManager', 'systemctl enable network'),
  'nm-off-suse': run("sed -i.before-migration 's/^NETWORKMANAGER=.*/NETWORKMANAGER=\"no\"/' /etc/sysconfig/network/config"),
  'nm-check-sysv': parsed('needs-service-manager', 'chkconfig --list NetworkManager'),
  'nm-check-systemd': parsed('needs-service-manager', 'systemctl is-enabled NetworkManager network'),
  'nm-check-suse': run("grep '^NETWORKMANAGER=' /etc/sysconfig/network/config"),

  'dhcp-ifcfg': run(
    `mkdir -p /etc/sysconfig/network-before-migration`,
    `cp -p ${scripts}/ifcfg-* /etc/sysconfig/network-before-migration/`,
    `for file in ${scripts}/ifcfg-*; do`,
    '  case $file in *-lo) ;; *) rm "$file" ;; esac',
    'done',
    `printf '%s\\n' DEVICE=eth0 TYPE=Ethernet ONBOOT=yes BOOTPROTO=dhcp > ${scripts}/ifcfg-eth0`,
  ),
  'dhcp-keyfile': run(
    'mkdir -p /etc/NetworkManager/before-migration',
    'mv /etc/NetworkManager/system-connections/* /etc/NetworkManager/before-migration/',
    "cat > /etc/NetworkManager/system-connections/dhcp.nmconnection <<'END'",
    '[connection]', 'id=dhcp', 'type=ethernet', 'autoconnect=true', '', '[ipv4]', 'method=auto', '', '[ipv6]', 'method=disabled',
    'END',
    'chmod 600 /etc/NetworkManager/system-connections/dhcp.nmconnection',
  ),
  'dhcp-netplan': run(
    'mkdir -p /etc/netplan-before-migration',
    'mv /etc/netplan/*.yaml /etc/netplan-before-migration/',
    "cat > /etc/netplan/01-dhcp.yaml <<'END'",
    'network:', '  version: 2', '  ethernets:', '    cards:', '      match:', '        name: "e*"', '      dhcp4: true',
    'END',
    'chmod 600 /etc/netplan/01-dhcp.yaml',
  ),
  'dhcp-interfaces': run(
    'cp -p /etc/network/interfaces /etc/network/interfaces.before-migration',
    "cat > /etc/network/interfaces <<'END'",
    'auto lo', 'iface lo inet loopback', '', 'allow-hotplug eth0', 'iface eth0 inet dhcp', '', 'allow-hotplug ens5', 'iface ens5 inet dhcp',
    'END',
  ),
  'dhcp-suse': run(
    'mkdir -p /etc/sysconfig/network-before-migration',
    'for file in /etc/sysconfig/network/ifcfg-* /etc/sysconfig/network/routes; do',
    '  case $file in *-lo) ;; *) if [ -f "$file" ]; then mv "$file" /etc/sysconfig/network-before-migration/; fi ;; esac',
    'done',
    "printf \"BOOTPROTO='dhcp'\\nSTARTMODE='auto'\\n\" > /etc/sysconfig/network/ifcfg-eth0",
  ),
  'dhcp-check-ifcfg': run(`grep -E '^(BOOTPROTO|IPADDR)' ${scripts}/ifcfg-*`),
  'dhcp-check-keyfile': run("grep -r -A 1 '^.ipv4' /etc/NetworkManager/system-connections"),
  'dhcp-check-netplan': run("grep -n -E 'dhcp4|addresses|[0-9]+/[0-9]+' /etc/netplan/*.yaml"),
  'dhcp-check-interfaces': run("grep -n '^iface' /etc/network/interfaces"),
  'dhcp-check-suse': run("grep -E '^(BOOTPROTO|IPADDR)' /etc/sysconfig/network/ifcfg-*"),
  'dhcp-check-other': parsed('asks-the-machine', 'ip addr'),

  'cards-check': parsed('asks-the-machine', 'ls -d /sys/class/net/*/device'),
  'ipv6-off': run(
    "printf '%s\\n' 'net.ipv6.conf.all.disable_ipv6 = 1' 'net.ipv6.conf.default.disable_ipv6 = 1' > /etc/sysctl.d/90-no-ipv6.conf",
  ),
  'ipv6-off-old': run(
    "printf '%s\\n' 'net.ipv6.conf.all.disable_ipv6 = 1' 'net.ipv6.conf.default.disable_ipv6 = 1' >> /etc/sysctl.conf",
  ),
  'ipv6-check': parsed('asks-the-machine', 'ip -6 addr show scope global'),
  'mac-udev': run('rm -f /etc/udev/rules.d/70-persistent-net.rules'),
  'mac-ifcfg': run(`sed -i '/^HWADDR=/d;/^UUID=/d' ${scripts}/ifcfg-*`),
  'mac-check': run('ls /etc/udev/rules.d'),
} as const; // prettier-ignore
