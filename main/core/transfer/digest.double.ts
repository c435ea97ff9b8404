/** For tests: the digest that conversion would have made of some bytes. */
import { crc64Combine, emptyCrc64, newCrc64 } from '../base/crc64.ts';
import type { BlockDigest } from './part-source.ts';

export async function digestOf(content: Uint8Array, blockBytes: number): Promise<BlockDigest> {
  const hasher = await newCrc64();
  const blocks: bigint[] = [];
  let crc64 = emptyCrc64;
  for (let start = 0; start < content.byteLength; start += blockBytes) {
    const block = content.subarray(start, start + blockBytes);
    hasher.init();
    hasher.update(block);
    const crc = hasher.value();
    blocks.push(crc);
    crc64 = crc64Combine(crc64, crc, block.byteLength);
  }
  return { bytes: content.byteLength, crc64, blockBytes, blocks };
}
