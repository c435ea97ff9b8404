/** Commands for Linux: firewall, SSH, the administrator’s account, SELinux. */
import { parsed, run } from './snippet.ts';

export const accessSnippets = {
  'firewall-iptables-rhel': parsed('needs-service-manager', 'service iptables stop', 'chkconfig iptables off', 'service ip6tables stop', 'chkconfig ip6tables off'),
  'firewall-iptables-debian': parsed('needs-service-manager', 'iptables -P INPUT ACCEPT', 'iptables -F', 'if [ -e /etc/init.d/iptables-persistent ]; then update-rc.d -f iptables-persistent remove; fi'),
  'firewall-netfilter-persistent': parsed('needs-service-manager', 'iptables -P INPUT ACCEPT', 'iptables -F', 'systemctl stop netfilter-persistent', 'systemctl disable netfilter-persistent'),
  'firewall-firewalld': parsed('needs-service-manager', 'systemctl stop firewalld', 'systemctl disable firewalld'),
  'firewall-ufw': parsed('needs-service-manager', 'ufw disable'),
  'firewall-nftables': parsed('needs-service-manager', 'systemctl stop nftables', 'systemctl disable nftables'),
  'firewall-suse-sysv': parsed('needs-service-manager', 'rcSuSEfirewall2 stop', 'chkconfig SuSEfirewall2_setup off', 'chkconfig SuSEfirewall2_init off'),
  'firewall-suse-systemd': parsed('needs-service-manager', 'systemctl stop SuSEfirewall2', 'systemctl disable SuSEfirewall2 SuSEfirewall2_init'),
  'firewall-check': parsed('asks-the-machine', 'iptables -L -n'),
  'firewall-check-nft': parsed('asks-the-machine', 'nft list ruleset'),
  'firewall-check-ufw': parsed('asks-the-machine', 'ufw status'),

  'ssh-sysv': parsed('needs-service-manager', 'chkconfig sshd on', 'service sshd start'),
  'ssh-debian-sysv': parsed('needs-service-manager', 'update-rc.d ssh defaults', 'service ssh start'),
  'ssh-upstart': parsed('needs-service-manager', 'rm -f /etc/init/ssh.override', 'service ssh start'),
  'ssh-systemd-sshd': parsed('needs-service-manager', 'systemctl enable sshd', 'systemctl start sshd'),
  'ssh-systemd-ssh': parsed('needs-service-manager', 'systemctl enable ssh', 'systemctl start ssh'),
  'ssh-config': run("grep -n -i -E '^[[:space:]]*(Port|PermitRootLogin|PasswordAuthentication)' /etc/ssh/sshd_config"),
  'ssh-root-login': run("sed -i.before-migration 's/^[#[:space:]]*PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config"),
  'ssh-listens': parsed('asks-the-machine', "netstat -ltn | grep ':22 '"),
  'ssh-listens-ss': parsed('asks-the-machine', "ss -ltn | grep ':22 '"),

  'password-set': parsed('asks-a-person', 'passwd root'),
  'password-check': parsed('asks-the-machine', 'passwd -S root'),
  'shadow-free': parsed('needs-administrator', 'chattr -i -a /etc/shadow /etc/passwd'),
  'shadow-check': parsed('needs-administrator', 'lsattr /etc/shadow /etc/passwd'),

  'selinux-off': run("sed -i.before-migration 's/^SELINUX=.*/SELINUX=disabled/' /etc/selinux/config"),
  'selinux-check': run("grep '^SELINUX=' /etc/selinux/config"),
} as const; // prettier-ignore
