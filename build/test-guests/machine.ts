/**
 * A small virtual machine for tests, without a network: a Debian kernel and this system's own programs format and fill
 * disks, so that readers meet file systems as kernels write them. Needs no root and mounts nothing here.
 */
import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runChild } from '../../main/core/base/child.ts';
import { hasTool } from './oracle.ts';
import { runTool } from './tools.ts';

const cache = join(import.meta.dirname, '..', '..', '.cache', 'machine');
/** What the recipes call. */
const programs = ['busybox', 'mke2fs', 'tune2fs', 'mkfs.xfs', 'mkfs.btrfs', 'btrfs', 'lvm', 'mdadm'];
/** Those built into Debian's kernel for clouds need no module. */
const modules = [
  'virtio_pci',
  'virtio_blk',
  'xfs',
  'btrfs',
  'dm-mod',
  'dm-snapshot',
  'dm-thin-pool',
  'dm-raid',
  'raid1',
];
/** Emulated, and on a busy machine. */
export const machineMs = 600_000;

export interface Machine {
  readonly kernel: string;
  readonly initramfs: string;
  /** Differs when anything in it does. */
  readonly key: string;
}

let ready: Promise<Machine | string> | undefined;

/** Made once and kept. Resolves to the reason in words where it cannot be had, having printed it. */
export function testMachine(): Promise<Machine | string> {
  ready ??= prepare().catch((error: unknown) => {
    const reason = `skipped: no virtual machine: ${String(error)}`;
    console.log(reason);
    return reason;
  });
  return ready;
}

async function prepare(): Promise<Machine> {
  if (process.arch !== 'x64') throw new Error('only made for x64');
  const missing = ['qemu-system-x86_64', 'apt-get', 'dpkg-deb', 'cpio', ...programs].filter((one) => !hasTool(one));
  if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')}`);
  await mkdir(cache, { recursive: true });
  const kernel = await once(join(cache, `kernel-${digest(createHash('sha256').update(modules.join()))}`), unpackKernel);
  const files = await runTool('sh', [
    '-c',
    `for p in ${programs.join(' ')}; do f=$(command -v $p); echo $f; ldd $f | grep -o '/[^ ]*'; done | sort -u`,
  ]);
  const hash = createHash('sha256').update(init);
  for (const file of files.trim().split('\n')) hash.update(await readFile(file));
  const key = digest(hash.update(basename(kernel)));
  const made = await once(join(cache, `initramfs-${key}`), (folder) =>
    packInitramfs(folder, kernel, files.trim().split('\n')),
  );
  return { kernel: join(kernel, 'vmlinuz'), initramfs: join(made, 'initramfs'), key };
}

const digest = (hash: Hash): string => hash.digest('hex').slice(0, 16);

/** `folder`, made by `make` unless it is there; two at a time do not meet half of one. */
export async function once(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const own = await mkdtemp(`${folder}.`);
  try {
    await make(own);
    // the other one was faster, and its own is as good
    await rename(own, folder).catch(() => undefined);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
  return folder;
}

/** The kernel and the modules the machine needs, each behind those it depends on. */
async function unpackKernel(folder: string): Promise<void> {
  await runTool('sh', [
    '-ec',
    `cd '${folder}'
    apt-get download -q $(apt-cache depends linux-image-cloud-amd64 | sed -n 's/ *Depends: //p' | head -1)
    dpkg-deb -x *.deb unpacked
    mv unpacked/boot/vmlinuz-* vmlinuz
    find unpacked -name '*.ko.xz' -exec xz -d {} +
    rm *.deb`,
  ]);
  const unpacked = join(folder, 'unpacked');
  const paths = (await readdir(unpacked, { recursive: true })).filter((path) => path.endsWith('.ko'));
  const byName = new Map(paths.map((path) => [moduleName(basename(path, '.ko')), join(unpacked, path)]));
  const order: string[] = [];
  const load = async (name: string): Promise<void> => {
    const path = byName.get(name);
    if (path === undefined || order.includes(name)) return;
    const depends = /(?:^|\0)depends=([^\0]*)\0/.exec(await readFile(path, 'latin1'))?.[1] ?? '';
    for (const one of depends.split(',')) await load(moduleName(one));
    order.push(name);
    await rename(path, join(folder, `${name}.ko`));
  };
  for (const name of modules) await load(moduleName(name));
  await rm(unpacked, { recursive: true });
  await writeFile(join(folder, 'order'), `${order.join('\n')}\n`);
}

const moduleName = (name: string): string => name.replaceAll('-', '_');

/** Loads what the kernel lacks, names the disks, and runs the recipe that the first disk holds as an archive. */
const init = `#!/busybox sh
/busybox mkdir -p /bin /proc /sys /dev /tmp /disks /mnt
/busybox --install -s /bin
export PATH=/programs:/bin HOME=/tmp
mount -t proc proc /proc && mount -t sysfs sys /sys && mount -t devtmpfs dev /dev && mount -t tmpfs tmp /tmp
ln -s /proc/mounts /etc/mtab
while read module; do insmod /modules/$module.ko; done < /modules/order
for disk in /sys/block/vd*; do
  name=$(cat $disk/serial)
  ln -s /dev/\${disk##*/} /disks/$name
  for part in $disk/vd*; do [ -d $part ] && ln -s /dev/\${part##*/} /disks/$name-$(cat $part/partition); done
done
cd /tmp && tar -xf /disks/recipe && sh -e recipe && sync && echo the recipe is done
poweroff -f
`;

async function packInitramfs(folder: string, kernel: string, files: readonly string[]): Promise<void> {
  const root = join(folder, 'root');
  for (const name of ['programs', 'modules', 'etc']) await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, 'init'), init);
  await chmod(join(root, 'init'), 0o755);
  await runTool('sh', [
    '-ec',
    `cd '${root}'
    cp '${kernel}'/*.ko '${kernel}'/order modules
    for file in ${files.join(' ')}; do
      case $file in
        */busybox) cp -L $file busybox ;;
        */lib*/*) mkdir -p .\${file%/*}; cp -L $file .$file ;;
        *) cp -L $file programs ;;
      esac
    done
    find . | cpio -o -H newc --quiet > ../initramfs`,
  ]);
  await rm(root, { recursive: true });
}

/** Runs `recipe`, an archive with a script of that name, on `disks`; each is a file, and /disks/NAME in the machine. */
export async function runMachine(
  { kernel, initramfs }: Machine,
  recipe: string,
  disks: Readonly<Record<string, string>>,
): Promise<void> {
  const drives = Object.entries({ recipe, ...disks }).flatMap(([name, file]) => [
    ...['-drive', `file=${file},format=raw,if=none,id=${name},cache=unsafe,discard=unmap`],
    ...['-device', `virtio-blk-pci,drive=${name},serial=${name}`],
  ]);
  const { stdout, stderr } = await runChild({
    program: 'qemu-system-x86_64',
    args: [
      ...['-accel', 'tcg', '-cpu', 'max', '-m', '768', '-nodefaults', '-no-reboot', '-display', 'none'],
      ...['-serial', 'stdio', '-rtc', 'base=2023-11-14T22:13:20', '-nic', 'none', '-kernel', kernel],
      ...['-initrd', initramfs, '-append', 'console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on', ...drives],
    ],
    timeoutMs: machineMs,
  }); // prettier-ignore
  if (!/^the recipe is done\r?$/m.test(stdout)) throw new Error(`the machine failed: ${stdout}${stderr}`);
}
