/** Finds the data of small files and folders that ext4 keeps within the inode (feature `inline_data`). */
import { piece } from '../fields.ts';
import type { ExtInode } from './inode.ts';
import { damaged } from './superblock.ts';

const attributeMagic = 0xea020000;
const systemIndex = 7;

/** First the 60 bytes of the block area; whatever did not fit is the extended attribute `system.data`. */
export function inlinePieces({ blockArea, record, number }: ExtInode): [Buffer, Buffer] {
  const none = Buffer.alloc(0);
  if (record.length < 132) return [blockArea, none];
  const start = 128 + record.readUInt16LE(128);
  if (start + 4 > record.length || record.readUInt32LE(start) !== attributeMagic) return [blockArea, none];
  const attributes = record.subarray(start + 4);
  // four zero bytes end the list
  for (let at = 0; at + 16 <= attributes.length && attributes.readUInt32LE(at) !== 0;) {
    const nameBytes = attributes.readUInt8(at);
    const name = attributes.toString('latin1', at + 16, at + 16 + nameBytes);
    if (attributes.readUInt8(at + 1) === systemIndex && name === 'data') {
      if (attributes.readUInt32LE(at + 4) !== 0) throw damaged('inline-data-elsewhere', number);
      const valueAt = attributes.readUInt16LE(at + 2);
      return [blockArea, piece(attributes, valueAt, attributes.readUInt32LE(at + 8), 'ext inline data')];
    }
    at += 16 + Math.ceil(nameBytes / 4) * 4;
  }
  return [blockArea, none];
}
