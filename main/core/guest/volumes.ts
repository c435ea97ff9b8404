/** All volumes of a guest: whole disks, partitions and logical volumes, each with what lies on it. */
import { volumeName } from '../../../contract/volume-names.ts';
import type { FileSystem } from '../../../contract/disks.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { type Content, contentOf } from '../disk/content.ts';
import type { TableRow } from '../disk/partitions.ts';
import { type GuestError, isGuestError } from './damage.ts';
import { type PartitionTables, readTables } from './partition-tables.ts';
import { logicalVolumes } from './lvm/logical-volumes.ts';
import { type PhysicalVolume, readPhysicalVolume } from './lvm/physical-volume.ts';
import { type MirrorHalf, readMirrorHalf } from './md/mirror.ts';
import { subSource } from './sub-source.ts';

export type VolumePlace =
  | { readonly kind: 'disk'; readonly disk: number }
  | { readonly kind: 'partition'; readonly disk: number; readonly partition: TableRow }
  | {
      readonly kind: 'logical';
      readonly group: string;
      readonly name: string;
      /** Those of its disks that are here. */
      readonly disks: readonly number[];
    };

/** Kinds of content that are read, or reported, in the same way have one name. */
const oneName = {
  ext2: 'ext', ext3: 'ext', ext4: 'ext', fat12: 'fat', fat16: 'fat', fat32: 'fat', 'linux-raid': 'md',
  zfs: 'unknown', ufs: 'unknown', apfs: 'unknown', 'hfs+': 'unknown',
} as const; // prettier-ignore
type Renamed = keyof typeof oneName;
export type ContentKind = Exclude<FileSystem, Renamed> | (typeof oneName)[Renamed];
const isRenamed = (found: FileSystem): found is Renamed => found in oneName;

export interface VolumeContent extends Pick<Content, 'uuid' | 'label'> {
  readonly kind: ContentKind;
}

/** The disks a volume lies on, counted from 0. */
export const disksOf = (place: VolumePlace): readonly number[] =>
  place.kind === 'logical' ? place.disks : [place.disk];

export interface GuestVolume {
  /** As `volume-names.ts` has it; disks in the order given. */
  readonly name: string;
  readonly place: VolumePlace;
  readonly sizeBytes: number;
  readonly content: VolumeContent;
  /** Absent when it cannot be read; `problem` says why. */
  readonly source?: BlockSource;
  readonly problem?: GuestError;
  /** The other half of a mirror that is read from a volume of this list. */
  readonly isSpare?: true;
}

export interface GuestVolumes {
  /** One for each disk, in the same order; a problem where the tables could not be read. */
  readonly tables: readonly (PartitionTables | GuestError)[];
  readonly volumes: readonly GuestVolume[];
}

/** Kinds whose identity is made anew for each volume, so that two with one identity are copies. */
const ownIdentity: ReadonlySet<VolumeContent['kind']> = new Set(['ext', 'xfs', 'lvm']);

/** Whether disks hold copies of each other, as clones of a server do: they are no disks of one server. */
export function copiesAmong(volumes: readonly GuestVolume[]): boolean {
  const diskOf = new Map<string, number | undefined>();
  return volumes.some(({ content: { kind, uuid }, place }) => {
    if (!ownIdentity.has(kind) || uuid === '') return false;
    const disk = disksOf(place)[0];
    const isCopy = diskOf.has(uuid) && diskOf.get(uuid) !== disk;
    diskOf.set(uuid, disk);
    return isCopy;
  });
}

const unknown: VolumeContent = { kind: 'unknown', uuid: '', label: '' };
/** More than the letters Linux has for disks of a machine with data disks, and than a GPT has room for. */
const mostVolumes = 2_048;

/**
 * Looks through all disks of one guest at once: groups of LVM may span them. Damage of one part does not hide the
 * others; what the disks themselves fail with passes through.
 */
export async function findVolumes(disks: readonly BlockSource[], signal?: AbortSignal): Promise<GuestVolumes> {
  const tables: (PartitionTables | GuestError)[] = [];
  const volumes: GuestVolume[] = [];
  for (const [index, disk] of disks.entries()) {
    const found = await answered(() => readTables(disk, signal));
    tables.push(found);
    if (isGuestError(found) || found.kind === 'none' || found.partitions.length === 0) {
      const place = { kind: 'disk', disk: index } as const;
      volumes.push(await look({ name: volumeName(index + 1), place, sizeBytes: disk.size }, disk, signal));
      continue;
    }
    for (const partition of found.partitions.slice(0, mostVolumes)) {
      const { number, startBytes, sizeBytes } = partition;
      const place = { kind: 'partition', disk: index, partition } as const;
      const what = { name: volumeName(index + 1, number), place, sizeBytes };
      const source = await answered(async () => subSource(disk, startBytes, sizeBytes));
      if (isGuestError(source)) volumes.push({ ...what, content: unknown, problem: source });
      else volumes.push(await look(what, source, signal));
    }
  }
  await lookIntoMirrors(volumes, signal);
  volumes.push(...(await lookAtGroups(volumes, signal)));
  return { tables, volumes };
}

type What = Pick<GuestVolume, 'name' | 'place' | 'sizeBytes'>;

async function look(what: What, source: BlockSource, signal?: AbortSignal): Promise<GuestVolume> {
  const found = await answered(() => contentOf(source, signal));
  if (isGuestError(found)) return { ...what, content: unknown, source, problem: found };
  const { fileSystem, uuid, label } = found;
  const kind = isRenamed(fileSystem) ? oneName[fileSystem] : fileSystem;
  return { ...what, content: { kind, uuid, label }, source };
}

/** The half of each mirror that was written to last becomes what lies on it. */
async function lookIntoMirrors(found: GuestVolume[], signal?: AbortSignal): Promise<void> {
  const halves: (MirrorHalf & { index: number })[] = [];
  for (const [index, { content, source }] of found.entries()) {
    if (content.kind !== 'md' || !source) continue;
    const half = await answered(() => readMirrorHalf(source, signal));
    if (half && !isGuestError(half)) halves.push({ ...half, index });
  }
  const read = new Set<string>();
  for (const { mirror, index, data } of halves.sort((one, other) => other.events - one.events)) {
    const volume = found[index];
    if (!volume) continue;
    found[index] = read.has(mirror) ? { ...volume, isSpare: true } : await look(volume, data, signal);
    read.add(mirror);
  }
}

async function lookAtGroups(found: GuestVolume[], signal?: AbortSignal): Promise<GuestVolume[]> {
  const physical: PhysicalVolume[] = [];
  const disksOfPhysical = new Map<string, readonly number[]>();
  for (const [index, volume] of found.entries()) {
    const { source } = volume;
    if (volume.content.kind !== 'lvm' || !source) continue;
    const read = await answered(() => readPhysicalVolume(source, signal));
    if (isGuestError(read)) found[index] = { ...volume, problem: read };
    else {
      physical.push(read);
      disksOfPhysical.set(read.uuid, disksOf(volume.place));
    }
  }
  const logical: GuestVolume[] = [];
  for (const each of logicalVolumes(physical).slice(0, mostVolumes)) {
    const { group, name, sizeBytes, on, source, problem } = each;
    const disks = [...new Set(on.flatMap((uuid) => disksOfPhysical.get(uuid) ?? []))].sort((a, b) => a - b);
    const what = {
      name: `${group}/${name}`,
      place: { kind: 'logical', group, name, disks } as const,
      sizeBytes,
    };
    if (source) logical.push(await look(what, source, signal));
    else logical.push({ ...what, content: unknown, ...(problem ? { problem } : {}) });
  }
  return logical;
}

/** A GuestError as a value. */
async function answered<T>(read: () => Promise<T>): Promise<T | GuestError> {
  try {
    return await read();
  } catch (error) {
    if (isGuestError(error)) return error;
    throw error;
  }
}
