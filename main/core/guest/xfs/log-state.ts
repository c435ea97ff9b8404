/** Says whether XFS was unmounted in order: then the last record of its log is the one that unmounting writes. */
import type { XfsVolume } from './superblock.ts';

const sectorBytes = 512;
const recordMagic = 0xfeedbabe;
const unmountFlag = 0x20;
/** A record has at most 256 KiB of data behind at most 8 header sectors, so the last header lies within this. */
const longestRecordSectors = 528;
/** Of data that one header sector accounts for. */
const headerCoversBytes = 32_768;

/**
 * Undefined when the log is on another device or damaged. The log is a ring: every sector starts with the number of the
 * round it was written in (behind the signature in a header), so the newest sector is found by halving.
 */
export async function wasUnmounted(xfs: XfsVolume, signal?: AbortSignal): Promise<boolean | undefined> {
  const { log, volume } = xfs;
  if (!log) return undefined;
  const sectors = Math.floor(log.length / sectorBytes);
  if (sectors <= longestRecordSectors) return undefined;
  const roundOf = async (sector: number): Promise<number> => {
    const head = await volume.read(log.at + sector * sectorBytes, 8, signal);
    return head.readUInt32BE(0) === recordMagic ? head.readUInt32BE(4) : head.readUInt32BE(0);
  };
  const newest = await roundOf(0);
  if (newest === 0) return undefined;
  // all of one round: the ring was filled exactly to its end
  let [low, end] = [0, sectors];
  while (end - low > 1) {
    const middle = Math.floor((low + end) / 2);
    if ((await roundOf(middle)) === newest) low = middle;
    else end = middle;
  }
  const count = Math.min(end, longestRecordSectors);
  const tail = await volume.read(log.at + (end - count) * sectorBytes, count * sectorBytes, signal);
  for (let at = count - 1; at >= 0; at--) {
    const header = tail.subarray(at * sectorBytes, (at + 1) * sectorBytes);
    if (header.readUInt32BE(0) === recordMagic) return isUnmount(header, tail.subarray((at + 1) * sectorBytes));
  }
  // the last record began before the ring started over
  return undefined;
}

/** `rest`: what follows the first header sector, up to the newest sector of the log. */
function isUnmount(header: Buffer, rest: Buffer): boolean | undefined {
  const dataBytes = header.readUInt32BE(12);
  const sizeBytes = header.readUInt32BE(8) === 2 ? header.readUInt32BE(320) : headerCoversBytes;
  const moreHeaders = Math.max(1, Math.ceil(sizeBytes / headerCoversBytes)) - 1;
  const data = rest.subarray(moreHeaders * sectorBytes);
  if (data.length < sectorBytes || dataBytes > data.length) return undefined;
  // the newest record ends where the log does
  if (Math.ceil(dataBytes / sectorBytes) * sectorBytes !== data.length) return false;
  return header.readUInt32BE(40) === 1 && (data.readUInt8(9) & unmountFlag) !== 0;
}
