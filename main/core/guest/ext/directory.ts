/** Reads the names in a folder of ext. A hashed folder is read block by block like any other: its index hides in them. */
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

/** The entries of one block, or of the room that inline data has for them. */
export function* names(ext: ExtVolume, block: Buffer, checksumSeed: number | undefined): Generator<ExtName> {
  if (checksumSeed !== undefined) assertChecksum(block, checksumSeed);
  for (let at = 0; at < block.length;) {
    const stored = block.readUInt16LE(at + 4);
    // in blocks of 64 KiB, the length of the whole block does not fit
    const length = block.length === 65_536 && (stored === 65_535 || stored === 0) ? 65_536 : stored;
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

/** A leaf ends in an entry that is none: no inode, 12 bytes, type 0xde; blocks of the index have their own sum. */
function assertChecksum(block: Buffer, seed: number): void {
  const tail = block.length - 12;
  if (tail < 0 || block.readUInt32LE(tail) !== 0 || block.readUInt32LE(tail + 4) !== 0xde00000c) return;
  if (crc32cRegister(block.subarray(0, tail), seed) !== block.readUInt32LE(tail + 8))
    throw damaged('checksum-of-folder');
}
