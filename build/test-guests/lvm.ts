/** Lays out disks with LVM2 by hand, as pvcreate, vgcreate and lvcreate would: those want root and a block device. */
import { crc32 } from 'node:zlib';
import { overwrite } from '../test-disks.ts';
import { growTo } from './linux.ts';

const sectorBytes = 512;
const areaAt = 4_096;
/** LVM's usual place for data: behind 1 MiB of metadata. */
export const lvmDataAt = 2 ** 20;
export const lvmExtentBytes = 4 * 2 ** 20;

export interface TestPhysicalVolume {
  readonly disk: string;
  /** Where on the disk the physical volume starts. */
  readonly offset: number;
  readonly sizeBytes: number;
  /** 32 letters and digits. */
  readonly id: string;
}

export interface TestSegment {
  readonly extents: number;
  /** Physical volume by its place in the list, and first extent on it; several are stripes. */
  readonly on: readonly (readonly [physical: number, extent: number])[];
  /** Absent means `striped`, which LVM also calls the linear ones. */
  readonly type?: string;
}

export interface TestGroup {
  readonly name: string;
  readonly physical: readonly TestPhysicalVolume[];
  readonly volumes: Readonly<Record<string, readonly TestSegment[]>>;
  readonly sequence?: number;
  /** Where in the area the text starts; near its end, the text continues at its beginning. */
  readonly textAt?: number;
}

export const lvmStripeBytes = 65_536;

/** Writes label and metadata to every physical volume; the data is the caller's. */
export async function makeLvm(group: TestGroup): Promise<void> {
  const text = Buffer.from(`${metadata(group)}\0`);
  for (const { disk, offset, sizeBytes, id } of group.physical) {
    await growTo(disk, offset + sizeBytes);
    await overwrite(disk, offset + sectorBytes, label(id, sizeBytes));
    const area = metadataArea(text, lvmDataAt - areaAt, group.textAt ?? sectorBytes);
    await overwrite(disk, offset + areaAt, area);
  }
}

/** Bytes from the start of a physical volume to its extent `extent`. */
export const lvmExtentAt = (extent: number): number => lvmDataAt + extent * lvmExtentBytes;

function label(id: string, sizeBytes: number): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  sector.write('LABELONE', 'latin1');
  sector.writeBigUInt64LE(1n, 8);
  sector.writeUInt32LE(32, 20);
  sector.write('LVM2 001', 24, 'latin1');
  sector.write(id, 32, 'latin1');
  sector.writeBigUInt64LE(BigInt(sizeBytes), 64);
  sector.writeBigUInt64LE(BigInt(lvmDataAt), 72);
  sector.writeBigUInt64LE(BigInt(areaAt), 104);
  sector.writeBigUInt64LE(BigInt(lvmDataAt - areaAt), 112);
  sector.writeUInt32LE(checksum(sector.subarray(20)), 16);
  return sector;
}

function metadataArea(text: Buffer, areaBytes: number, textAt: number): Buffer {
  const area = Buffer.alloc(areaBytes);
  area.write(' LVM2 x[5A%r0N*>', 4, 'latin1');
  area.writeUInt32LE(1, 20);
  area.writeBigUInt64LE(BigInt(areaAt), 24);
  area.writeBigUInt64LE(BigInt(areaBytes), 32);
  area.writeBigUInt64LE(BigInt(textAt), 40);
  area.writeBigUInt64LE(BigInt(text.length), 48);
  area.writeUInt32LE(checksum(text), 56);
  area.writeUInt32LE(checksum(area.subarray(4, sectorBytes)), 0);
  const straight = Math.min(text.length, areaBytes - textAt);
  area.set(text.subarray(0, straight), textAt);
  area.set(text.subarray(straight), sectorBytes);
  return area;
}

const checksum = (bytes: Buffer): number => ~crc32(bytes, ~0xf597a6cf >>> 0) >>> 0;

const spelt = (id: string): string =>
  id.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7');

function metadata({ name, physical, volumes, sequence = 1 }: TestGroup): string {
  const id = (n: number): string => spelt(`${name}${n}`.padEnd(32, 'z'));
  const pvs = physical.map(
    (one, n) => `pv${n} {\nid = "${spelt(one.id)}"\ndevice = "/dev/sd${'abcdef'[n]}"\t# Hint only
status = ["ALLOCATABLE"]\nflags = []\ndev_size = ${one.sizeBytes / sectorBytes}\npe_start = ${lvmDataAt / sectorBytes}
pe_count = ${Math.floor((one.sizeBytes - lvmDataAt) / lvmExtentBytes)}\n}\n`,
  );
  const lvs = Object.entries(volumes).map(([volume, segments], n) => {
    let start = 0;
    const parts = segments.map(({ extents, on, type = 'striped' }, index) => {
      const places = on.map(([pv, extent]) => `"pv${pv}", ${extent}`).join(',\n');
      const size = on.length > 1 ? `stripe_size = ${lvmStripeBytes / sectorBytes}\n` : '';
      const part = `segment${index + 1} {\nstart_extent = ${start}\nextent_count = ${extents}\ntype = "${type}"
stripe_count = ${on.length}\n${size}stripes = [\n${places}\n]\n}\n`;
      start += extents;
      return part;
    });
    return `${volume} {\nid = "${id(n + 1)}"\nstatus = ["READ", "WRITE", "VISIBLE"]\nflags = []
creation_time = 1700000000\t# 2023-11-14 22:13:20 +0000\ncreation_host = "localhost"\nsegment_count = ${segments.length}\n\n${parts.join('')}}\n`;
  });
  return `${name} {\nid = "${id(0)}"\nseqno = ${sequence}\nformat = "lvm2"\t\t\t# informational
status = ["RESIZEABLE", "READ", "WRITE"]\nflags = []\nextent_size = ${lvmExtentBytes / sectorBytes}\nmax_lv = 0\nmax_pv = 0
metadata_copies = 0\n\nphysical_volumes {\n${pvs.join('')}}\n\nlogical_volumes {\n${lvs.join('')}}\n\n}
# Generated by LVM2 version 2.02\n\ncontents = "Text Format Volume Group"\nversion = 1\n\ndescription = ""
creation_host = "localhost"\ncreation_time = 1700000000\n`;
}
