/** Which file system the boot loader looks at for a kernel: it knows nothing of what the guest mounts where. */
import type { BootEntry } from '../boot-config/boot-entry.ts';
import type { FoundMenu } from '../boot-config/find-menus.ts';
import type { FileSystem } from '../file-system.ts';
import { matchDevice } from './fstab.ts';
import type { GuestTree } from './guest-tree.ts';
import type { OpenVolume } from './open-volumes.ts';

/** Undefined where that cannot be told, or a path may mean several things, as in a subvolume. */
export function bootDevice(
  tree: GuestTree,
  all: readonly OpenVolume[],
  { menu, path }: FoundMenu,
  entry: BootEntry,
): FileSystem | undefined {
  const { device } = entry;
  let files: FileSystem | undefined;
  const ofVolume = path.includes(': ')
    ? all.find(({ volume }) => path.startsWith(`${volume.name}: `))?.files
    : undefined;
  if (device === undefined) {
    // a grub.cfg on the EFI partition sets its root in ways that were not understood
    const isUnclear = menu.loader === 'extlinux' || (menu.loader === 'grub2' && !/^\/boot\/grub/.test(path));
    files = ofVolume ?? (isUnclear ? undefined : tree.place(path).files);
  } else if (device.kind === 'uuid') files = all.find(({ volume }) => sameId(volume.content.uuid, device.value))?.files;
  else if (device.kind === 'label') files = all.find(({ volume }) => volume.content.label === device.value)?.files;
  else if (device.kind === 'name') files = byName(tree, all, device.value, menu.loader === 'grub-legacy');
  // the tree has the root as it is mounted
  const mounted = tree.mounts.find((mount) => files !== undefined && sameFiles(mount.files, files))?.files ?? files;
  return mounted === undefined || mounted.kind === 'btrfs' ? undefined : mounted;
}

const sameId = (one: string, other: string): boolean => one !== '' && one.toLowerCase() === other.toLowerCase();
const sameFiles = (one: FileSystem, other: FileSystem): boolean => one === other || sameId(one.uuid, other.uuid);

/** `hd0,msdos1`, `(hd0,0)` of the old GRUB, or `lvm/group-volume`; only of the first disk, whose number is sure. */
function byName(tree: GuestTree, all: readonly OpenVolume[], name: string, isOld: boolean): FileSystem | undefined {
  const logical = /^\(?lvm\/([^)]+)/.exec(name)?.[1];
  if (logical !== undefined) {
    const found = matchDevice(
      `/dev/mapper/${logical}`,
      all.map(({ volume }) => volume),
    );
    return all.find(({ volume }) => volume === found)?.files;
  }
  const [, number] = /^\(?hd0,(?:msdos|gpt)?(\d+)\)?$/.exec(name) ?? [];
  if (number === undefined) return undefined;
  const wanted = Number(number) + (isOld ? 1 : 0);
  const disks = new Set(all.flatMap(({ volume: { place } }) => (place.kind === 'partition' ? place.disk : [])));
  if (disks.size !== 1) return undefined;
  return all.find(({ volume: { place } }) => place.kind === 'partition' && place.partition.number === wanted)?.files;
}

/** What the entry searches for and no volume that could be opened has. */
export function isElsewhere(all: readonly OpenVolume[], { device }: BootEntry): string | undefined {
  if (device?.kind !== 'uuid' && device?.kind !== 'label') return undefined;
  const isHere = all.some(({ volume: { content }, files }) =>
    device.kind === 'uuid'
      ? sameId(content.uuid, device.value) || sameId(files.uuid, device.value)
      : content.label === device.value,
  );
  return isHere ? undefined : device.value;
}
