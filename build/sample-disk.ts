/**
 * Makes the sample disk that a newcomer carries through a practice run: a VMDK with a partition table and an ext4 root
 * that looks like a small server. `node build/sample-disk.ts FOLDER`
 */
import { mkdir, mkdtemp, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from '../main/core/base/child.ts';
import { findQemu } from '../main/core/disk/find-qemu.ts';
import { makeRawDisk, noise } from './test-disks.ts';
import { cpioOf } from './test-guests/cpio.ts';

const MiB = 2 ** 20;
const diskBytes = 1_024 * MiB;
const rootOffset = MiB;
const rootUuid = '5eed0000-ec51-4a9e-8d15-000000000001';
/** Nothing in the disk depends on when or where it was made. */
const madeAt = 1_700_000_000;
const vmdkDescriptor = { offset: 512, bytes: 20 * 512 };

export const sampleDiskName = 'practice-server.vmdk';

/** Makes the disk unless it is there; it appears whole or not at all. Returns its path. */
export async function makeSampleDisk(folder: string): Promise<string> {
  const path = join(folder, sampleDiskName);
  if (await isThere(path)) return path;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, '.sample-'));
  try {
    const tree = join(work, 'root');
    const names = await writeTree(tree);
    const raw = await makeRawDisk(join(work, 'disk.raw'), { bytes: diskBytes, data: [] });
    await makeFileSystem(raw, tree, names);
    const vmdk = join(work, sampleDiskName);
    const { program } = await findQemu();
    await run(program, ['convert', '-f', 'raw', '-O', 'vmdk', raw, vmdk]);
    await settleIdentity(vmdk);
    await rename(vmdk, path);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return path;
}

async function isThere(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Returns the names of all files and folders, as the guest sees them. */
async function writeTree(root: string): Promise<string[]> {
  const files: Record<string, string | Buffer> = {
    'etc/os-release':
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n' +
      'VERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
    'etc/debian_version': '12.5\n',
    'etc/fstab': `UUID=${rootUuid} / ext4 errors=remount-ro 0 1\n`,
    'etc/hostname': 'practice-server\n',
    'etc/hosts': '127.0.0.1 localhost\n127.0.1.1 practice-server\n',
    'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n',
    // no password fits this hash
    'etc/shadow': 'root:$6$practice$practice:19000:0:99999:7:::\n',
    'etc/network/interfaces': 'auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n',
    'etc/ssh/sshd_config': 'Port 22\nPermitRootLogin prohibit-password\nUsePAM yes\n',
    'usr/bin/passwd': '',
    'usr/lib/systemd/system/ssh.service':
      '[Service]\nExecStart=/usr/sbin/sshd -D\n\n[Install]\nWantedBy=multi-user.target\n',
    'etc/cloud/cloud.cfg': 'datasource_list: [ AliYun ]\n',
    'etc/default/grub': 'GRUB_DEFAULT=0\nGRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX=""\n',
    'boot/grub/grub.cfg':
      `menuentry 'Debian GNU/Linux' {\n  search --no-floppy --fs-uuid --set=root ${rootUuid}\n` +
      `  linux /boot/vmlinuz-6.1.0-18-amd64 root=UUID=${rootUuid} ro\n  initrd /boot/initrd.img-6.1.0-18-amd64\n}\n`,
    'boot/vmlinuz-6.1.0-18-amd64': kernel(),
    'boot/initrd.img-6.1.0-18-amd64': initramfs(),
    'var/log/syslog': systemLog(8 * MiB),
    'srv/data/archive.bin': noise(16 * MiB, 4),
    'root/READ-ME.txt':
      'This is the practice server of ECS Image Migrator. It is made for practice runs and does not boot.\n',
  };
  const links: Record<string, string> = {
    'etc/systemd/system/multi-user.target.wants/ssh.service': '/usr/lib/systemd/system/ssh.service',
  };
  const names = new Set<string>();
  for (const [name, content] of Object.entries({ ...files, ...links })) {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    await (name in links ? symlink(String(content), path) : writeFile(path, content));
    for (let part = name; part !== '.'; part = dirname(part)) names.add(`/${part}`);
  }
  return [...names, '/lost+found'].sort();
}

/** Has the marks by which tools know a Linux kernel (Linux, x86 boot protocol), and no code. */
function kernel(): Buffer {
  const image = noise(6 * MiB, 2);
  image.fill(0, 0, 1_024);
  image.writeUInt16BE(0x55aa, 0x1fe);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt16LE(0x20f, 0x206);
  image.writeUInt16LE(0x100, 0x20e);
  image.write('6.1.0-18-amd64 (practice)\0', 0x300, 'latin1');
  return image;
}

/** With the drivers that ECS needs, by name only, and as much firmware as makes it as large as a real one. */
function initramfs(): Buffer {
  const drivers = ['virtio/virtio_pci', 'block/virtio_blk', 'net/virtio_net', 'nvme/host/nvme', 'nvme/host/nvme-core'];
  const names = drivers.map((driver) => `usr/lib/modules/6.1.0-18-amd64/kernel/drivers/${driver}.ko`);
  const firmware = 'usr/lib/firmware/practice.bin';
  return cpioOf([...names, firmware], { [firmware]: noise(8 * MiB, 3) });
}

function systemLog(bytes: number): string {
  const line = (n: number): string =>
    `${new Date((madeAt + n) * 1_000).toISOString()} practice-server app[${1_000 + (n % 97)}]: request ${n} served\n`;
  return Array.from({ length: Math.floor(bytes / line(0).length) }, (_, n) => line(n)).join('');
}

async function makeFileSystem(raw: string, tree: string, names: readonly string[]): Promise<void> {
  const options = `offset=${rootOffset},hash_seed=${rootUuid},root_owner=0:0`;
  const sizeKiB = `${(diskBytes - rootOffset) / 1_024}k`;
  await runTool('mke2fs', ['-q', '-F', '-t', 'ext4', '-L', 'practice', '-J', 'size=16', '-U', rootUuid, '-E', options, '-d', tree, raw, sizeKiB]); // prettier-ignore
  // owner and times came from this machine
  const commands = [...names, '/'].flatMap((name) => [
    ...['uid', 'gid'].map((field) => `set_inode_field ${name} ${field} 0`),
    ...['atime', 'ctime', 'mtime', 'crtime'].map((field) => `set_inode_field ${name} ${field} @${madeAt}`),
    ...['atime', 'ctime', 'mtime', 'crtime'].map((field) => `set_inode_field ${name} ${field}_extra 0`),
  ]);
  const script = `${tree}.debugfs`;
  await writeFile(script, `${commands.join('\n')}\n`);
  await runTool('debugfs', ['-w', '-f', script, `${raw}?offset=${rootOffset}`]);
}

/** qemu-img gives every VMDK a random content ID; ours is always the same. */
async function settleIdentity(vmdk: string): Promise<void> {
  const file = await open(vmdk, 'r+');
  try {
    const bytes = Buffer.alloc(vmdkDescriptor.bytes);
    await file.read(bytes, 0, bytes.length, vmdkDescriptor.offset);
    const text = (bytes.toString('utf8').split('\0')[0] ?? '').replace(/^CID=.*$/m, 'CID=5eed0001');
    const settled = Buffer.alloc(vmdkDescriptor.bytes);
    settled.write(text);
    await file.write(settled, 0, settled.length, vmdkDescriptor.offset);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Debian keeps these tools where the PATH of ordinary people does not lead; a fixed clock makes them repeatable. */
async function runTool(name: string, args: readonly string[]): Promise<void> {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  await run('env', [`PATH=${path}`, `E2FSPROGS_FAKE_TIME=${madeAt}`, name, ...args]);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runChild({ program, args });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await makeSampleDisk(process.argv[2] ?? '.'));
}
