/** Reads the header of one sparse VMDK file (VMware, Virtual Disk Format 5.0; streamOptimized included). */
import { say } from '../../../../contract/said.ts';
import { assertVirtualSize, unsupported } from '../layout.ts';
import { corrupt, truncated, u64le, type ByteReader, type SourceFile } from '../source-file.ts';
import { descriptorText, isDescriptor } from './vmdk-descriptor.ts';

export interface SparseHeader {
  readonly virtualSizeBytes: number;
  /** Text of the embedded descriptor; absent in a piece of a split disk. */
  readonly descriptor: string | undefined;
  readonly grainBytes: number;
  readonly entriesPerTable: number;
  readonly directoryOffset: number;
  /** The second directory, whose tables say the same; absent where the header names none. */
  readonly copyOffset: number | undefined;
  /** Where grains begin. */
  readonly dataOffset: number;
  readonly compressed: boolean;
}

const flags = { textLineTest: 1, copy: 2, zeroGrains: 4, compressed: 1 << 16 };
const atEnd = 0xffffffffffffffffn;
/** qemu-img looks for a parent here whatever the header says (block/vmdk.c). */
const fixedDescriptor = { offset: 512, bytes: 20 * 512 };

/** Fails with `source.corrupt`, `.unsupported-format`, `.truncated`. */
export async function readSparseHeader(file: SourceFile): Promise<SparseHeader> {
  const first = await file.read(0, 512);
  const header = first.readBigUInt64LE(56) === atEnd ? await footer(file) : first;
  const version = header.readUInt32LE(4);
  if (version < 1 || version > 3) throw unsupported(file, say('vmdk-version', version));
  const bits = header.readUInt32LE(8);
  if ((bits & flags.textLineTest) !== 0 && header.toString('latin1', 73, 77) !== '\n \r\n') {
    throw corrupt(file, 'sent-as-text');
  }
  const virtualSizeBytes = u64le(header, 12, file.path) * 512;
  const grainSectors = u64le(header, 20, file.path);
  const entriesPerTable = header.readUInt32LE(44);
  // with a capacity of zero qemu-img would open whatever the embedded descriptor names
  assertVirtualSize(file, virtualSizeBytes);
  if (grainSectors < 8 || grainSectors > 2 ** 15 || (grainSectors & (grainSectors - 1)) !== 0) {
    throw corrupt(file, 'grain-sectors', grainSectors);
  }
  const copy = u64le(header, 48, file.path);
  if (entriesPerTable !== 512) throw corrupt(file, 'table-entries', entriesPerTable);
  return {
    virtualSizeBytes,
    descriptor: await embeddedDescriptor(file, header),
    grainBytes: grainSectors * 512,
    entriesPerTable,
    directoryOffset: u64le(header, 56, file.path) * 512,
    copyOffset: (bits & flags.copy) !== 0 && copy !== 0 ? copy * 512 : undefined,
    dataOffset: u64le(header, 64, file.path) * 512,
    compressed: (bits & flags.compressed) !== 0,
  };
}

/** A stream's real header: one sector before the end-of-stream marker. */
async function footer(file: SourceFile): Promise<Buffer> {
  if (file.bytes < 2_048) throw truncated(file.path, file.name, 2_048, file.bytes);
  const found = await file.read(file.bytes - 1_024, 512);
  // a stream cut anywhere has no footer where one must be; it is unknown how much is missing
  if (found.toString('latin1', 0, 4) !== 'KDMV') throw truncated(file.path, file.name, file.bytes + 1_024, file.bytes);
  if (found.readBigUInt64LE(56) === atEnd) throw corrupt(file, 'no-grain-directory');
  return found;
}

async function embeddedDescriptor(file: SourceFile, header: Buffer): Promise<string | undefined> {
  const available = Math.min(fixedDescriptor.bytes, Math.max(0, file.bytes - fixedDescriptor.offset));
  const fixed = descriptorText(await file.read(fixedDescriptor.offset, available));
  const offset = u64le(header, 28, file.path) * 512;
  const bytes = Math.min(u64le(header, 36, file.path) * 512, fixedDescriptor.bytes);
  const named = offset === 0 || bytes === 0 ? '' : descriptorText(await file.read(offset, bytes));
  if (fixed.includes('parentFileNameHint') && !named.includes('parentFileNameHint')) {
    throw corrupt(file, 'hidden-parent');
  }
  return isDescriptor(named) ? named : undefined;
}

/** The first bytes of the disk as the guest sees them, from a file that is not compressed; absent grains are zeros. */
export function guestOfSparse(file: SourceFile, header: SparseHeader): ByteReader {
  const { grainBytes, entriesPerTable, directoryOffset } = header;
  const grain = async (index: number): Promise<Buffer> => {
    const table = await file.read(directoryOffset + Math.floor(index / entriesPerTable) * 4, 4);
    const tableAt = table.readUInt32LE(0) * 512;
    if (tableAt === 0) return Buffer.alloc(grainBytes);
    const sector = (await file.read(tableAt + (index % entriesPerTable) * 4, 4)).readUInt32LE(0);
    return sector <= 1 ? Buffer.alloc(grainBytes) : file.read(sector * 512, grainBytes);
  };
  return {
    async read(offset, length) {
      if (header.compressed || offset + length > header.virtualSizeBytes) {
        throw corrupt(file, 'asks-for', length, offset);
      }
      const first = Math.floor(offset / grainBytes);
      const last = Math.floor((offset + length - 1) / grainBytes);
      const grains: Buffer[] = [];
      for (let index = first; index <= last; index++) grains.push(await grain(index));
      return Buffer.concat(grains)
        .subarray(offset - first * grainBytes)
        .subarray(0, length);
    },
  };
}
