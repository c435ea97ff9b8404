/** Reads thin volumes of LVM2: trees in the metadata of their pool say where in it each of their blocks lies. */
import type { Damage } from '../../../../contract/said.ts';
import type { BlockSource, Extent } from '../../disk/block-source.ts';
import { crc32cRegister } from '../../disk/fields.ts';
import { GuestCorrupt, guarded } from '../damage.ts';
import { u64le } from '../fields.ts';
import { assertWithin, type Volume } from '../sub-source.ts';

const nodeBytes = 4_096;
const magic = 27_022_010;
/** What the sums of superblock and nodes are mixed with. */
const superblockSalt = 160_774;
const nodeSalt = 121_107;
const internal = 1;
/** A hundred entries in each node: enough for any pool. */
const deepest = 12;
const mostKept = 256;
/** Device-mapper makes no pool with smaller ones. */
const leastBlockBytes = 65_536;

export interface ThinPool {
  readonly metadata: Volume;
  readonly data: Volume;
}

/** Volume `device` of the pool; what was never written is zeros. Reading fails with `damaged`. */
export function thinVolume({ metadata, data }: ThinPool, device: number, size: number): BlockSource {
  const nodes = new Map<number, Buffer>();
  const node = async (block: number, signal?: AbortSignal): Promise<Buffer> => {
    const known = nodes.get(block);
    if (known) return known;
    const read = await metadata.read(block * nodeBytes, nodeBytes, signal);
    assertSum(read, nodeSalt);
    if (u64le(read, 8, 'lvm') !== block) throw damaged('no-node', block);
    if (nodes.size >= mostKept) nodes.clear();
    nodes.set(block, read);
    return read;
  };
  /** The value of `key`; undefined when there is none. */
  const valueOf = async (root: number, key: number, signal?: AbortSignal): Promise<bigint | undefined> => {
    let block = root;
    for (let depth = 0; depth < deepest; depth++) {
      const here = await node(block, signal);
      const [used, room, width] = [16, 20, 24].map((at) => here.readUInt32LE(at));
      if (used === undefined || room === undefined || used > room || width !== 8 || 32 + room * 16 > nodeBytes)
        throw damaged('no-node', block);
      let [low, high] = [-1, used - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (u64le(here, 32 + middle * 8, 'lvm') <= key) low = middle;
        else high = middle - 1;
      }
      if (low < 0) return undefined;
      const value = here.readBigUInt64LE(32 + room * 8 + low * 8);
      if (!(here.readUInt32LE(4) & internal)) return u64le(here, 32 + low * 8, 'lvm') === key ? value : undefined;
      block = Number(value);
    }
    throw damaged('node-level', root, deepest);
  };
  let opened: Promise<Opened> | undefined;
  const open = async (signal?: AbortSignal): Promise<Opened> => {
    const superblock = await metadata.read(0, nodeBytes, signal);
    if (u64le(superblock, 32, 'lvm') !== magic) throw damaged('no-signature');
    assertSum(superblock, superblockSalt);
    const blockBytes = superblock.readUInt32LE(336) * 512;
    if (blockBytes === 0 || blockBytes % leastBlockBytes !== 0) throw damaged('stripe-size', blockBytes);
    const root = await valueOf(u64le(superblock, 320, 'lvm'), device, signal);
    return { blockBytes, root: root === undefined ? undefined : Number(root) };
  };
  return {
    size,
    read: (offset, length, signal) =>
      guarded('lvm', async () => {
        assertWithin(size, offset, length);
        const { blockBytes, root } = await (opened ??= open(signal));
        const result = Buffer.alloc(length);
        for (let at = offset; root !== undefined && at < offset + length;) {
          const within = at % blockBytes;
          const count = Math.min(blockBytes - within, offset + length - at);
          const value = await valueOf(root, Math.floor(at / blockBytes), signal);
          // the lower 24 bits are when it was written
          if (value !== undefined)
            (await data.read(Number(value >> 24n) * blockBytes + within, count, signal)).copy(result, at - offset);
          at += count;
        }
        return result;
      }),
    async *map(): AsyncGenerator<Extent> {
      yield { offset: 0, length: size, data: true };
    },
    close: () => Promise.resolve(),
  };
}

interface Opened {
  readonly blockBytes: number;
  /** Of the tree of this volume; absent when nothing was ever written. */
  readonly root: number | undefined;
}

function assertSum(block: Buffer, salt: number): void {
  if ((crc32cRegister(block.subarray(4)) ^ salt) >>> 0 !== block.readUInt32LE(0)) throw damaged('wrong-checksum');
}

const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('lvm', ...what);
