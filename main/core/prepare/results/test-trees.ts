/** Root trees for the tests of the check script, made in milliseconds: Debian-like, Alpine-like and CentOS-like, sound or with faults. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const exec = promisify(execFile);
export type Tree = Readonly<Record<string, string | Uint8Array>>;

/** Writes a tree; a text that begins with `-> ` is a symbolic link. */
export async function plant(root: string, tree: Tree): Promise<void> {
  for (const [name, content] of Object.entries(tree)) {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { force: true }); // never through a link
    if (typeof content === 'string' && content.startsWith('-> ')) await symlink(content.slice(3), path);
    else await writeFile(path, content);
  }
}

/** A cpio archive (newc) as an initramfs is: empty files, and one list of modules; `TRAILER!!!` last, padded to 512 bytes. */
export function cpio(names: readonly string[], list = ''): Buffer {
  const hex = (value: number) => value.toString(16).padStart(8, '0');
  const pad = (part: Buffer, to: number) => Buffer.concat([part, Buffer.alloc((to - (part.length % to)) % to)]);
  const entry = (name: string, content = '') => {
    const fields = [1, 0o100644, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0].map(hex).join('');
    return Buffer.concat([pad(Buffer.from(`070701${fields}${name}\0`), 4), pad(Buffer.from(content), 4)]);
  };
  const lists = list === '' ? [] : [entry('lib/modules/k/modules.order', list)];
  return pad(Buffer.concat([...names.map((name) => entry(name)), ...lists, entry('TRAILER!!!')]), 512);
}

const order =
  'kernel/drivers/block/virtio_blk.ko\nkernel/drivers/virtio/virtio_pci.ko\nkernel/drivers/nvme/host/nvme.ko\n';
/** The small archive with processor code that often comes first, then the real one, packed by gzip. */
export const initramfs = (modules: readonly string[], withEarly: boolean): Buffer => {
  // the list names every module of the kernel, also those that are not packed
  const real = gzipSync(
    cpio(
      modules.map((name) => `usr/lib/modules/k/kernel/drivers/${name}.ko`),
      order,
    ),
  );
  return withEarly ? Buffer.concat([cpio(['early_cpio', 'kernel/x86/microcode/GenuineIntel.bin']), real]) : real;
};

const good = ['block/virtio_blk', 'virtio/virtio_pci', 'net/virtio_net', 'nvme/host/nvme'];
const passwd = 'root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000::/:/bin/sh\n';
const shadow = 'root:$6$salt$notarealhashatall:19000:0:99999:7:::\n';
const programs: Tree = {
  'usr/sbin/sshd': '',
  'usr/bin/passwd': '',
  'usr/bin/cloud-init': '',
  'usr/bin/growpart': '',
  'usr/sbin/resize2fs': '',
};

export const soundDebian: Tree = {
  ...programs,
  'etc/os-release': 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
  'etc/issue': 'Debian GNU/Linux 12\n',
  'etc/hostname': 'sound\n',
  'etc/passwd': passwd,
  'etc/shadow': shadow,
  'etc/ssh/sshd_config': '#Port 22\nPermitRootLogin yes\n',
  'etc/systemd/system/multi-user.target.wants/ssh.service': '-> /lib/systemd/system/ssh.service',
  'etc/network/interfaces': 'auto lo\niface lo inet loopback\nallow-hotplug eth0\niface eth0 inet dhcp\n',
  'etc/fstab': '# comment with /dev/sda1\nUUID=1234-abcd / ext4 errors=remount-ro 0 1\n',
  'etc/adjtime': '0.0 0 0.0\n0\nUTC\n',
  'etc/cloud/cloud.cfg': 'datasource_list: [ AliYun, None ]\n',
  'usr/lib/python3/dist-packages/cloudinit/version.py': '__VERSION__ = "22.4.2"\n',
  'boot/grub/grub.cfg': 'linux /boot/vmlinuz root=UUID=1234-abcd ro\n',
  'boot/initrd.img-6.1.0-18-amd64': initramfs(good, true),
  'lib/modules/6.1.0-18-amd64/modules.builtin': '',
  'lib/modules/6.1.0-18-amd64/modules.dep': '',
};

/** Everything the instructions warn of, at once. */
export const faultyDebian: Tree = {
  ...soundDebian,
  'etc/network/interfaces':
    'auto eth0\niface eth0 inet static\n  address 10.0.0.5\niface eth0 inet6 static\n  address 2001:db8::5\niface eth1 inet dhcp\n',
  'etc/udev/rules.d/70-persistent-net.rules': 'SUBSYSTEM=="net", ATTR{address}=="00:11:22:33:44:55", NAME="eth0"\n',
  'etc/fstab': '/dev/sda1 / ext4 defaults 0 1\n/dev/sda5 none swap sw 0 0\nfiles:/export /mnt/files nfs defaults 0 0\n',
  'etc/shadow': 'root::19000:0:99999:7:::\n',
  'etc/ssh/sshd_config': 'Port 2222\nPermitRootLogin no\n',
  'etc/ufw/ufw.conf': 'ENABLED=yes\n',
  'etc/crypttab': 'data UUID=77 none luks\n',
  'etc/adjtime': '0.0 0 0.0\n0\nLOCAL\n',
  'etc/cloud/cloud.cfg': 'datasource_list: [ Ec2 ]\n',
  'boot/grub/grub.cfg': 'linux /boot/vmlinuz root=/dev/sda1 ro\n',
  'boot/initrd.img-6.1.0-18-amd64': initramfs(['ata/ahci', 'block/loop'], false),
  'usr/sbin/qemu-ga': '',
  'usr/bin/vmtoolsd': '',
};

export const alpine: Tree = {
  'etc/alpine-release': '3.18.4\n',
  'etc/os-release': 'ID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME="Alpine Linux v3.18"\n',
  'etc/issue': 'Welcome to Alpine\n',
  'etc/passwd': passwd,
  'etc/shadow': 'root:!:19000:0:::::\n',
  'etc/fstab': 'LABEL=root / btrfs rw 0 0\n',
  'etc/network/interfaces': 'auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet dhcp\n',
  'etc/runlevels/default/iptables': '-> /etc/init.d/iptables',
  'bin/passwd': '',
  'usr/sbin/sshd': '',
  'etc/runlevels/default/sshd': '-> /etc/init.d/sshd',
  'boot/extlinux.conf': 'APPEND root=LABEL=root modules=ext4\n',
  'boot/initramfs-lts': initramfs(good, false),
  'lib/modules/6.1.57-0-lts/modules.builtin': '',
};

const scripts = 'etc/sysconfig/network-scripts';
export const faultyCentos: Tree = {
  ...programs,
  'etc/redhat-release': 'CentOS release 6.5 (Final)\n',
  'etc/issue': 'CentOS release 6.5 (Final)\n',
  'etc/passwd': passwd,
  'etc/shadow': shadow,
  'etc/selinux/config': '# SELINUX= can take\nSELINUX=enforcing\nSELINUXTYPE=targeted\n',
  [`${scripts}/ifcfg-lo`]: 'DEVICE=lo\nIPADDR=127.0.0.1\n',
  [`${scripts}/ifcfg-eth0`]:
    'DEVICE="eth0"\nBOOTPROTO=static\nIPADDR=192.168.0.11\nHWADDR=00:0C:29:AA:BB:CC\nIPV6ADDR=2001:db8::11/64\n',
  [`${scripts}/ifcfg-eth1`]: 'DEVICE=eth1\nBOOTPROTO=dhcp\n',
  'etc/rc.d/rc3.d/S08iptables': '-> ../init.d/iptables',
  'etc/rc.d/rc3.d/S23NetworkManager': '-> ../init.d/NetworkManager',
  'etc/rc.d/rc3.d/S55sshd': '-> ../init.d/sshd',
  'etc/fstab': '/dev/mapper/vg-root / ext4 defaults 1 1\nUUID=77 /boot ext4 defaults 1 2\n',
  'etc/sysconfig/clock': 'UTC=false\n',
  'boot/grub/menu.lst': 'kernel /vmlinuz root=/dev/mapper/vg-root\n',
  'boot/config-2.6.32-431.el6.x86_64': 'CONFIG_VIRTIO_BLK=m\nCONFIG_VIRTIO_PCI=y\n',
  'boot/initramfs-2.6.32-431.el6.x86_64.img': initramfs(['scsi/mptspi'], false),
  'lib/modules/2.6.32-431.el6.x86_64/modules.dep': '',
  'usr/bin/qemu-ga': '',
};

const secrets = /^(g?shadow-?|ssl|sudoers.*|security)$/;

/**
 * The Debian these tests run on as a tree of its own: its settings copied but for its secrets, its programs linked. What
 * debootstrap would make over the network, without one. Undefined on another system.
 */
export async function debianHere(root: string): Promise<string | undefined> {
  const about = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!/^ID(_LIKE)?=.*debian/m.test(about)) return undefined;
  for (const name of await readdir('/etc')) {
    if (secrets.test(name)) continue;
    const options = {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from: string) => !/ssh_host_/.test(from),
    };
    // what this user may not read is left out, as the script would have to
    await cp(join('/etc', name), join(root, 'etc', name), options).catch(() => undefined);
  }
  for (const folder of ['usr/bin', 'usr/sbin', 'usr/lib/systemd']) {
    await mkdir(dirname(join(root, folder)), { recursive: true });
    await symlink(`/${folder}`, join(root, folder)).catch(() => undefined);
  }
  for (const folder of ['bin', 'sbin', 'lib']) await symlink(`usr/${folder}`, join(root, folder));
  return root;
}

/** What is wrong with a server that was set up by hand, put over any Debian. */
export const seededFaults: Tree = {
  'etc/shadow': shadow,
  'etc/selinux/config': 'SELINUX=enforcing\n',
  'etc/network/interfaces': faultyDebian['etc/network/interfaces'] ?? '',
  'etc/fstab': faultyDebian['etc/fstab'] ?? '',
  'etc/init.d/qemu-guest-agent': '#!/bin/sh\n',
  'boot/initrd.img-6.1.0-18-amd64': faultyDebian['boot/initrd.img-6.1.0-18-amd64'] ?? '',
  'usr/lib/modules/6.1.0-18-amd64/modules.builtin': '',
};

/** An image with an ext4 file system of these features. Needs mke2fs. */
export async function ext4Image(path: string, features: string): Promise<string> {
  await exec('mke2fs', ['-q', '-F', '-t', 'ext4', '-O', features, path, '8M'], {
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });
  return path;
}

/** Runs a program to its end; never throws for its exit. */
export async function runProgram(program: string, args: readonly string[], cwd?: string): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await exec(program, [...args], { ...(cwd === undefined ? {} : { cwd }), timeout: 30_000 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number | string; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : -1, stdout, stderr };
  }
} // prettier-ignore

/** True when this program can be started. */
export const programThere = async (program: string): Promise<boolean> =>
  (await runProgram('sh', ['-c', 'command -v "$1"', 'sh', program])).code === 0;
