/** Reads QCOW2 versions 2 and 3 in an object, one table at a time. Source: QEMU, docs/interop/qcow2. */
import { inflateRawSync, constants } from 'node:zlib';
import { BadDisk, readExactly, type Bytes, type Disk } from './disk.ts';

const offsetMask = 0x00ff_ffff_ffff_fe00n;
const compressedFlag = 1n << 62n;
const malformed = 'InvalidImageFormat.Malformed';
const unsupported = 'InvalidImageFormat.NotSupported';

interface Header {
  readonly clusterBits: number;
  readonly clusterBytes: number;
  readonly virtualBytes: number;
  readonly l1Entries: number;
  readonly l1Offset: number;
}

/** Looks at every table, so that an image with a missing end is noticed; the data itself is read on demand. */
export async function openQcow2(object: Bytes): Promise<Disk> {
  const header = await readHeader(object);
  const l1 = await readExactly(object, header.l1Offset, header.l1Entries * 8);
  await checkTables(object, header, l1);
  return {
    format: 'QCOW2',
    virtualBytes: header.virtualBytes,
    async read(offset, length) {
      const end = Math.min(offset + length, header.virtualBytes);
      const result = Buffer.alloc(Math.max(0, end - offset));
      for (let at = offset; at < end;) {
        const within = at % header.clusterBytes;
        const take = Math.min(header.clusterBytes - within, end - at);
        const cluster = await readCluster(object, header, l1, Math.floor(at / header.clusterBytes));
        cluster?.copy(result, at - offset, within, within + take);
        at += take;
      }
      return result;
    },
  };
}

async function readHeader(object: Bytes): Promise<Header> {
  const head = await readExactly(object, 0, 72);
  const version = head.readUInt32BE(4);
  if (version !== 2 && version !== 3) throw new BadDisk(unsupported, `QCOW2 version ${version} is not supported.`);
  if (head.readBigUInt64BE(8) !== 0n)
    throw new BadDisk(unsupported, 'The QCOW2 image has a backing file, so it is not complete by itself.');
  if (head.readUInt32BE(32) !== 0) throw new BadDisk(unsupported, 'The QCOW2 image is encrypted.');
  if (version === 3) checkFeatures((await readExactly(object, 72, 8)).readBigUInt64BE(0));
  const clusterBits = head.readUInt32BE(20);
  if (clusterBits < 9 || clusterBits > 21) throw new BadDisk(malformed, 'The QCOW2 header is damaged: cluster size.');
  const clusterBytes = 2 ** clusterBits;
  const virtualBytes = Number(head.readBigUInt64BE(24));
  const l1Entries = head.readUInt32BE(36);
  const l1Offset = Number(head.readBigUInt64BE(40));
  const needed = Math.ceil(virtualBytes / clusterBytes / (clusterBytes / 8));
  // QEMU's own limit for the table is 32 MiB
  if (virtualBytes === 0 || l1Entries < needed || l1Entries * 8 > 2 ** 25)
    throw new BadDisk(malformed, 'The QCOW2 header is damaged: size and tables do not agree.');
  return { clusterBits, clusterBytes, virtualBytes, l1Entries, l1Offset };
}

/** Incompatible features: 0 dirty, 1 corrupt, 2 external data file, 3 compression type, 4 extended L2. */
function checkFeatures(features: bigint): void {
  if ((features & 2n) !== 0n) throw new BadDisk(malformed, 'The QCOW2 image is marked as corrupt.');
  if ((features & 4n) !== 0n) throw new BadDisk(unsupported, 'The QCOW2 image keeps its data in another file.');
  if ((features & ~1n) !== 0n) throw new BadDisk(unsupported, 'The QCOW2 image uses features that are not supported.');
}

async function checkTables(object: Bytes, header: Header, l1: Buffer): Promise<void> {
  const lost = (): BadDisk =>
    new BadDisk(malformed, 'The QCOW2 image is incomplete: its tables point past the end of the object.');
  for (let index = 0; index < header.l1Entries; index++) {
    const table = Number(l1.readBigUInt64BE(index * 8) & offsetMask);
    if (table === 0) continue;
    if (table + header.clusterBytes > object.bytes) throw lost();
    const l2 = await readExactly(object, table, header.clusterBytes);
    for (let at = 0; at < l2.length; at += 8) {
      const entry = l2.readBigUInt64BE(at);
      // QEMU may end the file in the middle of the last cluster
      if (entry !== 0n && dataStart(header, entry) >= object.bytes && !isZero(entry)) throw lost();
    }
  }
}

const isZero = (entry: bigint): boolean =>
  (entry & compressedFlag) === 0n && ((entry & 1n) !== 0n || (entry & offsetMask) === 0n);
const dataStart = (header: Header, entry: bigint): number =>
  Number((entry & compressedFlag) === 0n ? entry & offsetMask : compressedRange(header, entry).start);

/** Where a compressed cluster's sectors lie: the number of bits for the offset depends on the cluster size. */
function compressedRange(header: Header, entry: bigint): { start: bigint; bytes: number } {
  const offsetBits = BigInt(62 - (header.clusterBits - 8));
  const start = entry & ((1n << offsetBits) - 1n);
  const moreSectors = Number((entry & (compressedFlag - 1n)) >> offsetBits);
  return { start, bytes: (moreSectors + 1) * 512 - Number(start % 512n) };
}

/** Undefined for a cluster of zeros. */
async function readCluster(object: Bytes, header: Header, l1: Buffer, cluster: number): Promise<Buffer | undefined> {
  const perTable = header.clusterBytes / 8;
  const table = Number(l1.readBigUInt64BE(Math.floor(cluster / perTable) * 8) & offsetMask);
  if (table === 0) return undefined;
  const entry = (await readExactly(object, table + (cluster % perTable) * 8, 8)).readBigUInt64BE(0);
  if (isZero(entry)) return undefined;
  if ((entry & compressedFlag) === 0n) {
    const data = Buffer.alloc(header.clusterBytes);
    (await object.read(Number(entry & offsetMask), header.clusterBytes)).copy(data);
    return data;
  }
  const { start, bytes } = compressedRange(header, entry);
  const packed = await object.read(Number(start), bytes);
  try {
    // what follows the stream in its last sector belongs to the next cluster
    return inflateRawSync(packed, {
      maxOutputLength: header.clusterBytes,
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (error) {
    throw new BadDisk(malformed, `A compressed cluster of the QCOW2 image is damaged: ${(error as Error).message}`);
  }
}
