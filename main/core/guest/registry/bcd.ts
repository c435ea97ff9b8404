/** The boot configuration of Windows Vista and later: a hive of objects with numbered elements, read into entries. */
import { guidText } from '../../disk/guid.ts';
import { damaged } from './hive-header.ts';
import type { Hive, HiveKey } from './hive.ts';
import { type HiveValue, textOf, textsOf } from './value.ts';

/** Where an element points. Byte offsets are from the start of the disk. */
export type BcdDevice =
  /** The volume that the boot manager was started from. */
  | { readonly kind: 'boot' }
  | { readonly kind: 'mbr-partition'; readonly diskSignature: number; readonly offset: number }
  /** Identifiers in the usual text form, lower case. */
  | { readonly kind: 'gpt-partition'; readonly diskId: string; readonly partitionId: string }
  /** Looked for at boot by a path: `locate=custom:…`. */
  | { readonly kind: 'locate' }
  /** A ramdisk, a file, a network: nothing that a partition table can answer. */
  | { readonly kind: 'other'; readonly type: number };

export interface BcdEntry {
  /** With braces, lower case. */
  readonly id: string;
  readonly kind: 'boot-manager' | 'loader' | 'resume' | 'other';
  readonly description: string | undefined;
  readonly device: BcdDevice | undefined;
  readonly osDevice: BcdDevice | undefined;
  /** `\Windows\system32\winload.exe` or `.efi`. */
  readonly path: string | undefined;
  readonly systemRoot: string | undefined;
  readonly resumeObject: string | undefined;
  /** 0: Safe Mode; 1: with the network; 2: repair of directory services. Undefined: as usual. */
  readonly safeBoot: number | undefined;
}

export interface Bcd {
  readonly bootManager: BcdEntry | undefined;
  /** Of the boot manager, in order of display first. */
  readonly entries: readonly BcdEntry[];
  readonly displayOrder: readonly string[];
  /** What starts by default; undefined when the boot manager names none or one that is not there. */
  readonly defaultEntry: BcdEntry | undefined;
  readonly defaultId: string | undefined;
}

/** Microsoft's fixed identifier of the boot manager, the same on every machine. */
const bootManagerId = '{9dea862c-5cdd-4e70-acc1-f32b344d4795}';
const mostObjects = 4_096;

/** Element numbers: https://learn.microsoft.com/en-us/previous-versions/windows/desktop/bcd/bcdelementtype */
const element = {
  device: '11000001',
  path: '12000002',
  description: '12000004',
  osDevice: '21000001',
  systemRoot: '22000002',
  resumeObject: '23000003',
  safeBoot: '25000080',
  defaultObject: '23000003',
  displayOrder: '24000001',
} as const;

/** Reads all entries of a BCD hive. Throws GuestCorrupt when the hive holds no boot configuration. */
export async function readBcd(hive: Hive): Promise<Bcd> {
  const objects = await hive.key('Objects');
  if (objects === undefined) throw damaged('no-boot-configuration');
  const entries: BcdEntry[] = [];
  let manager: HiveKey | undefined;
  for (const object of await hive.subkeys(objects, mostObjects)) {
    if (object.name.toLowerCase() === bootManagerId) manager = object;
    const entry = await readEntry(hive, object);
    if (entry !== undefined) entries.push(entry);
  }
  const get = async (id: string): Promise<HiveValue | undefined> =>
    manager === undefined ? undefined : hive.value(`Elements\\${id}`, 'Element', manager);
  const displayOrder = (textsOf(await get(element.displayOrder)) ?? []).map((id) => id.toLowerCase());
  const defaultId = textOf(await get(element.defaultObject))?.toLowerCase();
  const rank = ({ id }: BcdEntry): number => (displayOrder.includes(id) ? displayOrder.indexOf(id) : mostObjects);
  entries.sort((one, other) => rank(one) - rank(other));
  return {
    bootManager: entries.find(({ id }) => id === bootManagerId),
    entries: entries.filter(({ id }) => id !== bootManagerId),
    displayOrder,
    defaultEntry: entries.find(({ id }) => id === defaultId),
    defaultId,
  };
}

async function readEntry(hive: Hive, object: HiveKey): Promise<BcdEntry | undefined> {
  const type = await hive.value('Description', 'Type', object);
  if (type === undefined || type.data.length < 4) return undefined;
  const get = (id: string): Promise<HiveValue | undefined> => hive.value(`Elements\\${id}`, 'Element', object);
  const kind = kindOf(type.data.readUInt32LE(0));
  const loads = kind === 'loader' || kind === 'resume';
  return {
    id: object.name.toLowerCase(),
    kind,
    description: textOf(await get(element.description)),
    device: readBcdDevice(await get(element.device)),
    // the same number means something else to the boot manager
    osDevice: loads ? readBcdDevice(await get(element.osDevice)) : undefined,
    path: textOf(await get(element.path)),
    systemRoot: loads ? textOf(await get(element.systemRoot)) : undefined,
    resumeObject: kind === 'loader' ? textOf(await get(element.resumeObject))?.toLowerCase() : undefined,
    safeBoot: kind === 'loader' ? firstByte(await get(element.safeBoot)) : undefined,
  };
}

const firstByte = (value: HiveValue | undefined): number | undefined => value?.data.at(0);

/** Object types: class, image type and application in one number. */
function kindOf(type: number): BcdEntry['kind'] {
  switch (type) {
    case 0x10100002:
      return 'boot-manager';
    case 0x10200003:
      return 'loader';
    case 0x10200004:
      return 'resume';
    default:
      return 'other';
  }
}

/**
 * A device element: 16 bytes of options' identifier, then type, flags and size, then (for a partition) the partition's
 * identifier or byte offset, the table's style and the disk's identifier or signature. Undefined when cut.
 */
export function readBcdDevice(value: HiveValue | undefined): BcdDevice | undefined {
  if (value === undefined || value.data.length < 32) return undefined;
  const { data } = value;
  const type = data.readUInt32LE(16);
  if (type === 5) return { kind: 'boot' };
  if (type === 8) return { kind: 'locate' };
  if (type !== 6) return { kind: 'other', type };
  if (data.length < 72) return undefined;
  // 0: a hard disk; then 0 for GPT, 1 for MBR
  if (data.readUInt32LE(48) !== 0) return { kind: 'other', type };
  const style = data.readUInt32LE(52);
  if (style === 0) {
    return {
      kind: 'gpt-partition',
      partitionId: guidText(data.subarray(32, 48)),
      diskId: guidText(data.subarray(56, 72)),
    };
  }
  if (style !== 1) return { kind: 'other', type };
  return {
    kind: 'mbr-partition',
    offset: exactly(data.readBigUInt64LE(32)),
    diskSignature: data.readUInt32LE(56),
  };
}

export interface DriveLetter {
  /** `C` */
  readonly letter: string;
  readonly device: BcdDevice;
}

/** The drive letters of `HKLM\SYSTEM\MountedDevices`; removable and network drives come out as `other`. */
export async function readDriveLetters(system: Hive): Promise<DriveLetter[]> {
  const key = await system.key('MountedDevices');
  if (key === undefined) return [];
  const letters: DriveLetter[] = [];
  for (const { name, data } of await system.values(key)) {
    const letter = /^\\DosDevices\\([A-Z]):$/i.exec(name)?.[1]?.toUpperCase();
    if (letter !== undefined) letters.push({ letter, device: mountedDevice(data) });
  }
  return letters.sort((one, other) => (one.letter < other.letter ? -1 : 1));
}

function mountedDevice(data: Buffer): BcdDevice {
  if (data.length === 12) {
    return {
      kind: 'mbr-partition',
      diskSignature: data.readUInt32LE(0),
      offset: exactly(data.readBigUInt64LE(4)),
    };
  }
  if (data.length === 24 && data.toString('latin1', 0, 8) === 'DMIO:ID:') {
    // names the partition only: partition identifiers are unique without their disk's
    return { kind: 'gpt-partition', partitionId: guidText(data.subarray(8)), diskId: '' };
  }
  return { kind: 'other', type: 0 };
}

/** A byte offset; one that no disk has counts as none, which is never a partition's. */
function exactly(offset: bigint): number {
  return offset <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(offset) : -1;
}
