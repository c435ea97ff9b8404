/**
 * Reads the names in a folder of ext. A hashed folder is read block by block like any other: to older systems, and to us,
 * the blocks of its index look like blocks with hardly a name in them. Only their checksums are different.
 */
import { crc32cRegister } from '../../disk/fields.ts';
import { piece } from '../fields.ts';
import type { EntryKind } from '../file-system.ts';
import { damaged, type ExtVolume } from './superblock.ts';

export interface ExtName {
  readonly inode: number;
  readonly name: string;
  readonly kind?: EntryKind;
}

const kinds = new Map<number, EntryKind>([[1, 'file'], [2, 'directory'], [7, 'link'], [3, 'other'], [4, 'other'], [5, 'other'], [6, 'other']]); // prettier-ignore

const indexEntryBytes = 8;

/** The entries of one block, or of the room that inline data has for them. */
export function* names(ext: ExtVolume, block: Buffer, checksumSeed: number | undefined): Generator<ExtName> {
  if (checksumSeed !== undefined) assertChecksum(block, checksumSeed);
  for (let at = 0; at < block.length;) {
    const length = entryBytes(block, at);
    const nameBytes = block.readUInt8(at + 6);
    if (length < 8 || length % 4 !== 0 || at + length > block.length) throw damaged('folder-entry');
    const inode = block.readUInt32LE(at);
    if (inode !== 0) {
      if (nameBytes > length - 8) throw damaged('name-longer-than-entry');
      const kind = ext.namesHaveType ? kinds.get(block.readUInt8(at + 7)) : undefined;
      const name = piece(block, at + 8, nameBytes, 'ext folder').toString();
      yield { inode, name, ...(kind ? { kind } : {}) };
    }
    at += length;
  }
}

/** In blocks of 64 KiB, the length of the whole block does not fit. */
function entryBytes(block: Buffer, at: number): number {
  const stored = block.readUInt16LE(at + 4);
  return block.length === 65_536 && (stored === 65_535 || stored === 0) ? 65_536 : stored;
}

/**
 * Names end in an entry that is none: no inode, 12 bytes, type 0xde, and the sum. The first block of an index held names
 * once and may still end like that, so an index is told by how it begins.
 */
function assertChecksum(block: Buffer, seed: number): void {
  const index = indexAt(block);
  const found = index === undefined ? checksumOfNames(block, seed) : checksumOfIndex(block, index, seed);
  if (found && found.sum !== found.stored) throw damaged('checksum-of-folder');
}

interface Checksum {
  readonly sum: number;
  readonly stored: number;
}

function checksumOfNames(block: Buffer, seed: number): Checksum | undefined {
  const tail = block.length - 12;
  if (tail < 0 || block.readUInt32LE(tail) !== 0 || block.readUInt32LE(tail + 4) !== 0xde00000c) return undefined;
  return { sum: crc32cRegister(block.subarray(0, tail), seed), stored: block.readUInt32LE(tail + 8) };
}

/** Behind the room for entries lie 4 bytes that may be anything, and the sum; older systems left no room for them. */
function checksumOfIndex(block: Buffer, index: number, seed: number): Checksum | undefined {
  const [room, used] = [block.readUInt16LE(index), block.readUInt16LE(index + 2)];
  const tail = index + room * indexEntryBytes;
  if (tail + 8 > block.length) return undefined;
  if (used > room) throw damaged('folder-entry');
  const entries = crc32cRegister(block.subarray(0, index + used * indexEntryBytes), seed);
  const whole = crc32cRegister(Buffer.concat([block.subarray(tail, tail + 4), Buffer.alloc(4)]), entries);
  return { sum: whole, stored: block.readUInt32LE(tail + 4) };
}

/**
 * Where the entries of an index start: behind `.`, `..` and 8 bytes about the index in its first block, behind one empty
 * entry as long as the block in all others. Names with a checksum never begin like either.
 */
function indexAt(block: Buffer): number | undefined {
  const first = entryBytes(block, 0);
  if (first === block.length && block.readUInt32LE(0) === 0) return 8;
  return first === 12 && entryBytes(block, 12) === block.length - 12 ? 32 : undefined;
}
