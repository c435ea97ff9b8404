/** Finds the root of a Linux system on a volume: what the volume shows by itself or, of Btrfs, one of its subvolumes. */
import { isGuestError } from '../damage.ts';
import type { FileSystem, Subvolume } from '../file-system.ts';
import { readFstab } from './fstab.ts';
import { guestTree } from './guest-tree.ts';
import type { OpenVolume } from './open-volumes.ts';

/** Where installers put the root: Ubuntu, openSUSE and Arch, Debian, Fedora. */
const usualPaths = ['@', '@rootfs', 'root'];
/** Snapshots are roots too, and there may be hundreds. */
const mostTried = 64;

/** Also when it has subvolumes and none of them is one. A damaged list of subvolumes counts as none. */
export async function linuxRoot(open: OpenVolume, signal: AbortSignal): Promise<OpenVolume | undefined> {
  const { subvolumes } = open.files;
  const itself = (await isLinuxRoot(open.files, signal)) ? open : undefined;
  if (subvolumes === undefined || (itself && (await saysSoItself(open.files, signal)))) return itself;
  let likely = itself;
  for (const { id } of (await listed(open.files, signal)).toSorted(byLikelihood).slice(0, mostTried)) {
    const files = subvolumes.show(id);
    if (id === subvolumes.shown || !(await isLinuxRoot(files, signal))) continue;
    if (await saysSoItself(files, signal)) return { ...open, files };
    likely ??= { ...open, files };
  }
  return likely;
}

/** A root has these; a /boot, a backup or a data disk does not. */
export async function isLinuxRoot(files: FileSystem, signal: AbortSignal): Promise<boolean> {
  const tree = guestTree([{ at: '/', files }], signal);
  if (!(await tree.exists('/etc'))) return false;
  for (const path of [
    '/etc/os-release',
    '/usr/lib/os-release',
    '/etc/redhat-release',
    '/etc/fstab',
    '/etc/SuSE-release',
    '/etc/debian_version',
  ])
    if (await tree.exists(path)) return true;
  return false;
}

/** Whether the /etc/fstab within mounts this subvolume as its root; a snapshot names the one it was taken of. */
async function saysSoItself(files: FileSystem, signal: AbortSignal): Promise<boolean> {
  const fstab = readFstab((await guestTree([{ at: '/', files }], signal).text('/etc/fstab')) ?? '');
  const options = fstab.find(({ mountPoint }) => mountPoint === '/')?.options ?? [];
  return (await mounted(files, options, signal)) === files;
}

/**
 * What a mount of this file system with these options shows; `files` itself when that is what it shows already, undefined
 * when there is no such subvolume.
 */
export async function mounted(
  files: FileSystem,
  options: readonly string[],
  signal: AbortSignal,
): Promise<FileSystem | undefined> {
  const { subvolumes } = files;
  if (subvolumes === undefined) return files;
  const value = (name: string): string | undefined =>
    options.findLast((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const [path, number] = [value('subvol'), value('subvolid')];
  let id: number | undefined = subvolumes.usual;
  if (path !== undefined || number !== undefined)
    id = (await listed(files, signal)).find((one) =>
      path === undefined ? one.id === Number(number) : one.path === path.replace(/^\/+|\/+$/g, ''),
    )?.id;
  if (id === undefined) return undefined;
  return id === subvolumes.shown ? files : subvolumes.show(id);
}

/** Whether what these options mount is there; undefined when the list of subvolumes cannot be read. */
export async function hasSubvolume(
  { subvolumes }: FileSystem,
  options: readonly string[],
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const wanted = options.findLast((option) => option.startsWith('subvol='))?.slice('subvol='.length);
  const number = options.findLast((option) => option.startsWith('subvolid='))?.slice('subvolid='.length);
  if (subvolumes === undefined || (wanted === undefined && number === undefined)) return true;
  const path = wanted?.replace(/^\/+|\/+$/g, '');
  // the top has no entry of its own
  if (path === '' || (wanted === undefined && /^[05]$/.test(number ?? ''))) return true;
  try {
    return (await subvolumes.list(signal)).some((one) =>
      path === undefined ? one.id === Number(number) : one.path === path,
    );
  } catch (error) {
    if (!isGuestError(error)) throw error;
    return undefined;
  }
}

/** From the top of the file system to what `files` shows; undefined where there are no subvolumes. */
export async function subvolumePath(files: FileSystem, signal: AbortSignal): Promise<string | undefined> {
  const shown = files.subvolumes?.shown;
  return (await listed(files, signal)).find(({ id }) => id === shown)?.path;
}

async function listed(files: FileSystem, signal: AbortSignal): Promise<readonly Subvolume[]> {
  try {
    return (await files.subvolumes?.list(signal)) ?? [];
  } catch (error) {
    if (!isGuestError(error)) throw error;
    return [];
  }
}

function byLikelihood(one: Subvolume, other: Subvolume): number {
  const rank = ({ path }: Subvolume): number => (usualPaths.includes(path) ? 0 : path.includes('snapshot') ? 2 : 1);
  return rank(one) - rank(other) || one.path.length - other.path.length;
}
