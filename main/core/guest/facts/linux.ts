/** Everything that is read of a Linux guest, once, for its facts and for all of its checks. */
import type { GuestFacts } from '../../../../contract/guest.ts';
import { readInstalled } from '../packages/installed.ts';
import type { BootEntry } from '../boot-config/boot-entry.ts';
import type { GuestVolume } from '../volumes.ts';
import { readArchitecture } from './architecture.ts';
import { type BootOptions, type LinuxBoot, readBoot } from './boot.ts';
import { type FstabLine, matchDevice, readFstab } from './fstab.ts';
import { isLinuxRoot, mounted } from './linux-root.ts';
import { type GuestTree, guestTree, type Mount, type Problem } from './guest-tree.ts';
import { type LinuxNetwork, readNetwork } from './network/network.ts';
import type { OpenVolume } from './open-volumes.ts';
import { type CryptLine, readCrypttab, type StartWait, unitWaits } from './start-waits.ts';
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
  readonly crypttab: readonly CryptLine[];
  /** Devices by the names below /dev/mapper that crypttab gives them. */
  readonly mappedNames: ReadonlyMap<string, string>;
  /** Units that mount beside /etc/fstab. */
  readonly waits: readonly StartWait[];
  readonly boot: LinuxBoot;
  readonly network: LinuxNetwork;
  /** Versions by name; undefined when no package data base could be read. */
  readonly packages: ReadonlyMap<string, string> | undefined;
  readonly architecture: GuestFacts['architecture'];
  readonly hostName: string | undefined;
}

export async function readLinux(
  root: OpenVolume,
  all: readonly OpenVolume[],
  { volumes, complete }: Pick<LinuxGuest, 'volumes' | 'complete'>,
  problems: readonly Problem[],
  options: BootOptions,
): Promise<LinuxGuest> {
  const { signal } = options;
  let around = await treeAround(root, all, volumes, problems, options);
  const started = await startedRoot(root, around.boot.entry, signal);
  if (started !== root) around = await treeAround(started, all, volumes, problems, options);
  const { fstab, mounts, tree, boot } = around;
  const installed = await tree.attempt(() => readInstalled(tree.files, signal));
  const packages = installed && new Map(installed.packages.map(({ name, version }) => [name, version]));
  const crypttab = readCrypttab((await tree.text('/etc/crypttab')) ?? '');
  return {
    kind: 'linux',
    volumes,
    opened: all,
    root: started,
    complete,
    mounts,
    tree,
    release: await readRelease(tree),
    fstab,
    crypttab,
    mappedNames: new Map(crypttab.map(({ name, device }) => [name, device])),
    waits: await unitWaits(tree),
    boot,
    network: await readNetwork(tree, boot.entry?.arguments ?? [], packages?.has('cloud-init') === true),
    packages,
    architecture: await readArchitecture(tree, boot.kernels),
    hostName: await hostNameOf(tree),
  };
}

async function treeAround(
  root: OpenVolume,
  all: readonly OpenVolume[],
  volumes: readonly GuestVolume[],
  problems: readonly Problem[],
  options: BootOptions,
): Promise<Pick<LinuxGuest, 'fstab' | 'mounts' | 'tree' | 'boot'>> {
  const { fstab, mounts } = await linuxMounts(root, all, volumes, options.signal);
  const tree = guestTree(mounts, options.signal, problems);
  return { fstab, mounts, tree, boot: await readBoot(tree, all, options) };
}

/** The kernel's arguments may name another subvolume than /etc/fstab, and then win. */
async function startedRoot(root: OpenVolume, entry: BootEntry | undefined, signal: AbortSignal): Promise<OpenVolume> {
  const flags = entry?.arguments.findLast((argument) => argument.startsWith('rootflags='));
  const options = flags?.slice('rootflags='.length).split(',') ?? [];
  if (!options.some((option) => option.startsWith('subvol'))) return root;
  const files = await mounted(root.files, options, signal);
  return files === undefined || files === root.files || !(await isLinuxRoot(files, signal)) ? root : { ...root, files };
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
  for (const { device, mountPoint, options } of fstab) {
    const match = matchDevice(device, volumes);
    // the root's volume as the root sees it
    const open = match === root.volume ? root : all.find(({ volume }) => volume === match);
    if (open === undefined || !/^\/(?!$)/.test(mountPoint)) continue;
    const files = await mounted(open.files, options, signal);
    if (files !== undefined && files !== root.files)
      mounts.push({ at: mountPoint.replace(/\/+$/, ''), volume: open.volume, files });
  }
  return { fstab, mounts };
}

async function hostNameOf(tree: GuestTree): Promise<string | undefined> {
  const name = (await tree.text('/etc/hostname')) ?? (await tree.text('/etc/HOSTNAME'));
  if (name !== undefined && name.trim() !== '') return name.trim().split('\n', 1)[0];
  return readVariables((await tree.text('/etc/sysconfig/network')) ?? '').get('HOSTNAME');
}
