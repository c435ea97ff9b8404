/** What a disk may be packed with, how that is known, and which of it this program unpacks itself. */
import type { Duplex } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Wrapping } from '../../../contract/disks.ts';

export interface Packer {
  readonly by: Wrapping['by'];
  readonly mark: string;
  /** Of file names, in lower case. */
  readonly endings: readonly string[];
  /** Absent where another program has to unpack it. */
  readonly decoder?: () => Duplex;
}

export const packers: readonly Packer[] = [
  { by: 'gzip', mark: '\x1f\x8b', endings: ['gz', 'gzip'], decoder: () => zlib.createGunzip() },
  { by: 'xz', mark: '\xfd7zXZ\0', endings: ['xz'] },
  {
    by: 'zstd',
    mark: '\x28\xb5\x2f\xfd',
    endings: ['zst', 'zstd'],
    // from Node 22.15 on, whatever the types say
    ...('createZstdDecompress' in zlib ? { decoder: () => zlib.createZstdDecompress() } : {}),
  },
  { by: 'bzip2', mark: 'BZh', endings: ['bz2'] },
  { by: 'zip', mark: 'PK\x03\x04', endings: ['zip'], decoder: () => zlib.createInflateRaw() },
  { by: '7z', mark: '7z\xbc\xaf\x27\x1c', endings: ['7z'] },
  { by: 'rar', mark: 'Rar!\x1a\x07', endings: ['rar'] },
];
