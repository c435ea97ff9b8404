/** How a Linux guest starts: its boot menus, the entry that starts by default, and what its initramfs holds. */
import { type Initramfs, listInitramfs } from '../archives/initramfs.ts';
import type { BootEntry } from '../boot-config/boot-entry.ts';
import { findBootMenus, type FoundMenu } from '../boot-config/find-menus.ts';
import { guestFile } from '../guest-file.ts';
import type { GuestTree } from './guest-tree.ts';
import { subvolumePath } from './linux-root.ts';

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
  readonly initramfs: { readonly path: string; readonly list: Initramfs } | undefined;
  /** Names of modules built into the default kernel; empty when it does not say. */
  readonly builtIn: ReadonlySet<string>;
}

export interface BootOptions {
  readonly signal: AbortSignal;
  /** Ends the unpacking of the initramfs, and nothing else. */
  readonly initramfsSignal: AbortSignal;
}

/** Unpacked; real ones reach 300 MiB with firmware. */
const mostUnpackedBytes = 512 * 2 ** 20;

export async function readBoot(tree: GuestTree, options: BootOptions): Promise<LinuxBoot> {
  const { signal } = options;
  const menus: FoundMenu[] = [];
  for (const at of ['/boot', '/boot/efi', '/efi']) {
    const { files, path } = tree.place(at);
    if (at !== '/boot' && path !== '/') continue;
    const found = await tree.attempt(() => findBootMenus(files, path === '/' ? '' : path, signal));
    const prefix = path === '/' ? at : '';
    menus.push(...(found ?? []).map((each) => ({ ...each, path: `${prefix}${each.path}` })));
  }
  const entry = menus.map(({ menu }) => menu.defaultEntry).find((each) => each?.kernel !== undefined);
  const kernels = await kernelsOf(tree);
  const missing: string[] = [];
  const seen = async (path: string): Promise<string | undefined> => {
    const found = await asGuestSees(tree, path, signal);
    if (found === undefined) missing.push(path);
    return found;
  };
  const kernelPath = entry?.kernel === undefined ? undefined : await seen(entry.kernel);
  const archives: string[] = [];
  for (const path of entry?.initramfs ?? []) {
    const found = await seen(path);
    if (found !== undefined) archives.push(found);
  }
  const kernel = entry?.kernel === undefined ? kernels.at(-1) : (versionOf(entry.kernel) ?? kernels.at(-1));
  // microcode comes in archives of its own, before the main one
  const main = archives.at(-1);
  const list = main === undefined ? undefined : await readInitramfs(tree, main, options);
  return {
    menus,
    entry,
    kernel,
    kernels,
    kernelPath,
    missing,
    initramfs: main === undefined || list === undefined ? undefined : { path: main, list },
    builtIn: await builtInOf(tree, kernel),
  };
}

async function readInitramfs(
  tree: GuestTree,
  path: string,
  { signal, initramfsSignal }: BootOptions,
): Promise<Initramfs | undefined> {
  const here = tree.place(path);
  try {
    return await tree.attempt(async () =>
      listInitramfs(await guestFile(here.files, here.path, initramfsSignal), {
        mostUnpackedBytes,
        signal: initramfsSignal,
      }),
    );
  } catch (error) {
    // stopped by its own time limit, not by that of the whole look
    if (initramfsSignal.aborted && !signal.aborted) return undefined;
    throw error;
  }
}

/** The boot loader may see /boot as a file system of its own, or a subvolume as a folder. */
async function asGuestSees(tree: GuestTree, path: string, signal: AbortSignal): Promise<string | undefined> {
  const candidates = [path, `/boot${path}`, `/boot/efi${path}`];
  for (const { at, files } of tree.mounts) {
    const folder = `/${(await subvolumePath(files, signal)) ?? ''}/`;
    if (folder !== '//' && path.startsWith(folder))
      candidates.push(`${at === '/' ? '' : at}/${path.slice(folder.length)}`);
  }
  for (const candidate of candidates) if (await tree.exists(candidate)) return candidate;
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

async function builtInOf(tree: GuestTree, kernel: string | undefined): Promise<ReadonlySet<string>> {
  const text = kernel === undefined ? undefined : await tree.text(`/lib/modules/${kernel}/modules.builtin`);
  return new Set((text ?? '').split('\n').map(moduleName));
}

/** `kernel/drivers/block/virtio_blk.ko.xz` is `virtio_blk`; the kernel does not tell `-` from `_`. */
export const moduleName = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/\.ko(\.\w+)?$/, '').replaceAll('-', '_');
