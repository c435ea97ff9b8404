/** The partitions of a guest's disk, and what the guest calls the disk itself. */
import { guidText } from '../disk/guid.ts';
import { type PartitionTable, readPartitionTable, type TableRow } from '../disk/partitions.ts';
import { GuestCorrupt, guarded } from './damage.ts';
import type { Volume } from './sub-source.ts';

export interface PartitionTables {
  readonly kind: 'none' | 'mbr' | 'gpt' | 'hybrid';
  /** GUID of a GPT disk, signature (8 hexadecimal digits) of an MBR disk; empty without tables. */
  readonly diskId: string;
  /** Of a GPT: `used` when the first one is damaged and its copy at the end of the disk was read. */
  readonly gptCopy?: NonNullable<PartitionTable['gptCopy']>;
  readonly partitions: readonly TableRow[];
}

const sectorBytes = 512;
const unitsBytes = [512, 4_096];

/** Fails with `damaged` when the tables contradict themselves. */
export async function readTables(disk: Volume, signal?: AbortSignal): Promise<PartitionTables> {
  return guarded('partition table', async () => {
    const view = { read: (offset: number, length: number) => disk.read(offset, length, signal) };
    const { partitionTable: kind, partitions, gptCopy } = await readPartitionTable(view, disk.size);
    if (kind === 'unreadable') throw new GuestCorrupt('partition table', 'contradicts-itself');
    const copy = gptCopy === undefined ? {} : { gptCopy };
    return { kind, partitions, diskId: await diskIdOf(disk, kind, gptCopy === 'used', signal), ...copy };
  });
}

async function diskIdOf(
  disk: Volume,
  kind: PartitionTables['kind'],
  fromCopy: boolean,
  signal?: AbortSignal,
): Promise<string> {
  if (kind === 'none') return '';
  if (kind === 'mbr') {
    const first = await disk.read(0, sectorBytes, signal);
    return first.readUInt32LE(440).toString(16).padStart(8, '0');
  }
  for (const unit of unitsBytes) {
    const at = fromCopy ? (Math.floor(disk.size / unit) - 1) * unit : unit;
    const header = await disk.read(at, sectorBytes, signal);
    if (header.toString('latin1', 0, 8) === 'EFI PART') return guidText(header.subarray(56));
  }
  throw new GuestCorrupt('partition table', 'no-header');
}
