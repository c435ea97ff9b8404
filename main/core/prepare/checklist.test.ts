import { describe, expect, it } from 'vitest';
import { captureGuide as guideView, captureWays, checklist, type Checklist } from '../../../contract/prepare.ts';
import { sourcePlatforms } from '../../../contract/assess.ts';
import { operatingSystems } from '../rules/operating-systems.ts';
import { rulesWords } from '../../../words/en/rules/all.ts';
import { captureGuide } from './capture/capture-guide.ts';
import { captures, capturesFor } from './capture/capture-ways.ts';
import { checklistFor } from './checklist.ts';
import { prepareWords } from '../../../words/en/prepare/all.ts';

const words = { rules: rulesWords, prepare: prepareWords };
const listOf = (os: string, from: 'vmware' | 'physical' | 'xen' = 'vmware') =>
  checklistFor({ os, from, capture: 'vmware-copy' }, words);
const itemOf = (list: Checklist, id: string) =>
  list.groups.flatMap((group) => group.items).find((item) => item.id === id);
const commands = (list: Checklist, id: string) =>
  (itemOf(list, id)?.how ?? []).flatMap((block) => (block.kind === 'commands' ? [block.text] : [])).join('\n');

describe('checklists', () => {
  it.each(operatingSystems.map((os) => os.id))('%s gets one that the page can show', (os) => {
    const list = checklist.parse(listOf(os, 'xen'));
    const items = list.groups.flatMap((group) => group.items);
    expect(items.length).toBeGreaterThan(15);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    for (const item of items) {
      expect(item.sources.length, item.id).toBeGreaterThan(0);
      // something to do, or a way to see that nothing has to be done, or a script that looks
      expect(item.how.length + item.check.length + (item.tick === undefined ? 0 : 1), item.id).toBeGreaterThan(0);
    }
  });

  it.each([
    ['centos-6', 'firewall', 'service iptables stop'],
    ['centos-7', 'firewall', 'systemctl stop firewalld'],
    ['ubuntu-20', 'firewall', 'ufw disable'],
    ['suse-11', 'firewall', 'rcSuSEfirewall2 stop'],
    ['suse-12', 'firewall', 'systemctl stop SuSEfirewall2'],
    ['debian-12', 'firewall', 'systemctl stop nftables'],
    ['centos-7', 'dhcp', 'ifcfg-eth0'],
    ['rhel-9', 'dhcp', 'dhcp.nmconnection'],
    ['ubuntu-18', 'dhcp', '/etc/netplan/'],
    ['ubuntu-16', 'dhcp', '/etc/network/interfaces'],
    ['suse-15', 'dhcp', "BOOTPROTO='dhcp'"],
    ['centos-5', 'virtio', 'mkinitrd -f --allow-missing --with=xen-vbd'],
    ['centos-7', 'virtio', 'dracut -f "/boot/initramfs-'],
    ['suse-15', 'virtio', 'dracut -f "/boot/initrd-'],
    ['suse-11', 'virtio', 'INITRD_MODULES'],
    ['ubuntu-22', 'virtio', 'update-initramfs -u'],
    ['centos-7', 'cloud-init', 'yum install -y cloud-init'],
    ['almalinux-9', 'cloud-init', 'dnf install -y cloud-init'],
    ['suse-15', 'qemu-ga', 'zypper remove'],
    ['debian-7', 'ssh', 'update-rc.d ssh defaults'],
    ['windows-2003', 'win-firewall', 'netsh firewall set opmode disable'],
    ['windows-2019', 'win-firewall', 'netsh advfirewall'],
    ['windows-2012-r2', 'win-hibernation', 'powercfg /hibernate off'],
  ])('%s, %s: the command of that very release', (os, id, text) => {
    expect(commands(listOf(os), id)).toContain(text);
  });

  it('keeps NetworkManager where nothing else brings up the network, and says that documents differ', () => {
    expect(itemOf(listOf('rhel-9'), 'network-manager')).toBeUndefined();
    expect(itemOf(listOf('rhel-9'), 'network-manager-stays')?.differ?.weDo).toContain('stays');
    expect(itemOf(listOf('centos-7'), 'network-manager')).toBeDefined();
  });

  it('asks for SELinux only where there is one, for a licence where one is needed, for NVMe where the kernel has it', () => {
    expect(itemOf(listOf('debian-12'), 'selinux')).toBeUndefined();
    expect(itemOf(listOf('rhel-7'), 'licence')?.weight).toBe('must');
    expect(itemOf(listOf('centos-7'), 'licence')).toBeUndefined();
    expect(itemOf(listOf('centos-6'), 'nvme')).toBeUndefined();
    expect(itemOf(listOf('customized-linux'), 'customized-linux')).toBeDefined();
  });

  it('gives Windows items clicks beside commands, and no PowerShell to releases without it', () => {
    const rdp = itemOf(listOf('windows-2016'), 'win-rdp');
    expect(rdp?.how.map((block) => block.kind)).toEqual(['commands', 'clicks']);
    const old = listOf('windows-2003').groups.flatMap((group) => group.items);
    const shells = old
      .flatMap((item) => [...item.how, ...item.check])
      .flatMap((block) => (block.kind === 'commands' ? [block.shell] : []));
    expect(new Set(shells)).toEqual(new Set(['cmd']));
  });

  it('refuses an operating system nobody knows', () => {
    expect(() => listOf('beos-5')).toThrow(expect.objectContaining({ code: 'asked.input-invalid' }));
  });
});

describe('capture guides', () => {
  it.each(captureWays)('%s: words for each step, a file to expect, and what cold means', (way) => {
    const guide = guideView.parse(captureGuide(way, { virtualGiB: 40, usedGiB: 10 }, prepareWords));
    const said = Object.keys(prepareWords.captures[way].steps).sort();
    expect(captures[way].steps.map((step) => step.id).sort()).toEqual(said);
    expect(guide.expect.length).toBeGreaterThan(0);
    expect(guide.cold.length).toBeGreaterThan(40);
  });

  it.each(sourcePlatforms)('%s has a way for Linux and for Windows', (from) => {
    expect(capturesFor(from, 'linux').length).toBeGreaterThan(0);
    expect(capturesFor(from, 'windows').length).toBeGreaterThan(0);
    expect(capturesFor(from, 'linux')).not.toContain('disk2vhd');
  });

  it('reckons with the whole disk for dd and with its data for exports', () => {
    const GiB = 2 ** 30;
    const dd = captureGuide('dd-rescue', { virtualGiB: 100, usedGiB: 10 }, prepareWords).estimate;
    expect(dd.bytes).toEqual({ from: 100 * GiB, to: 100 * GiB });
    expect(dd.time.fromMs).toBeCloseTo(((100 * 1024) / 110) * 1000, -2);
    const ova = captureGuide('vmware-ovf', { virtualGiB: 100, usedGiB: 10 }, prepareWords).estimate;
    expect(ova.bytes.from).toBe(10 * GiB);
    expect(ova.bytes.to).toBeLessThan(12 * GiB);
  });
});
