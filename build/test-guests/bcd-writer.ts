/** Writes boot configuration stores of Windows for tests: the boot manager, loaders, and where they point. */
import type { HiveTree } from './hive-writer.ts';

/** Where an element points: as Windows writes it for a partition of an MBR or a GPT disk. */
export type WrittenDevice =
  | 'boot'
  | { readonly diskSignature: number; readonly offset: number }
  | { readonly diskId: string; readonly partitionId: string };

export interface WrittenLoader {
  readonly id: string;
  readonly description: string;
  readonly device: WrittenDevice;
  readonly osDevice?: WrittenDevice;
  readonly path: string;
  readonly resumeObject?: string;
  readonly safeBoot?: number | undefined;
}

const bootManagerId = '{9dea862c-5cdd-4e70-acc1-f32b344d4795}';

/** The tree of a BCD store; the default is the first loader unless named. */
export function bcdTree(options: {
  readonly device: WrittenDevice;
  readonly loaders: readonly WrittenLoader[];
  readonly defaultId?: string;
}): HiveTree {
  const { device, loaders } = options;
  const objects: Record<string, HiveTree> = {
    [bootManagerId]: object(0x10100002, {
      '11000001': deviceBytes(device),
      '12000004': 'Windows Boot Manager',
      '23000003': options.defaultId ?? loaders[0]?.id ?? '{none}',
      '24000001': loaders.map(({ id }) => id),
    }),
  };
  for (const loader of loaders) {
    objects[loader.id] = object(0x10200003, {
      '11000001': deviceBytes(loader.device),
      '12000002': loader.path,
      '12000004': loader.description,
      '21000001': deviceBytes(loader.osDevice ?? loader.device),
      '22000002': '\\Windows',
      ...(loader.resumeObject === undefined ? {} : { '23000003': loader.resumeObject }),
      ...(loader.safeBoot === undefined ? {} : { '25000080': Buffer.from([loader.safeBoot, 0, 0, 0, 0, 0, 0, 0]) }),
    });
  }
  return { keys: { Description: { values: { KeyName: 'BCD00000000' } }, Objects: { keys: objects } } };
}

function object(type: number, elements: Record<string, Buffer | string | readonly string[]>): HiveTree {
  return {
    keys: {
      Description: { values: { Type: type } },
      Elements: {
        keys: Object.fromEntries(Object.entries(elements).map(([id, value]) => [id, { values: { Element: value } }])),
      },
    },
  };
}

/** The 88 bytes of a device element. */
export function deviceBytes(device: WrittenDevice): Buffer {
  const bytes = Buffer.alloc(88);
  bytes.writeUInt32LE(device === 'boot' ? 5 : 6, 16);
  bytes.writeUInt32LE(0x48, 24);
  if (device === 'boot') return bytes;
  if ('offset' in device) {
    bytes.writeBigUInt64LE(BigInt(device.offset), 32);
    bytes.writeUInt32LE(1, 52);
    bytes.writeUInt32LE(device.diskSignature, 56);
  } else {
    guidBytes(device.partitionId).copy(bytes, 32);
    guidBytes(device.diskId).copy(bytes, 56);
  }
  return bytes;
}

/** The values of `HKLM\SYSTEM\MountedDevices`, by drive letter. */
export function mountedDevices(letters: Readonly<Record<string, WrittenDevice>>): Record<string, Buffer> {
  const values: Record<string, Buffer> = {};
  for (const [letter, device] of Object.entries(letters)) {
    if (device === 'boot') continue;
    let data: Buffer;
    if ('offset' in device) {
      data = Buffer.alloc(12);
      data.writeUInt32LE(device.diskSignature, 0);
      data.writeBigUInt64LE(BigInt(device.offset), 4);
    } else data = Buffer.concat([Buffer.from('DMIO:ID:'), guidBytes(device.partitionId)]);
    values[`\\DosDevices\\${letter}:`] = data;
  }
  return values;
}

/** A GUID as Windows stores it: the first three numbers little-endian. */
export function guidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll(/[{}-]/g, ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
