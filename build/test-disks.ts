/** Makes small disks of every format for the tests of all rooms, in moments, and damages them on request. */
import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, truncate } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { runChild } from '../main/core/base/child.ts';

const MiB = 2 ** 20;

/** Every container qemu-img can write, by the arguments that make it. */
export const diskKinds = {
  raw: { ending: 'raw', args: ['-O', 'raw'] },
  'vmdk-monolithicSparse': { ending: 'vmdk', args: ['-O', 'vmdk', '-o', 'subformat=monolithicSparse'] },
  'vmdk-monolithicFlat': { ending: 'vmdk', args: ['-O', 'vmdk', '-o', 'subformat=monolithicFlat'] },
  'vmdk-twoGbMaxExtentSparse': {
    ending: 'vmdk',
    args: ['-O', 'vmdk', '-o', 'subformat=twoGbMaxExtentSparse'],
  },
  'vmdk-twoGbMaxExtentFlat': { ending: 'vmdk', args: ['-O', 'vmdk', '-o', 'subformat=twoGbMaxExtentFlat'] },
  'vmdk-streamOptimized': { ending: 'vmdk', args: ['-O', 'vmdk', '-o', 'subformat=streamOptimized'] },
  'vhd-dynamic': { ending: 'vhd', args: ['-O', 'vpc', '-o', 'subformat=dynamic,force_size=on'] },
  'vhd-fixed': { ending: 'vhd', args: ['-O', 'vpc', '-o', 'subformat=fixed,force_size=on'] },
  'vhdx-dynamic': { ending: 'vhdx', args: ['-O', 'vhdx', '-o', 'subformat=dynamic'] },
  'vhdx-fixed': { ending: 'vhdx', args: ['-O', 'vhdx', '-o', 'subformat=fixed'] },
  qcow2: { ending: 'qcow2', args: ['-O', 'qcow2'] },
  'qcow2-compressed': { ending: 'qcow2', args: ['-O', 'qcow2', '-c'] },
  'qcow2-version2': { ending: 'qcow2', args: ['-O', 'qcow2', '-o', 'compat=0.10'] },
  'qcow2-extended': { ending: 'qcow2', args: ['-O', 'qcow2', '-o', 'extended_l2=on'] },
  qcow: { ending: 'qcow', args: ['-O', 'qcow'] },
  'vdi-dynamic': { ending: 'vdi', args: ['-O', 'vdi'] },
  'vdi-fixed': { ending: 'vdi', args: ['-O', 'vdi', '-o', 'static=on'] },
} as const;
export type DiskKind = keyof typeof diskKinds;

/** The same bytes for the same seed on every machine; they do not compress. */
export function noise(bytes: number, seed = 1): Buffer {
  const key = Buffer.alloc(16, seed);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

export interface RawOptions {
  /** Virtual size; a multiple of 512. */
  readonly bytes: number;
  /** Where noise lies; everything else is a hole. Absent: 1 MiB behind the first MiB, and the last 64 KiB. */
  readonly data?: readonly { offset: number; bytes: number }[];
  /** The first sector (or more); absent means an MBR with one active Linux partition. */
  readonly head?: Buffer;
}

/** A sparse bare disk. Returns its path. */
export async function makeRawDisk(path: string, options: RawOptions): Promise<string> {
  const { bytes } = options;
  const data = options.data ?? [
    { offset: MiB, bytes: MiB },
    { offset: bytes - 65_536, bytes: 65_536 },
  ];
  const head = options.head ?? mbr([{ type: 0x83, start: 2_048, sectors: bytes / 512 - 2_048, active: true }]);
  const file = await open(path, 'w');
  try {
    await file.truncate(bytes);
    for (const [index, piece] of data.entries()) {
      for (let done = 0; done < piece.bytes; done += 4 * MiB) {
        const length = Math.min(4 * MiB, piece.bytes - done);
        await file.write(noise(length, 1 + ((index * 31 + done / MiB) % 250)), 0, length, piece.offset + done);
      }
    }
    await file.write(head, 0, head.length, 0);
  } finally {
    await file.close();
  }
  return path;
}

/** Converts a bare disk into another kind, beside it or at `output`. Returns the path of the file to choose. */
export async function makeDisk(raw: string, kind: DiskKind, output?: string): Promise<string> {
  const { ending, args } = diskKinds[kind];
  const path = output ?? join(dirname(raw), `${basename(raw, '.raw')}-${kind}.${ending}`);
  await runQemuImg(['convert', '-f', 'raw', ...args, raw, path]);
  return path;
}

/** Runs qemu-img from the PATH and expects it to succeed. Returns what it printed. */
export async function runQemuImg(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runChild({ program: 'qemu-img', args });
  if (exitCode !== 0) throw new Error(`qemu-img ${args.join(' ')}: ${stderr}`);
  return stdout;
}

export interface TestPartition {
  readonly type: number;
  /** In sectors of 512 bytes. */
  readonly start: number;
  readonly sectors: number;
  readonly active?: boolean;
}

/** A master boot record (or the sector of a logical partition, with `code` false). */
export function mbr(partitions: readonly TestPartition[], code = true): Buffer {
  const sector = Buffer.alloc(512);
  // int 18h: tell the firmware that there is nothing to boot here; then stop
  if (code) sector.set([0xcd, 0x18, 0xf4, 0xeb, 0xfd]);
  partitions.forEach(({ type, start, sectors, active = false }, index) => {
    const at = 446 + index * 16;
    sector.set([active ? 0x80 : 0, 0xfe, 0xff, 0xff, type, 0xfe, 0xff, 0xff], at);
    sector.writeUInt32LE(start, at + 8);
    sector.writeUInt32LE(Math.min(sectors, 0xffffffff), at + 12);
  });
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

/** Protective MBR, GPT header and table; `type` as the GUID is usually spelt. */
export function gpt(
  diskBytes: number,
  partitions: readonly { type: string; start: number; sectors: number }[],
): Buffer {
  const sectors = diskBytes / 512;
  const table = Buffer.alloc(128 * 128);
  partitions.forEach(({ type, start, sectors: length }, index) => {
    const entry = table.subarray(index * 128);
    entry.set(guidBytes(type), 0);
    entry.set(noise(16, 40 + index), 16);
    entry.writeBigUInt64LE(BigInt(start), 32);
    entry.writeBigUInt64LE(BigInt(start + length - 1), 40);
  });
  const header = Buffer.alloc(512);
  header.write('EFI PART', 'latin1');
  header.writeUInt32LE(0x10000, 8);
  header.writeUInt32LE(92, 12);
  header.writeBigUInt64LE(1n, 24);
  header.writeBigUInt64LE(BigInt(sectors - 1), 32);
  header.writeBigUInt64LE(34n, 40);
  header.writeBigUInt64LE(BigInt(sectors - 34), 48);
  header.set(noise(16, 39), 56);
  header.writeBigUInt64LE(2n, 72);
  header.writeUInt32LE(128, 80);
  header.writeUInt32LE(128, 84);
  header.writeUInt32LE(crc32(table), 88);
  header.writeUInt32LE(crc32(header.subarray(0, 92)), 16);
  return Buffer.concat([mbr([{ type: 0xee, start: 1, sectors: sectors - 1 }], false), header, table]);
}

function guidBytes(text: string): Buffer {
  const [a = '', b = '', c = '', d = '', e = ''] = text.split('-');
  const reversed = (hex: string): Buffer => Buffer.from(hex, 'hex').reverse();
  return Buffer.concat([reversed(a), reversed(b), reversed(c), Buffer.from(d + e, 'hex')]);
}

/** Cuts bytes off the end. */
export async function shorten(path: string, byBytes: number): Promise<void> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  await file.close();
  await truncate(path, size - byBytes);
}

/** Writes over what is there. */
export async function overwrite(path: string, offset: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, offset);
  } finally {
    await file.close();
  }
}

/** Turns one bit over; twice is as before. */
export async function flipBit(path: string, offset: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, offset);
    byte.writeUInt8(byte.readUInt8(0) ^ 1);
    await file.write(byte, 0, 1, offset);
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file, for before and after. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

export interface TestTarMember {
  readonly name: string;
  readonly data: Uint8Array;
  /** Header fields written over, by their place, before the checksum is made. */
  readonly change?: readonly { at: number; bytes: Uint8Array }[];
}

/** A ustar file; what is odd about it is said by `change`. */
export function tarOf(members: readonly TestTarMember[]): Buffer {
  const parts = members.flatMap(({ name, data, change = [] }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write(data.length.toString(8).padStart(11, '0'), 124);
    header.write('00000000000', 136);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    for (const { at, bytes } of change) header.set(bytes, at);
    header.fill(' ', 148, 156);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1_024)]);
}

export interface TestOvfDisk {
  readonly href: string;
  readonly capacityBytes: number;
  readonly gzip?: boolean;
  /** Kind of controller by its CIM number (6 SCSI, 20 SATA, 5 IDE), its own number and the place on it. */
  readonly place?: readonly [kind: number, number: number, place: number];
}

/** An OVF description as vCenter writes it, in short. */
export function ovfOf(disks: readonly TestOvfDisk[]): string {
  const files = disks.map(
    ({ href, gzip }, n) =>
      `<File ovf:href="${href}" ovf:id="file${n}"${gzip === true ? ' ovf:compression="gzip"' : ''}/>`,
  );
  const entries = disks.map(
    ({ capacityBytes }, n) =>
      `<Disk ovf:capacity="${capacityBytes / 512}" ovf:capacityAllocationUnits="byte * 2^9" ovf:diskId="disk${n}" ovf:fileRef="file${n}"/>`,
  );
  const items = disks.map(
    ({ place: [kind, number, on] = [6, 0, 0] }, n) =>
      `<Item><rasd:Address>${number}</rasd:Address><rasd:InstanceID>c${n}</rasd:InstanceID><rasd:ResourceType>${kind}</rasd:ResourceType></Item><Item><rasd:AddressOnParent>${on}</rasd:AddressOnParent><rasd:HostResource>ovf:/disk/disk${n}</rasd:HostResource><rasd:InstanceID>d${n}</rasd:InstanceID><rasd:Parent>c${n}</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>`,
  );
  return `<?xml version="1.0"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
<References>${files.join('')}</References><DiskSection><Info>disks</Info>${entries.join('')}</DiskSection>
<VirtualSystem ovf:id="web"><VirtualHardwareSection>${items.join('')}</VirtualHardwareSection></VirtualSystem></Envelope>
`;
}

/** A zip of one deflated or stored file, with its directory. */
export function zipOf(name: string, data: Uint8Array, packed: Uint8Array, method: 0 | 8): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(crc32(data), 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(data.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
