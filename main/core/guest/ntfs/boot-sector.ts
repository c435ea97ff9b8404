/** The first sector of an NTFS volume: where everything else is, and how large its units are. */
import { GuestCorrupt } from '../damage.ts';
import { u64le } from '../fields.ts';

export interface NtfsGeometry {
  readonly clusterBytes: number;
  /** Clusters of the volume; its last sector, a copy of the first, may lie behind them. */
  readonly clusters: number;
  readonly mftCluster: number;
  readonly recordBytes: number;
  readonly indexBlockBytes: number;
  /** As `vol` and blkid print it: 16 hexadecimal digits. */
  readonly serial: string;
}

const structure = 'NTFS boot sector';
type SizeCode = 'sector-size' | 'cluster-size' | 'record-size' | 'index-block-size';

export const isNtfs = (sector: Buffer): boolean =>
  sector.length >= 512 && sector.toString('latin1', 3, 11) === 'NTFS    ' && sector.readUInt16LE(510) === 0xaa55;

/** Reads the geometry out of the first 512 bytes. */
export function readBootSector(sector: Buffer, volumeBytes: number): NtfsGeometry {
  if (!isNtfs(sector)) throw new GuestCorrupt(structure, 'no-signature');
  const sectorBytes = powerOfTwo(sector.readUInt16LE(11), 256, 4_096, 'sector-size');
  const perCluster = sector.readUInt8(13);
  // large clusters are written as a negative power of two
  const sectors = perCluster > 0x80 ? 2 ** (256 - perCluster) : perCluster;
  const clusterBytes = powerOfTwo(sectorBytes * sectors, 256, 2 ** 21, 'cluster-size');
  const clusters = Math.floor((u64le(sector, 40, structure) * sectorBytes) / clusterBytes);
  const mftCluster = u64le(sector, 48, structure);
  if (clusters < 1 || clusters * clusterBytes > volumeBytes) {
    throw new GuestCorrupt(structure, 'clusters-beyond-volume', clusters);
  }
  if (mftCluster >= clusters) throw new GuestCorrupt(structure, 'file-table-outside');
  const unit = (at: number, what: SizeCode): number => {
    const stored = sector.readInt8(at);
    return powerOfTwo(stored < 0 ? 2 ** -stored : stored * clusterBytes, 512, 65_536, what);
  };
  return {
    clusterBytes,
    clusters,
    mftCluster,
    recordBytes: unit(64, 'record-size'),
    indexBlockBytes: unit(68, 'index-block-size'),
    serial: sector.readBigUInt64LE(72).toString(16).toUpperCase().padStart(16, '0'),
  };
}

function powerOfTwo(value: number, least: number, most: number, what: SizeCode): number {
  if (value >= least && value <= most && Number.isInteger(Math.log2(value))) return value;
  throw new GuestCorrupt(structure, what, value);
}
