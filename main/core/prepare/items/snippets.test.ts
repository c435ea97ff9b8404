import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captures } from '../capture/capture-ways.ts';
import { plant, programThere, runProgram, type Tree } from '../results/test-trees.ts';
import { kitOf } from '../../rules/os-support.ts';
import { operatingSystems } from '../../rules/operating-systems.ts';
import { snippets, type SnippetId } from './item.ts';
import { linuxItems } from './linux-items.ts';
import type { Snippet } from './snippet.ts';
import { windowsItems } from './windows-items.ts';

const captured: Record<string, Snippet> = Object.fromEntries(
  Object.entries(captures).flatMap(([way, { steps }]) =>
    steps.flatMap((step) => step.snippets.map((snippet, index) => [`${way}/${step.id}/${index}`, snippet] as const)),
  ),
);
const all: Record<string, Snippet> = { ...snippets, ...captured };
const shell = Object.entries(all).filter(([, snippet]) => snippet.shell === 'sh');

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'snippets-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

interface Run {
  readonly files: Tree;
  /** Answers of a program that is not there, or would answer of another machine. */
  readonly before?: string;
  readonly expect: (
    after: (name: string) => Promise<string>,
    said: string,
    list: (folder: string) => Promise<string[]>,
  ) => Promise<void> | void;
}
const scripts = 'etc/sysconfig/network-scripts';
const says =
  (text: string | RegExp): Run['expect'] =>
  (_, said) =>
    expect(said).toMatch(text);

/** How each command marked as run is run: over these files, with this outcome. */
const runs: Partial<Record<string, Run>> = {
  'ssh-config': { files: { 'etc/ssh/sshd_config': '#Port 22\nPort 22\n' }, expect: says('2:Port 22') },
  'ssh-root-login': {
    files: { 'etc/ssh/sshd_config': 'A 1\n#PermitRootLogin no\nB 2\n' },
    expect: async (after) => expect(await after('etc/ssh/sshd_config')).toBe('A 1\nPermitRootLogin yes\nB 2\n'),
  },
  'selinux-off': {
    files: { 'etc/selinux/config': '# SELINUX= x\nSELINUX=enforcing\nSELINUXTYPE=targeted\n' },
    expect: async (after) => {
      expect(await after('etc/selinux/config')).toBe('# SELINUX= x\nSELINUX=disabled\nSELINUXTYPE=targeted\n');
      expect(await after('etc/selinux/config.before-migration')).toContain('enforcing');
    },
  },
  'selinux-check': {
    files: { 'etc/selinux/config': 'SELINUX=disabled\n' },
    expect: says('SELINUX=disabled'),
  },
  'nm-off-suse': {
    files: { 'etc/sysconfig/network/config': 'NETWORKMANAGER="yes"\n' },
    expect: async (after) => expect(await after('etc/sysconfig/network/config')).toBe('NETWORKMANAGER="no"\n'),
  },
  'nm-check-suse': {
    files: { 'etc/sysconfig/network/config': 'NETWORKMANAGER="no"\n' },
    expect: says('NETWORKMANAGER="no"'),
  },
  'dhcp-ifcfg': {
    files: {
      [`${scripts}/ifcfg-lo`]: 'lo',
      [`${scripts}/ifcfg-eth0`]: 'IPADDR=1',
      [`${scripts}/ifcfg-eth1`]: 'x',
    },
    expect: async (after, _, list) => {
      expect(await list(scripts)).toEqual(['ifcfg-eth0', 'ifcfg-lo']);
      expect(await after(`${scripts}/ifcfg-eth0`)).toContain('BOOTPROTO=dhcp');
      expect(await after('etc/sysconfig/network-before-migration/ifcfg-eth0')).toBe('IPADDR=1');
    },
  },
  'dhcp-keyfile': {
    files: { 'etc/NetworkManager/system-connections/a b.nmconnection': 'x' },
    expect: async (after, _, list) => {
      expect(await list('etc/NetworkManager/system-connections')).toEqual(['dhcp.nmconnection']);
      expect(await after('etc/NetworkManager/system-connections/dhcp.nmconnection')).toMatch(/\[ipv4\]\nmethod=auto/);
      expect(await after('etc/NetworkManager/before-migration/a b.nmconnection')).toBe('x');
    },
  },
  'dhcp-netplan': {
    files: { 'etc/netplan/50-cloud-init.yaml': 'x' },
    expect: async (after, _, list) => {
      expect(await list('etc/netplan')).toEqual(['01-dhcp.yaml']);
      expect(await after('etc/netplan/01-dhcp.yaml')).toBe(
        'network:\n  version: 2\n  ethernets:\n    cards:\n      match:\n        name: "e*"\n      dhcp4: true\n',
      );
      expect(await after('etc/netplan-before-migration/50-cloud-init.yaml')).toBe('x');
    },
  },
  'dhcp-interfaces': {
    files: { 'etc/network/interfaces': 'old' },
    expect: async (after) => {
      expect(await after('etc/network/interfaces')).toMatch(/iface eth0 inet dhcp/);
      expect(await after('etc/network/interfaces.before-migration')).toBe('old');
    },
  },
  'dhcp-suse': {
    files: {
      'etc/sysconfig/network/ifcfg-lo': 'lo',
      'etc/sysconfig/network/ifcfg-eth1': 'x',
      'etc/sysconfig/network/routes': 'r',
    },
    expect: async (after, _, list) => {
      expect(await list('etc/sysconfig/network')).toEqual(['ifcfg-eth0', 'ifcfg-lo']);
      expect(await after('etc/sysconfig/network/ifcfg-eth0')).toBe("BOOTPROTO='dhcp'\nSTARTMODE='auto'\n");
      expect(await after('etc/sysconfig/network-before-migration/routes')).toBe('r');
    },
  },
  'dhcp-check-ifcfg': {
    files: { [`${scripts}/ifcfg-eth0`]: 'BOOTPROTO=dhcp\n', [`${scripts}/ifcfg-lo`]: 'x\n' },
    expect: says('BOOTPROTO=dhcp'),
  },
  'dhcp-check-keyfile': {
    files: { 'etc/NetworkManager/system-connections/d': '[ipv4]\nmethod=auto\n' },
    expect: says('method=auto'),
  },
  'dhcp-check-netplan': { files: { 'etc/netplan/a.yaml': 'dhcp4: true\n' }, expect: says('1:dhcp4: true') },
  'dhcp-check-interfaces': {
    files: { 'etc/network/interfaces': 'iface eth0 inet dhcp\n' },
    expect: says('iface eth0 inet dhcp'),
  },
  'dhcp-check-suse': {
    files: {
      'etc/sysconfig/network/ifcfg-eth0': "BOOTPROTO='dhcp'\n",
      'etc/sysconfig/network/ifcfg-lo': 'x',
    },
    expect: says('BOOTPROTO'),
  },
  'ipv6-off': {
    files: { 'etc/sysctl.d/x': '' },
    expect: async (after) => expect((await after('etc/sysctl.d/90-no-ipv6.conf')).split('\n')).toHaveLength(3),
  },
  'ipv6-off-old': {
    files: { 'etc/sysctl.conf': 'a = 1\n' },
    expect: async (after) => expect(await after('etc/sysctl.conf')).toMatch(/^a = 1\nnet\.ipv6/),
  },
  'mac-udev': {
    files: { 'etc/udev/rules.d/70-persistent-net.rules': 'x' },
    expect: async (_, __, list) => expect(await list('etc/udev/rules.d')).toEqual([]),
  },
  'mac-ifcfg': {
    files: { [`${scripts}/ifcfg-eth0`]: 'HWADDR=00\nDEVICE=eth0\nUUID=1\n' },
    expect: async (after) => expect(await after(`${scripts}/ifcfg-eth0`)).toBe('DEVICE=eth0\n'),
  },
  'mac-check': { files: { 'etc/udev/rules.d/a': '' }, expect: says('a') },
  'fstab-uuid': {
    files: {
      'etc/fstab':
        '/dev/sda1 / ext4 defaults 0 1\n/dev/sda10 /b ext4 defaults 0 1\nUUID=1 /c xfs defaults 0 0\n/dev/sdz9 /gone ext4 defaults 0 0\n',
    },
    before: 'blkid() { case $5 in /dev/sdz9) return 2 ;; *) echo "uuid-of-${5##*/}" ;; esac; }',
    expect: async (after) =>
      expect(await after('etc/fstab')).toBe(
        'UUID=uuid-of-sda1 / ext4 defaults 0 1\nUUID=uuid-of-sda10 /b ext4 defaults 0 1\nUUID=1 /c xfs defaults 0 0\n/dev/sdz9 /gone ext4 defaults 0 0\n',
      ),
  },
  'fstab-check': { files: { 'etc/fstab': '/dev/sda1 / ext4 defaults 0 1\n' }, expect: says('still there') },
  'mounts-off': {
    files: { 'etc/fstab': 'UUID=1 / ext4 d 0 1\nfiles:/x /mnt nfs d 0 0\n//w/s /s cifs d 0 0\n' },
    expect: async (after) =>
      expect(await after('etc/fstab')).toBe('UUID=1 / ext4 d 0 1\n# files:/x /mnt nfs d 0 0\n# //w/s /s cifs d 0 0\n'),
  },
  'mounts-check': { files: { 'etc/fstab': '# no\nUUID=1 /\n' }, expect: says(/^UUID=1/) },
  'loader-uuid': {
    files: { 'etc/default/grub': '#GRUB_DISABLE_LINUX_UUID=true\n' },
    expect: async (after) => expect(await after('etc/default/grub')).toBe('GRUB_DISABLE_LINUX_UUID=false\n'),
  },
  'loader-check': {
    files: { 'boot/grub/grub.cfg': 'linux root=UUID=1\n', 'boot/grub2/grub.cfg': '' },
    expect: says('root=UUID=1'),
  },
  'loader-check-legacy': {
    files: { 'boot/grub/menu.lst': 'kernel root=UUID=1\n' },
    expect: says('1:kernel'),
  },
  'fs-type': { files: {}, expect: says('Type') },
  'space-check': { files: {}, expect: says('Available') },
  'crypt-check': { files: { 'etc/crypttab': 'data UUID=1\n' }, expect: says('data') },
  'virtio-config': { files: {}, before: 'uname() { echo 1.2.3; }', expect: says('CONFIG_VIRTIO_BLK=y') },
  'virtio-dracut-conf': {
    files: { 'etc/dracut.conf.d/x': '' },
    expect: async (after) =>
      expect(await after('etc/dracut.conf.d/ecs-virtio.conf')).toBe(
        'add_drivers+=" virtio_pci virtio_blk virtio_net virtio_console "\n',
      ),
  },
  'nvme-dracut-conf': {
    files: { 'etc/dracut.conf.d/x': '' },
    expect: async (after) => expect(await after('etc/dracut.conf.d/ecs-nvme.conf')).toBe('add_drivers+=" nvme "\n'),
  },
  'virtio-initramfs-tools': {
    files: { 'etc/initramfs-tools/modules': '# list\nvirtio_blk\n' },
    expect: async (after) =>
      expect((await after('etc/initramfs-tools/modules')).split('\n').sort()).toEqual([
        '',
        '# list',
        'virtio_blk',
        'virtio_console',
        'virtio_net',
        'virtio_pci',
      ]),
  },
  'nvme-initramfs-tools': {
    files: { 'etc/initramfs-tools/modules': '# list\n' },
    expect: async (after) => expect(await after('etc/initramfs-tools/modules')).toBe('# list\nnvme\n'),
  },
  'virtio-suse-kernel': {
    files: { 'etc/sysconfig/kernel': 'INITRD_MODULES="ahci"\n' },
    expect: async (after) =>
      expect(await after('etc/sysconfig/kernel')).toBe('INITRD_MODULES="ahci virtio_pci virtio_blk virtio_net"\n'),
  },
  kernel: { files: {}, expect: says(/\d+\.\d+/) },
  'cloud-init-source': {
    files: { 'etc/cloud/cloud.cfg.d/x': '' },
    expect: async (after) =>
      expect(await after('etc/cloud/cloud.cfg.d/99-aliyun.cfg')).toBe('datasource_list: [ AliYun ]\n'),
  },
  'cloud-init-check-source': {
    files: { 'etc/cloud/cloud.cfg': 'datasource_list: [ AliYun ]\n' },
    expect: says('AliYun'),
  },
  'qemu-ga-check': { files: { 'usr/x': '' }, expect: says('none') },
  'agents-check': { files: { 'usr/sbin/waagent': '' }, expect: says('waagent') },
  'issue-check': {
    files: { 'etc/issue': 'Debian\n', 'lib/x': '', 'bin/x': '', 'sbin/x': '' },
    expect: says('Debian'),
  },
  'clock-check': { files: { 'etc/adjtime': '0\n0\nUTC\n' }, expect: says('UTC') },
  'ext4-no-64bit': {
    files: {},
    before: 'mke2fs -q -F -t ext4 -O 64bit "$device" 16M',
    expect: says(/64bit/),
  },
  'ext4-no-project': {
    files: {},
    before: 'mke2fs -q -F -t ext4 -O project,quota -I 256 "$device" 16M',
    expect: says(''),
  },
  'dd-rescue/read/0': {
    files: { disk: 'x'.repeat(9000), 'store/x': '' },
    expect: async (after) => {
      expect(await after('store/server.raw')).toBe('x'.repeat(9000));
      expect(await after('store/server.sha256')).toMatch(/^[0-9a-f]{64} /);
    },
  },
  'dd-rescue/read-old/0': {
    files: { disk: 'y'.repeat(9000), 'store/x': '' },
    before: 'sleep() { command sleep 0.3; }',
    expect: async (after) => expect(await after('store/server.raw')).toBe('y'.repeat(9000)),
  },
  'dd-rescue/compare/0': {
    files: { 'store/server.raw': 'z' },
    before: 'sha256sum < "$out.raw" > "$out.sha256"',
    expect: says('same'),
  },
  'kvm-copy/copy/0': {
    files: {},
    before: 'qemu-img create -q -f qcow2 disk.qcow2 1M',
    expect: async (after) => expect((await after('server.qcow2')).slice(0, 3)).toBe('QFI'),
  },
};
runs['other-cloud-dd/read/0'] = runs['dd-rescue/read/0'];
runs['other-cloud-dd/read-old/0'] = runs['dd-rescue/read-old/0'];
runs['other-cloud-dd/compare/0'] = runs['dd-rescue/compare/0'];

/** The same commands over the tree instead of this machine; what they change is only where their files are. */
function redirected(text: string, before: string | undefined): string {
  const moved = text
    .replace(
      /(^|[\s'"=>(])\/(etc|boot|usr|lib|bin|sbin)(?=[/\s])/gm,
      (_, head: string, top: string) => `${head}${root}/${top}`,
    )
    .replace('disk=/dev/sda', `disk=${root}/disk`)
    .replace('out=/mnt/store/server', `out=${root}/store/server`)
    .replace('device=/dev/sda1', `device=${root}/part.img`);
  const lines = moved.split('\n');
  // names are set in the first lines; what stands in for a program comes after them
  const names = lines.findIndex((line) => !/^(disk|out|device)=/.test(line));
  return ['PATH=$PATH:/usr/sbin:/sbin', ...lines.slice(0, names), before ?? '', ...lines.slice(names)].join('\n');
}

describe('commands marked as run', () => {
  const marked = shell.filter(([, snippet]) => snippet.proof.how === 'run').map(([id]) => id);
  it('are all run here, and only they', () => {
    expect(Object.keys(runs).sort()).toEqual([...marked].sort());
  });
  it.each(marked)('%s does what it says', async (id) => {
    const how = runs[id];
    const snippet = all[id];
    if (how === undefined || snippet === undefined) throw new Error(`no run for ${id}`);
    await plant(root, how.files);
    if (id === 'virtio-config') await plant(root, { 'boot/config-1.2.3': 'CONFIG_VIRTIO_BLK=y\n' });
    let text = redirected(snippet.text, how.before);
    if (id === 'virtio-config') text = text.replaceAll('"/boot', `"${root}/boot`);
    if (id === 'ext4-no-64bit') text += '\ntune2fs -l "$device" | grep features | grep -v 64bit && echo "no 64bit"';
    const { stdout, stderr } = await runProgram('sh', ['-c', text], root);
    const after = (name: string) => readFile(join(root, name), 'utf8');
    const list = async (folder: string) => (await readdir(join(root, folder))).sort();
    expect(
      stderr.replace(/.*(records|copied|e2fsck|resize2fs|tune2fs|mke2fs|killed|No such process).*\n/g, ''),
    ).not.toMatch(/not found|syntax/i);
    await how.expect(after, stdout, list);
  });
  it('takes 64bit off an ext4 file system that had it', async () => {
    const text = `${redirected(snippets['ext4-no-64bit'].text, 'mke2fs -q -F -t ext4 -O 64bit "$device" 16M')}\ntune2fs -l "$device"`;
    const { stdout } = await runProgram('sh', ['-c', text], root);
    expect(/Filesystem features:.*/.exec(stdout)?.[0]).toMatch(/extent/);
    expect(/Filesystem features:.*/.exec(stdout)?.[0]).not.toContain('64bit');
  });
});

describe('every Linux command shown', () => {
  it('is either run, or says why not', () => {
    for (const [id, { proof }] of shell)
      expect([id, proof.how === 'run' || proof.because.length > 0]).toEqual([id, true]);
  });
  it.each([
    ['dash', ['-n']],
    ['bash', ['--posix', '-n']],
  ])('is understood by %s', async (program, options) => {
    if (!(await programThere(program))) return;
    for (const [id, { text }] of shell) {
      const file = join(root, 'snippet.sh');
      await writeFile(file, `${text}\n`);
      expect([id, await runProgram(program, [...options, file])]).toEqual([id, { code: 0, stdout: '', stderr: '' }]);
    }
  });
});

it('says of every Windows command that it was only read', () => {
  const windows = Object.values(all).filter((snippet) => snippet.shell !== 'sh');
  expect(windows.length).toBeGreaterThan(30);
  for (const { proof } of windows) expect(proof).toEqual({ how: 'read', because: 'needs-windows' });
});

it('uses no command that nobody is shown', () => {
  const shown = new Set<SnippetId>();
  for (const os of operatingSystems) {
    const kit = kitOf(os);
    const rest = { os, from: 'physical', capture: 'dd-rescue' } as const;
    if (kit.os === 'linux')
      for (const item of linuxItems)
        [...(item.how?.({ ...rest, kit }) ?? []), ...(item.check?.({ ...rest, kit }) ?? [])].forEach((id) =>
          shown.add(id),
        );
    else
      for (const item of windowsItems)
        [...(item.how?.({ ...rest, kit }) ?? []), ...(item.check?.({ ...rest, kit }) ?? [])].forEach((id) =>
          shown.add(id),
        );
  }
  expect(Object.keys(snippets).filter((id) => !shown.has(id as SnippetId))).toEqual([]);
});
