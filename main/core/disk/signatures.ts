/** Names the file system or volume at a place of the disk by its magic numbers alone; looking inside is another room's work. */
import type { FileSystem } from '../../../contract/disks.ts';

/** Everything a signature is looked for in: btrfs has the farthest, at 64 KiB. */
export const signatureBytes = 65_536 + 4_096;

export interface Signature {
  readonly fileSystem: FileSystem;
  /** Its journal was not played back (ext), so the server was not shut down cleanly. */
  readonly notShutDown?: boolean;
}

interface Magic {
  readonly at: number;
  readonly bytes: string;
  readonly is: FileSystem;
}

const magics: readonly Magic[] = [
  { at: 0, bytes: 'LUKS\xba\xbe', is: 'luks' },
  { at: 3, bytes: '-FVE-FS-', is: 'bitlocker' },
  { at: 3, bytes: 'NTFS    ', is: 'ntfs' },
  { at: 3, bytes: 'EXFAT   ', is: 'exfat' },
  { at: 3, bytes: 'ReFS\0\0\0\0', is: 'refs' },
  { at: 0, bytes: 'XFSB', is: 'xfs' },
  { at: 512, bytes: 'LABELONE', is: 'lvm' },
  { at: 0, bytes: 'LABELONE', is: 'lvm' },
  { at: 65_600, bytes: '_BHRfS_M', is: 'btrfs' },
  { at: 4_096, bytes: '\xfc\x4e\x2b\xa9', is: 'linux-raid' },
  { at: 0, bytes: '\xfc\x4e\x2b\xa9', is: 'linux-raid' },
  { at: 4_086, bytes: 'SWAPSPACE2', is: 'swap' },
  { at: 4_086, bytes: 'SWAP-SPACE', is: 'swap' },
  { at: 65_526, bytes: 'SWAPSPACE2', is: 'swap' },
  { at: 32, bytes: 'NXSB', is: 'apfs' },
  { at: 1_024, bytes: 'H+\0\x04', is: 'hfs+' },
  { at: 1_024, bytes: 'HX\0\x05', is: 'hfs+' },
  { at: 32_769, bytes: 'CD001', is: 'iso9660' },
  { at: 8_192 + 1_372, bytes: '\x54\x19\x01\x00', is: 'ufs' },
  { at: 65_536 + 1_372, bytes: '\x19\x01\x54\x19', is: 'ufs' },
  { at: 82, bytes: 'FAT32   ', is: 'fat32' },
  { at: 54, bytes: 'FAT16   ', is: 'fat16' },
  { at: 54, bytes: 'FAT12   ', is: 'fat12' },
];

/** `start` is the first `signatureBytes` of the place, or what there is of them. */
export function signatureOf(start: Buffer): Signature {
  const found = magics.find(({ at, bytes }) => start.toString('latin1', at, at + bytes.length) === bytes);
  if (found !== undefined) return { fileSystem: found.is };
  if (start.length >= 2_048 && start.readUInt16LE(1_080) === 0xef53) return extended(start.subarray(1_024));
  return { fileSystem: start.every((byte) => byte === 0) ? 'empty' : 'unknown' };
}

/** The generations of ext differ in the features their superblock names (Linux, Documentation/filesystems/ext4/super.rst). */
function extended(superblock: Buffer): Signature {
  const journal = (superblock.readUInt32LE(92) & 4) !== 0;
  const incompatible = superblock.readUInt32LE(96);
  const readOnlyCompatible = superblock.readUInt32LE(100);
  // extents, 64-bit, flexible groups, …; huge files, checksums, …: none of these is in ext3
  const fourth = (incompatible & ~0x1f) !== 0 || (readOnlyCompatible & ~7) !== 0;
  return {
    fileSystem: fourth ? 'ext4' : journal ? 'ext3' : 'ext2',
    ...((incompatible & 4) === 0 ? {} : { notShutDown: true }),
  };
}
