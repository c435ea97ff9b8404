/** How a Linux guest starts: its boot menus, the entry that starts by default, and what its initramfs holds. */
import { posix } from 'node:path';
import { type Initramfs, listInitramfs } from '../archives/initramfs.ts';
import type { BootEntry } from '../boot-config/boot-entry.ts';
import { findBootMenus, type FoundMenu } from '../boot-config/find-menus.ts';
import type { FileSystem } from '../file-system.ts';
import { guestFile } from '../guest-file.ts';
import type { Volume } from '../sub-source.ts';
import { type GuestTree, guestTree } from './guest-tree.ts';
import { bootDevice, isElsewhere } from './loader-view.ts';
import { subvolumePath } from './linux-root.ts';
import type { OpenVolume } from './open-volumes.ts';

export interface LinuxBoot {
  readonly menus: readonly FoundMenu[];
  /** Of the first menu that tells. */
  readonly entry: BootEntry | undefined;
  /** Version of the kernel that starts by default, e.g. `3.10.0-957.el7.x86_64`. */
  readonly kernel: string | undefined;
  readonly kernels: readonly string[];
  /** As the guest sees them; `missing` are named by the entry and not there. */
  readonly kernelPath: string | undefined;
  readonly missing: readonly string[];
  /** A file system that the boot loader searches for, and that is not here. */
  readonly searchedFor: string | undefined;
  /** What the initramfs adds to the kernel's arguments. */
  readonly insideArguments: readonly string[];
  /** Files that would have told more. */
  readonly unread: readonly string[];
  readonly initramfs: { readonly path: string; readonly list: Initramfs } | undefined;
  /** Names of modules built into the default kernel; undefined when it does not say. */
  readonly builtIn: ReadonlySet<string> | undefined;
}

export interface BootOptions {
  readonly signal: AbortSignal;
  /** Ends the unpacking of the initramfs, and nothing else. */
  readonly initramfsSignal: AbortSignal;
}

/** Unpacked; real ones reach 300 MiB with firmware. */
const mostUnpackedBytes = 512 * 2 ** 20;

/** Small files of an initramfs that tell what comes next in the start. */
const told =
  /^(conf\/param\.conf|conf\/conf\.d\/|etc\/cmdline(\.d\/|$)|etc\/lvm\/|(usr\/lib|etc)\/modprobe\.d\/|.*\/modules\.builtin$)/;

/** `all`: every file system of these disks. */
export async function readBoot(tree: GuestTree, all: readonly OpenVolume[], options: BootOptions): Promise<LinuxBoot> {
  const { result, unread } = await tree.watch(() => readAll(tree, all, options));
  return { ...result, unread };
}

async function readAll(
  tree: GuestTree,
  all: readonly OpenVolume[],
  options: BootOptions,
): Promise<Omit<LinuxBoot, 'unread'>> {
  const { signal } = options;
  const menus = await menusOf(tree, all, signal);
  const first = menus.find(({ menu }) => menu.defaultEntry?.kernel !== undefined);
  const entry = first?.menu.defaultEntry;
  const kernels = await kernelsOf(tree);
  const missing: string[] = [];
  const device = first && entry && bootDevice(tree, all, first, entry);
  const seen = async (path: string): Promise<Seen | undefined> => {
    const found = device ? await onDevice(tree, device, path) : await asGuestSees(tree, absolute(path, first), signal);
    if (found === undefined) missing.push(path);
    return found;
  };
  const kernel = entry?.kernel === undefined ? undefined : await seen(entry.kernel);
  const archives: Seen[] = [];
  for (const path of entry?.initramfs ?? []) {
    const found = await seen(path);
    if (found !== undefined) archives.push(found);
  }
  const unified = entry?.unified;
  const version =
    entry?.kernel === undefined
      ? kernels.at(-1)
      : (unified?.version ?? versionOf(entry.kernel) ?? (unified ? undefined : kernels.at(-1)));
  // microcode comes in archives of its own, before the main one
  const main = archives.at(-1) ?? (unified?.initramfs ? kernel : undefined);
  const list = main === undefined ? undefined : await readInitramfs(tree, main, options, unified?.initramfs);
  return {
    menus,
    entry,
    kernel: version,
    kernels,
    kernelPath: kernel?.shown,
    missing,
    searchedFor: entry && isElsewhere(all, entry),
    insideArguments: list === undefined ? [] : insideArguments(list),
    initramfs: main === undefined || list === undefined ? undefined : { path: main.shown, list },
    builtIn: await builtInOf(tree, version),
  };
}

/** Of /boot, and of every partition that UEFI or systemd-boot may start from, mounted or not. */
async function menusOf(tree: GuestTree, all: readonly OpenVolume[], signal: AbortSignal): Promise<FoundMenu[]> {
  const menus: FoundMenu[] = [];
  for (const at of ['/boot', '/boot/efi', '/efi']) {
    const { files, path } = tree.place(at);
    if (at !== '/boot' && path !== '/') continue;
    const found = await tree.attempt(() => findBootMenus(files, path === '/' ? '' : path, signal), at);
    const prefix = path === '/' ? at : '';
    menus.push(...(found ?? []).map((each) => ({ ...each, path: `${prefix}${each.path}` })));
  }
  const mounted = new Set(tree.mounts.map(({ files }) => files));
  for (const { volume, files } of all) {
    if (mounted.has(files) || volume.place.kind !== 'partition') continue;
    const { type, typeId } = volume.place.partition;
    if (type !== 'EFI system' && typeId.toLowerCase() !== extendedBoot) continue;
    const found = await tree.attempt(() => findBootMenus(files, '', signal), volume.name);
    menus.push(...(found ?? []).map((each) => ({ ...each, path: `${volume.name}: ${each.path}` })));
  }
  // one without entries only leads on to another
  return [
    ...menus.filter(({ menu }) => menu.entries.length > 0),
    ...menus.filter(({ menu }) => menu.entries.length === 0),
  ];
}

/** XBOOTLDR, the second partition that systemd-boot starts from. */
const extendedBoot = 'bc13c2ff-59e6-4262-a352-b275fd6f7172';

interface Seen {
  readonly files: FileSystem;
  /** Within `files`. */
  readonly path: string;
  /** As the guest sees it. */
  readonly shown: string;
}

async function readInitramfs(
  tree: GuestTree,
  { files, path, shown }: Seen,
  { signal, initramfsSignal }: BootOptions,
  part?: { readonly offset: number; readonly bytes: number },
): Promise<Initramfs | undefined> {
  try {
    return await tree.attempt(async () => {
      const whole = await guestFile(files, path, initramfsSignal);
      const keep = (name: string): boolean => told.test(name);
      return listInitramfs(part ? within(whole, part) : whole, { keep, mostUnpackedBytes, signal: initramfsSignal });
    }, shown);
  } catch (error) {
    // stopped by its own time limit, not by that of the whole look
    if (initramfsSignal.aborted && !signal.aborted) return undefined;
    throw error;
  }
}

const within = (whole: Volume, { offset, bytes }: { readonly offset: number; readonly bytes: number }): Volume => ({
  size: Math.max(0, Math.min(bytes, whole.size - offset)),
  read: (from, length, signal) => whole.read(offset + from, length, signal),
});

/** dracut's cmdline.d, and the ROOT and RESUME of initramfs-tools. */
function insideArguments({ contents }: Initramfs): string[] {
  return [...contents].flatMap(([name, content]) => {
    const text = content.toString('utf8');
    if (/^etc\/cmdline/.test(name)) return text.split(/\s+/).filter((word) => word !== '');
    if (!name.startsWith('conf/')) return [];
    return [...text.matchAll(/^\s*(ROOT|RESUME)="?([^"\s]+)/gm)].flatMap(([, key = '', value = '']) =>
      /^(auto|none)$/.test(value) ? [] : `${key.toLowerCase()}=${value}`,
    );
  });
}

/** On the file system that the boot loader looks at, and under no other path than that. */
async function onDevice(tree: GuestTree, files: FileSystem, path: string): Promise<Seen | undefined> {
  const { signal } = new AbortController();
  if (!(await guestTree([{ at: '/', files }], signal).exists(path))) return undefined;
  const at = tree.mounts.find((mount) => mount.files === files)?.at ?? '/';
  return { files, path, shown: at === '/' ? path : `${at}${path}` };
}

/** extlinux takes paths from where its menu lies. */
const absolute = (path: string, menu: FoundMenu | undefined): string =>
  path.startsWith('/') ? path : posix.join(posix.dirname(menu?.path ?? '/boot/x'), path);

/** The boot loader may see /boot as a file system of its own, or a subvolume as a folder. */
async function asGuestSees(tree: GuestTree, path: string, signal: AbortSignal): Promise<Seen | undefined> {
  const candidates = [path, `/boot${path}`, `/boot/efi${path}`];
  for (const { at, files } of tree.mounts) {
    const folder = `/${(await subvolumePath(files, signal)) ?? ''}/`;
    if (folder !== '//' && path.startsWith(folder))
      candidates.push(`${at === '/' ? '' : at}/${path.slice(folder.length)}`);
  }
  for (const candidate of candidates)
    if (await tree.exists(candidate)) return { ...tree.place(candidate), shown: candidate };
  return undefined;
}

export const versionOf = (kernelPath: string): string | undefined =>
  /(?:vmlinu[xz]|Image|kernel)(?:\.gz)?-(\d.*)$/.exec(kernelPath)?.[1];

async function kernelsOf(tree: GuestTree): Promise<string[]> {
  const files = (await tree.names('/boot')).flatMap((name) => versionOf(name) ?? []);
  const modules = (await tree.names('/lib/modules')).filter((name) => /^\d/.test(name));
  const natural = new Intl.Collator('en', { numeric: true });
  return [...new Set([...files, ...modules])].sort(natural.compare);
}

/** By the list beside the modules, and by the kernel's configuration for the drivers of ECS; undefined when neither is there. */
async function builtInOf(tree: GuestTree, kernel: string | undefined): Promise<ReadonlySet<string> | undefined> {
  if (kernel === undefined) return undefined;
  const list = await tree.text(`/lib/modules/${kernel}/modules.builtin`);
  const config = (await tree.text(`/boot/config-${kernel}`)) ?? (await tree.text(`/lib/modules/${kernel}/config`));
  if (list === undefined && config === undefined) return undefined;
  const names = (list ?? '').split('\n').filter((line) => line !== '');
  const set = configured.filter(([option]) => new RegExp(`^${option}=y$`, 'm').test(config ?? ''));
  return new Set([...names.map(moduleName), ...set.map(([, name]) => name)]);
}

const configured = [
  ['CONFIG_VIRTIO_BLK', 'virtio_blk'],
  ['CONFIG_VIRTIO_PCI', 'virtio_pci'],
  ['CONFIG_VIRTIO_NET', 'virtio_net'],
  ['CONFIG_BLK_DEV_NVME', 'nvme'],
] as const;

/** `kernel/drivers/block/virtio_blk.ko.xz` is `virtio_blk`; the kernel does not tell `-` from `_`. */
export const moduleName = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/\.ko(\.\w+)?$/, '').replaceAll('-', '_');
