/** One record of the file table: its sectors checked and restored, its attributes cut out. */
import type { Structure } from '../../../../contract/sentences.ts';
import { GuestCorrupt } from '../damage.ts';
import { piece, u64le } from '../fields.ts';

export const attributeTypes = {
  standardInformation: 0x10,
  attributeList: 0x20,
  fileName: 0x30,
  volumeName: 0x60,
  volumeInformation: 0x70,
  data: 0x80,
  indexRoot: 0x90,
  indexAllocation: 0xa0,
  reparsePoint: 0xc0,
} as const;

export interface ResidentAttribute {
  readonly type: number;
  readonly name: string;
  readonly flags: number;
  readonly value: Buffer;
}

/** One part of a stream that lies in clusters; only the part at VCN 0 knows the sizes. */
export interface NonResidentAttribute {
  readonly type: number;
  readonly name: string;
  readonly flags: number;
  readonly value: undefined;
  readonly firstVcn: number;
  readonly runs: Buffer;
  readonly compressionUnit: number;
  readonly dataBytes: number;
  readonly initializedBytes: number;
}

export type Attribute = ResidentAttribute | NonResidentAttribute;

export interface FileRecord {
  readonly number: number;
  readonly sequence: number;
  readonly inUse: boolean;
  readonly isDirectory: boolean;
  /** Record that this one continues; 0 for a file's own. */
  readonly base: number;
  readonly attributes: readonly Attribute[];
}

const stride = 512;
const endOfAttributes = 0xffffffff;

/**
 * Puts back the last two bytes of each 512, which NTFS swaps for a check number when it writes. Works in place. A sector
 * with another number was not written together with the rest.
 */
export function applyFixups(block: Buffer, magic: 'FILE' | 'INDX' | 'RSTR', structure: Structure): void {
  if (block.toString('latin1', 0, 4) !== magic) throw new GuestCorrupt(structure, 'begins-otherwise', magic);
  const offset = block.readUInt16LE(4);
  const count = block.readUInt16LE(6);
  const array = piece(block, offset, count * 2, structure);
  if (count < 1 || (count - 1) * stride > block.length) throw new GuestCorrupt(structure, 'fixups');
  for (let sector = 1; sector < count; sector++) {
    const at = sector * stride - 2;
    if (block.readUInt16LE(at) !== array.readUInt16LE(0)) throw new GuestCorrupt(structure, 'torn-write');
    block.writeUInt16LE(array.readUInt16LE(sector * 2), at);
  }
}

/** Parses a record of the file table. `block` is changed. */
export function parseRecord(block: Buffer, number: number): FileRecord {
  const structure: Structure = `NTFS record ${number}`;
  applyFixups(block, 'FILE', structure);
  const flags = block.readUInt16LE(22);
  const used = block.readUInt32LE(24);
  if (used > block.length) throw new GuestCorrupt(structure, 'longer-than-place');
  return {
    number,
    sequence: block.readUInt16LE(16),
    inUse: (flags & 1) !== 0,
    isDirectory: (flags & 2) !== 0,
    base: recordNumber(block, 32),
    attributes: [...attributes(block.subarray(0, used), block.readUInt16LE(20), structure)],
  };
}

function* attributes(record: Buffer, first: number, structure: Structure): Generator<Attribute> {
  let at = first;
  while (record.readUInt32LE(at) !== endOfAttributes) {
    const length = record.readUInt32LE(at + 4);
    if (length < 24 || length % 8 !== 0) throw new GuestCorrupt(structure, 'attribute-length', length);
    yield attribute(piece(record, at, length, structure), structure);
    at += length;
  }
}

function attribute(bytes: Buffer, structure: Structure): Attribute {
  const head = {
    type: bytes.readUInt32LE(0),
    name: piece(bytes, bytes.readUInt16LE(10), bytes.readUInt8(9) * 2, structure).toString('utf16le'),
    flags: bytes.readUInt16LE(12),
  };
  if (bytes.readUInt8(8) === 0) {
    return { ...head, value: piece(bytes, bytes.readUInt16LE(20), bytes.readUInt32LE(16), structure) };
  }
  const firstVcn = u64le(bytes, 16, structure);
  return {
    ...head,
    value: undefined,
    firstVcn,
    runs: bytes.subarray(Math.min(bytes.length, bytes.readUInt16LE(32))),
    compressionUnit: bytes.readUInt16LE(34),
    dataBytes: firstVcn === 0 ? u64le(bytes, 48, structure) : 0,
    initializedBytes: firstVcn === 0 ? u64le(bytes, 56, structure) : 0,
  };
}

/** The record that a file reference names; its upper 16 bits are a sequence number. */
export function recordNumber(bytes: Buffer, at: number): number {
  return bytes.readUIntLE(at, 6);
}
