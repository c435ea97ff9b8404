/** What the readers of disk images share: an object's bytes, a disk as a guest would see it, and why there is none. */
/** Random access to an object's bytes; shorter than asked only at the end. */
export interface Bytes {
  readonly bytes: number;
  read(offset: number, length: number): Promise<Buffer>;
}

export type DiskFormat = 'RAW' | 'QCOW2' | 'VHD' | 'VMDK' | 'VHDX' | 'VDI' | 'ISO';

export interface Disk {
  readonly format: DiskFormat;
  /** What a guest would see. */
  readonly virtualBytes: number;
  /** Of the guest's view; ranges never written are zero. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Why an object is no disk ECS could read; `code` is what the import task answers. */
export class BadDisk extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Exactly this much, or the object is incomplete. */
export async function readExactly(object: Bytes, offset: number, length: number): Promise<Buffer> {
  const data = await object.read(offset, length);
  if (data.length < length)
    throw new BadDisk('InvalidImageFormat.Malformed', 'The object ends in the middle of the disk image.');
  return data;
}
