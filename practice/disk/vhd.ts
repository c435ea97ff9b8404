/** Reads VHD, fixed and dynamic, in an object. Source: Microsoft, Virtual Hard Disk Image Format Specification. */
import { BadDisk, readExactly, type Bytes, type Disk } from './disk.ts';

const malformed = 'InvalidImageFormat.Malformed';
const unused = 0xffff_ffff;
const fixed = 2;
const dynamic = 3;

export async function openVhd(object: Bytes): Promise<Disk> {
  const footer = await readExactly(object, object.bytes - 512, 512);
  if (footer.subarray(0, 8).toString('latin1') !== 'conectix')
    throw new BadDisk(malformed, 'The VHD has no footer: the object is incomplete.');
  checkSum(footer, 64);
  const virtualBytes = Number(footer.readBigUInt64BE(48));
  const type = footer.readUInt32BE(60);
  if (type === fixed) {
    if (virtualBytes !== object.bytes - 512)
      throw new BadDisk('InvalidVHDImage.IncorrectSize', 'The size of the VHD differs from what its footer says.');
    return {
      format: 'VHD',
      virtualBytes,
      read: (offset, length) => object.read(offset, Math.max(0, Math.min(length, virtualBytes - offset))),
    };
  }
  if (type !== dynamic)
    throw new BadDisk(
      'InvalidImageFormat.NotSupported',
      'The VHD is a differencing disk, so it is not complete by itself.',
    );
  return openDynamic(object, virtualBytes, Number(footer.readBigUInt64BE(16)));
}

async function openDynamic(object: Bytes, virtualBytes: number, headerOffset: number): Promise<Disk> {
  const header = await readExactly(object, headerOffset, 1024);
  if (header.subarray(0, 8).toString('latin1') !== 'cxsparse')
    throw new BadDisk(malformed, 'The VHD header is damaged.');
  checkSum(header, 36);
  const entries = header.readUInt32BE(28);
  const blockBytes = header.readUInt32BE(32);
  if (blockBytes < 512 || !Number.isInteger(Math.log2(blockBytes)))
    throw new BadDisk('InvalidBlockSize.NotSupport', 'The VHD block size is not supported.');
  // ECS compares these two (ImportImage, InvalidVHDImage.IncorrectSize)
  if (entries * blockBytes !== virtualBytes) {
    throw new BadDisk(
      'InvalidVHDImage.IncorrectSize',
      `The VHD size ${virtualBytes} differs from MaxTableEntries x BlockSize = ${entries * blockBytes}.`,
    );
  }
  const table = await readExactly(object, Number(header.readBigUInt64BE(16)), entries * 4);
  const bitmapBytes = Math.ceil(blockBytes / 512 / 8 / 512) * 512;
  for (let index = 0; index < entries; index++) {
    const sector = table.readUInt32BE(index * 4);
    if (sector !== unused && sector * 512 + bitmapBytes + blockBytes > object.bytes) {
      throw new BadDisk(malformed, 'The VHD is incomplete: its table points past the end of the object.');
    }
  }
  return {
    format: 'VHD',
    virtualBytes,
    async read(offset, length) {
      const end = Math.min(offset + length, virtualBytes);
      const result = Buffer.alloc(Math.max(0, end - offset));
      for (let at = offset; at < end;) {
        const within = at % blockBytes;
        const take = Math.min(blockBytes - within, end - at);
        const sector = table.readUInt32BE(Math.floor(at / blockBytes) * 4);
        if (sector !== unused)
          (await readExactly(object, sector * 512 + bitmapBytes + within, take)).copy(result, at - offset);
        at += take;
      }
      return result;
    },
  };
}

/** One's complement of the sum of all bytes but the sum's own. */
function checkSum(block: Buffer, at: number): void {
  const sum = block.reduce((total, byte, index) => (index >= at && index < at + 4 ? total : total + byte), 0);
  if (block.readUInt32BE(at) !== ~sum >>> 0)
    throw new BadDisk(malformed, 'The VHD is damaged: a checksum does not match.');
}
