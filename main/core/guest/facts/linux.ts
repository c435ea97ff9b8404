/** Everything that is read of a Linux guest, once, for its facts and for all of its checks. */
import type { GuestFacts } from '../../../../contract/guest.ts';
import { readInstalled } from '../packages/installed.ts';
import type { GuestVolume } from '../volumes.ts';
import { readArchitecture } from './architecture.ts';
import { type BootOptions, type LinuxBoot, readBoot } from './boot.ts';
import { type FstabLine, matchDevice, readFstab } from './fstab.ts';
import { type GuestTree, guestTree, type Mount, type Problem } from './guest-tree.ts';
import { type LinuxNetwork, readNetwork } from './network.ts';
import type { OpenVolume } from './open-volumes.ts';
import { readRelease, readVariables, type Release } from './os-release.ts';

export interface LinuxGuest {
  readonly kind: 'linux';
  readonly volumes: readonly GuestVolume[];
  /** All file systems of these disks, mounted or not. */
  readonly opened: readonly OpenVolume[];
  readonly root: OpenVolume;
  /** False: the server may have more disks than these. */
  readonly complete: boolean;
  /** What it mounts of these disks, its root first. */
  readonly mounts: readonly (Mount & { readonly volume: GuestVolume })[];
  readonly tree: GuestTree;
  readonly release: Release | undefined;
  readonly fstab: readonly FstabLine[];
  readonly boot: LinuxBoot;
  readonly network: LinuxNetwork;
  /** Versions by name; undefined when no package data base could be read. */
  readonly packages: ReadonlyMap<string, string> | undefined;
  readonly architecture: GuestFacts['architecture'];
  readonly hostName: string | undefined;
}

/** A root has these; a /boot, a backup or a data disk does not. */
export async function isLinuxRoot({ files }: OpenVolume, signal: AbortSignal): Promise<boolean> {
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
    // prettier-ignore
    if (await tree.exists(path)) return true;
  return false;
}

export async function readLinux(
  root: OpenVolume,
  all: readonly OpenVolume[],
  { volumes, complete }: Pick<LinuxGuest, 'volumes' | 'complete'>,
  problems: readonly Problem[],
  options: BootOptions,
): Promise<LinuxGuest> {
  const { signal } = options;
  const { fstab, mounts } = await linuxMounts(root, all, volumes, signal);
  const tree = guestTree(mounts, signal, problems);
  const boot = await readBoot(tree, options);
  const varFiles = tree.place('/var').path === '/' ? undefined : root.files;
  const installed =
    varFiles === undefined ? undefined : await tree.attempt(() => readInstalled(varFiles, signal));
  return {
    kind: 'linux',
    volumes,
    opened: all,
    root,
    complete,
    mounts,
    tree,
    release: await readRelease(tree),
    fstab,
    boot,
    network: await readNetwork(tree),
    packages: installed && new Map(installed.packages.map(({ name, version }) => [name, version])),
    architecture: await readArchitecture(tree, boot.kernels),
    hostName: await hostNameOf(tree),
  };
}

/** What the guest's /etc/fstab mounts of the volumes that could be opened, its root first. */
export async function linuxMounts(
  root: OpenVolume,
  all: readonly OpenVolume[],
  volumes: readonly GuestVolume[],
  signal: AbortSignal,
): Promise<Pick<LinuxGuest, 'fstab' | 'mounts'>> {
  const alone = guestTree([{ at: '/', files: root.files }], signal);
  const fstab = readFstab((await alone.text('/etc/fstab')) ?? '');
  const mounts: LinuxGuest['mounts'][number][] = [{ at: '/', ...root }];
  for (const { device, mountPoint } of fstab) {
    const match = matchDevice(device, volumes);
    const open = all.find(({ volume }) => volume === match);
    if (open !== undefined && open !== root && /^\/(?!$)/.test(mountPoint))
      mounts.push({ at: mountPoint.replace(/\/+$/, ''), ...open });
  }
  return { fstab, mounts };
}

async function hostNameOf(tree: GuestTree): Promise<string | undefined> {
  const name = (await tree.text('/etc/hostname')) ?? (await tree.text('/etc/HOSTNAME'));
  if (name !== undefined && name.trim() !== '') return name.trim().split('\n', 1)[0];
  return readVariables((await tree.text('/etc/sysconfig/network')) ?? '').get('HOSTNAME');
}
