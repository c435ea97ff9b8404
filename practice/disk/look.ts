/** Tells by its bytes what kind of disk image an object is, and opens it. Knows nothing of names or forms. */
import { BadDisk, type Bytes, type Disk, type DiskFormat } from './disk.ts';
import { openQcow2 } from './qcow2.ts';
import { openVhd } from './vhd.ts';

export async function formatOf(object: Bytes): Promise<DiskFormat> {
  const head = await object.read(0, 512);
  const foot = await object.read(Math.max(0, object.bytes - 512), 512);
  if (head.subarray(0, 4).equals(Buffer.from('QFI\xfb', 'latin1'))) return 'QCOW2';
  if (foot.subarray(0, 8).toString('latin1') === 'conectix' || head.subarray(0, 8).toString('latin1') === 'conectix')
    return 'VHD';
  if (
    head.subarray(0, 4).toString('latin1') === 'KDMV' ||
    head.subarray(0, 21).toString('latin1') === '# Disk DescriptorFile'
  )
    return 'VMDK';
  if (head.subarray(0, 8).toString('latin1') === 'vhdxfile') return 'VHDX';
  if (head.subarray(64, 68).toString('hex') === '7f10dabe') return 'VDI';
  const volume = await object.read(32_768, 6);
  if (volume.subarray(1, 6).toString('latin1') === 'CD001' && head.readUInt16BE(510) !== 0x55aa) return 'ISO';
  return 'RAW';
}

/** Fails with `BadDisk` when the object is damaged, incomplete, or needs something ECS would not have. */
export async function openDisk(object: Bytes, format: DiskFormat): Promise<Disk> {
  if (format === 'QCOW2') return openQcow2(object);
  if (format === 'VHD') return openVhd(object);
  if (format === 'RAW')
    return { format, virtualBytes: object.bytes, read: (offset, length) => object.read(offset, length) };
  throw new BadDisk('InvalidImageFormat.Malformed', `The object is a ${format} file, which cannot be imported.`);
}
