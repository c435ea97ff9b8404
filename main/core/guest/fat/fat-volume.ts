/** Reads the boot sector of FAT12, FAT16 and FAT32, and follows chains of clusters through their table. */
import type { Damage } from '../../../../contract/said.ts';
import { serial32 } from '../../disk/content.ts';
import { GuestCorrupt } from '../damage.ts';
import type { FileSystemFacts } from '../file-system.ts';
import type { Run } from '../runs.ts';
import type { Volume } from '../sub-source.ts';
import { shortText } from './names.ts';

const sectorBytes = 512;
/** From here on a value ends a chain, or marks a bad cluster just below; lower bits only. */
const ends = { 12: 0xff7, 16: 0xfff7, 32: 0x0ffffff7 } as const;

export interface FatVolume {
  readonly volume: Volume;
  readonly facts: FileSystemFacts;
  readonly bits: 12 | 16 | 32;
  readonly clusterBytes: number;
  readonly clusters: number;
  readonly tableAt: number;
  /** Place of cluster 2, the first. */
  readonly dataAt: number;
  /** FAT12 and FAT16 keep the first folder outside the clusters. */
  readonly rootArea: { readonly at: number; readonly length: number } | undefined;
  readonly rootCluster: number;
}

/** Fails with `damaged`. */
export async function readFatVolume(volume: Volume, signal?: AbortSignal): Promise<FatVolume> {
  const boot = await volume.read(0, sectorBytes, signal);
  const sector = boot.readUInt16LE(11);
  const perCluster = boot.readUInt8(13);
  if (boot.readUInt16BE(510) !== 0x55aa) throw damaged('no-signature');
  if (![512, 1_024, 2_048, 4_096].includes(sector)) throw damaged('sector-size', sector);
  if (perCluster === 0 || (perCluster & (perCluster - 1)) !== 0) throw damaged('cluster-sectors', perCluster);
  const reserved = boot.readUInt16LE(14);
  const tables = boot.readUInt8(16);
  const rootBytes = Math.ceil((boot.readUInt16LE(17) * 32) / sector) * sector;
  const tableSectors = boot.readUInt16LE(22) || boot.readUInt32LE(36);
  const sectors = boot.readUInt16LE(19) || boot.readUInt32LE(32);
  const tableAt = reserved * sector;
  const rootAt = tableAt + tables * tableSectors * sector;
  const dataAt = rootAt + rootBytes;
  const clusters = Math.floor((sectors * sector - dataAt) / (perCluster * sector));
  if (tables === 0 || reserved === 0 || clusters < 1 || sectors * sector > volume.size)
    throw damaged('sectors-and-tables', sectors, tables, tableSectors);
  // the number of clusters, and nothing else, decides the width (Microsoft's FAT specification)
  const bits = boot.readUInt16LE(22) === 0 ? 32 : clusters < 4_085 ? 12 : clusters < 65_525 ? 16 : 32;
  if (Math.ceil(((clusters + 2) * bits) / 8) > tableSectors * sector) throw damaged('table-too-short');
  const [serialAt, labelAt] = bits === 32 ? [67, 71] : [39, 43];
  const label = shortText(boot.subarray(labelAt, labelAt + 11)).trimEnd();
  const fat: FatVolume = {
    volume,
    facts: {
      kind: 'fat',
      label: label === 'NO NAME' ? '' : label,
      uuid: serial32(boot, serialAt),
      clean: undefined,
      features: [`FAT${bits}`],
      totalBytes: clusters * perCluster * sector,
    },
    bits,
    clusterBytes: perCluster * sector,
    clusters,
    tableAt,
    dataAt,
    rootArea: bits === 32 ? undefined : { at: rootAt, length: rootBytes },
    rootCluster: bits === 32 ? boot.readUInt32LE(44) : 0,
  };
  return { ...fat, facts: { ...fat.facts, clean: await isClean(fat, boot, signal) } };
}

/** A bit of the second value of the table, and one in the boot sector that Windows sets. FAT12 has only the latter. */
async function isClean(fat: FatVolume, boot: Buffer, signal?: AbortSignal): Promise<boolean> {
  const marked = (boot.readUInt8(fat.bits === 32 ? 65 : 37) & 1) !== 0;
  if (marked || fat.bits === 12) return !marked;
  const second = await valueOf(fat, 1, signal);
  return (second & (fat.bits === 32 ? 0x8000000 : 0x8000)) !== 0;
}

async function valueOf({ volume, bits, tableAt }: FatVolume, cluster: number, signal?: AbortSignal): Promise<number> {
  if (bits === 12) {
    const pair = await volume.read(tableAt + Math.floor(cluster * 1.5), 2, signal);
    return cluster % 2 === 0 ? pair.readUInt16LE(0) & 0xfff : pair.readUInt16LE(0) >>> 4;
  }
  const bytes = await volume.read(tableAt + (cluster * bits) / 8, bits / 8, signal);
  return bits === 16 ? bytes.readUInt16LE(0) : bytes.readUInt32LE(0) & 0x0fffffff;
}

/**
 * The runs of a chain that hold its first `length` bytes. A chain that ends sooner is damaged when `whole`, as a file's
 * must not; a loop goes round no longer than `length` says.
 */
export async function* chainRuns(
  fat: FatVolume,
  first: number,
  length: number,
  whole: boolean,
  signal?: AbortSignal,
): AsyncGenerator<Run> {
  const { clusterBytes } = fat;
  let cluster = first;
  let open: { at: number; cluster: number; count: number } | undefined;
  const run = ({ at, cluster: from, count }: NonNullable<typeof open>): Run => ({
    at,
    from: fat.dataAt + (from - 2) * clusterBytes,
    length: count * clusterBytes,
  });
  for (let at = 0; at < length; at += clusterBytes) {
    if (cluster < 2 || cluster >= fat.clusters + 2) {
      if (whole || cluster < ends[fat.bits] + 1) throw damaged('chain-leads-to', first, cluster);
      break;
    }
    if (open && cluster === open.cluster + open.count) open.count++;
    else {
      if (open) yield run(open);
      open = { at, cluster, count: 1 };
    }
    cluster = await valueOf(fat, cluster, signal);
  }
  if (open) yield run(open);
}

export const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('fat', ...what);
