/** Everything that is read of a Windows guest, once, for its facts and for all of its checks. */
import type { Said } from '../../../../contract/said.ts';
import { type GuestError, isGuestError } from '../damage.ts';
import { guestFile } from '../guest-file.ts';
import { type Hibernation, readHibernation } from '../ntfs/hibernation.ts';
import { type Bcd, readBcd } from '../registry/bcd.ts';
import { type Hive, openHive } from '../registry/hive.ts';
import { readHiveLog } from '../registry/hive-header.ts';
import { numberOf, textOf } from '../registry/value.ts';
import type { PartitionTables } from '../partition-tables.ts';
import type { GuestVolume } from '../volumes.ts';
import { type GuestTree, guestTree, type Problem } from './guest-tree.ts';
import type { OpenVolume } from './open-volumes.ts';

/** A hive, or why there is none. */
export interface ReadHive {
  readonly path: string;
  readonly hive: Hive | undefined;
  /** Changes lie in its logs that never reached it. */
  readonly stale: boolean;
  readonly problem: Said | undefined;
}

export interface WindowsGuest {
  readonly kind: 'windows';
  readonly volumes: readonly GuestVolume[];
  /** All file systems of these disks. */
  readonly opened: readonly OpenVolume[];
  readonly tables: readonly (PartitionTables | GuestError)[];
  readonly root: OpenVolume;
  /** False: the server may have more disks than these. */
  readonly complete: boolean;
  readonly tree: GuestTree;
  readonly system: ReadHive;
  readonly software: ReadHive;
  /** e.g. `ControlSet001`: the one that the last start used. */
  readonly controlSet: string;
  /** Boot configurations by where they were found. */
  readonly bcds: readonly { readonly where: string; readonly bcd: Bcd | undefined }[];
  /** `bootmgr` and `bootmgfw.efi`, where they were found. */
  readonly bootManagers: readonly { readonly where: string; readonly mode: 'BIOS' | 'UEFI' }[];
  readonly hibernation: Hibernation | undefined;
  readonly signal: AbortSignal;
}

const config = '/Windows/System32/config';

export async function isWindowsRoot({ files }: OpenVolume, signal: AbortSignal): Promise<boolean> {
  return files.kind === 'ntfs' && guestTree([{ at: '/', files }], signal).exists(`${config}/SYSTEM`);
}

export async function readWindows(
  root: OpenVolume,
  all: readonly OpenVolume[],
  found: Pick<WindowsGuest, 'volumes' | 'tables' | 'complete'>,
  problems: readonly Problem[],
  signal: AbortSignal,
): Promise<WindowsGuest> {
  const tree = guestTree([{ at: '/', files: root.files }], signal, problems);
  const system = await readHive(tree, `${config}/SYSTEM`, signal);
  const current = await tree.attempt(async () => numberOf(await system.hive?.value('Select', 'Current')));
  const bcds: { where: string; bcd: Bcd | undefined }[] = [];
  const bootManagers: { where: string; mode: 'BIOS' | 'UEFI' }[] = [];
  for (const { volume, files } of all) {
    const here = guestTree([{ at: '/', files }], signal);
    for (const path of ['/Boot/BCD', '/EFI/Microsoft/Boot/BCD']) {
      if (!(await here.exists(path))) continue;
      const bcd = await here.attempt(async () => readBcd(await openHive(await guestFile(files, path, signal))));
      bcds.push({ where: `${volume.name}: ${path}`, bcd });
    }
    for (const [path, mode] of [
      ['/bootmgr', 'BIOS'],
      ['/EFI/Microsoft/Boot/bootmgfw.efi', 'UEFI'],
    ] as const)
      if (await here.exists(path)) bootManagers.push({ where: `${volume.name}: ${path}`, mode });
  }
  return {
    kind: 'windows',
    ...found,
    opened: all,
    root,
    tree,
    system,
    software: await readHive(tree, `${config}/SOFTWARE`, signal),
    controlSet: `ControlSet${String(current ?? 1).padStart(3, '0')}`,
    bcds,
    bootManagers,
    hibernation: await tree.attempt(() => readHibernation(root.files, signal)),
    signal,
  };
}

async function readHive(tree: GuestTree, path: string, signal: AbortSignal): Promise<ReadHive> {
  const { files } = tree.place(path);
  try {
    const hive = await openHive(await guestFile(files, path, signal));
    return {
      path,
      hive,
      stale: !hive.header.clean && (await logIsNewer(tree, path, hive)),
      problem: undefined,
    };
  } catch (error) {
    if (!isGuestError(error)) throw error;
    return { path, hive: undefined, stale: false, problem: error.detail };
  }
}

async function logIsNewer(tree: GuestTree, path: string, hive: Hive): Promise<boolean> {
  for (const suffix of ['.LOG1', '.LOG2', '.LOG']) {
    const head = await tree.head(`${path}${suffix}`, 1_024);
    if (head !== undefined && readHiveLog(head)?.holdsNewerThan(hive.header.sequences[1]) === true) return true;
  }
  return false;
}

/** A text of SYSTEM below the control set in use; undefined when it cannot be read. */
export const systemText = ({ tree, system, controlSet }: WindowsGuest, path: string, name: string) =>
  tree.attempt(async () => textOf(await system.hive?.value(`${controlSet}\\${path}`, name)));

export const systemNumber = ({ tree, system, controlSet }: WindowsGuest, path: string, name: string) =>
  tree.attempt(async () => numberOf(await system.hive?.value(`${controlSet}\\${path}`, name)));

export const softwareText = ({ tree, software }: WindowsGuest, path: string, name: string) =>
  tree.attempt(async () => textOf(await software.hive?.value(path, name)));

/** How Windows starts a service: `StartOverride` wins over `Start`. 0 at boot … 4 off; undefined: no such service. */
export async function serviceStart(guest: WindowsGuest, service: string): Promise<number | undefined> {
  const start = await systemNumber(guest, `Services\\${service}`, 'Start');
  return (await systemNumber(guest, `Services\\${service}\\StartOverride`, '0')) ?? start;
}

export const softwareNumber = ({ tree, software }: WindowsGuest, path: string, name: string) =>
  tree.attempt(async () => numberOf(await software.hive?.value(path, name)));

/** Whether it is Windows 2000, XP or 2003: these start by ntldr and boot.ini. */
export async function isNt5(guest: WindowsGuest): Promise<boolean> {
  const version = await softwareText(guest, 'Microsoft\\Windows NT\\CurrentVersion', 'CurrentVersion');
  return version?.startsWith('5.') === true;
}

/** Whether a file is on any of the file systems of these disks. */
export async function isOnAny({ opened, signal }: WindowsGuest, path: string): Promise<boolean> {
  for (const { files } of opened) if (await guestTree([{ at: '/', files }], signal).exists(path)) return true;
  return false;
}
