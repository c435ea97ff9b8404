/** Says what lies on a volume, by the marks that each format leaves, and names it as the guest would: UUID and label. */
import { extIdentity } from './ext/superblock.ts';
import { guarded } from './damage.ts';
import { isZero, textField, uuidField } from './fields.ts';
import type { Volume } from './sub-source.ts';
import { xfsIdentity } from './xfs/superblock.ts';

export type ContentKind =
  | 'ext'
  | 'xfs'
  | 'btrfs'
  | 'fat'
  | 'exfat'
  | 'ntfs'
  | 'refs'
  | 'swap'
  | 'lvm'
  | 'luks'
  | 'md'
  | 'bitlocker'
  | 'iso9660'
  | 'empty'
  | 'unknown';

export interface VolumeContent {
  readonly kind: ContentKind;
  /** As blkid(8) prints it; empty where there is none or it has to be read from deeper inside. */
  readonly uuid: string;
  readonly label: string;
  /** e.g. the version of LUKS or of MD; absent where it makes no difference. */
  readonly detail?: string;
}

const headBytes = 128 * 1_024;
const btrfsAt = 65_536;
const isoAt = 32_768;
const mdMagic = 0xa92b4efc;

/** Reads the first 128 KiB and, for old software RAID, a little of the end. */
export async function detectContent(volume: Volume, signal?: AbortSignal): Promise<VolumeContent> {
  return guarded('volume', async () => {
    const head = await volume.read(0, Math.min(headBytes, volume.size), signal);
    // RAID first: its members look like what is in them when its own mark is at the end
    const found = containers(head) ?? (await mdAtEnd(volume, signal)) ?? fileSystems(head);
    return found ?? { kind: isZero(head) ? 'empty' : 'unknown', uuid: '', label: '' };
  });
}

const textAt = (head: Buffer, at: number, length: number): string => head.toString('latin1', at, at + length);

function containers(head: Buffer): VolumeContent | undefined {
  if (textAt(head, 0, 6) === 'LUKS\xba\xbe') {
    const version = head.readUInt16BE(6);
    return {
      kind: 'luks',
      uuid: textField(head, 168, 40),
      label: version === 2 ? textField(head, 24, 48) : '',
      detail: `LUKS${version}`,
    };
  }
  // -FVE-FS- is Vista and later; BitLocker To Go has a FAT boot sector with the GUID of BitLocker in it
  const toGo =
    textAt(head, 3, 8) === 'MSWIN4.1' &&
    textAt(head, 424, 16) === '\x3b\xd6\x67\x49\x29\x2e\xd8\x4a\x83\x99\xf6\xa3\x39\xe3\xd0\x01';
  if (textAt(head, 3, 8) === '-FVE-FS-' || toGo) return { kind: 'bitlocker', uuid: '', label: '' };
  const lvm = lvmLabelAt(head);
  if (lvm !== undefined)
    return { kind: 'lvm', uuid: lvmUuid(textAt(head, lvm + head.readUInt32LE(lvm + 20), 32)), label: '' };
  // version 1.1 at the start, 1.2 at 4 KiB
  for (const [at, version] of [
    [0, '1.1'],
    [4_096, '1.2'],
  ] as const)
    // prettier-ignore
    if (head.length >= at + 256 && head.readUInt32LE(at) === mdMagic && head.readUInt32LE(at + 4) === 1)
      return md(head.subarray(at), version);
  return undefined;
}

/** Where the label of a physical volume of LVM2 is: in one of the first four sectors. */
export function lvmLabelAt(head: Buffer): number | undefined {
  return [0, 512, 1_024, 1_536].find(
    (at) => textAt(head, at, 8) === 'LABELONE' && textAt(head, at + 24, 8) === 'LVM2 001',
  );
}

/** The usual spelling of the 32 characters of an LVM identity. */
export const lvmUuid = (text: string): string =>
  text.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7');

const md = (block: Buffer, version: string): VolumeContent => ({
  kind: 'md',
  uuid: uuidField(block, 16),
  label: textField(block, 32, 32),
  detail: version,
});

/** Version 1.0 in the last 8 to 12 KiB, 0.90 in the last 64 to 128 KiB. */
async function mdAtEnd(volume: Volume, signal?: AbortSignal): Promise<VolumeContent | undefined> {
  const at10 = Math.floor((volume.size - 8_192) / 4_096) * 4_096;
  const at09 = Math.floor(volume.size / 65_536) * 65_536 - 65_536;
  for (const [at, version] of [
    [at10, '1.0'],
    [at09, '0.90'],
  ] as const) {
    // prettier-ignore
    if (at < 0) continue;
    const block = await volume.read(at, 256, signal);
    if (block.readUInt32LE(0) !== mdMagic) continue;
    if (version === '1.0') return md(block, version);
    const uuid = Buffer.concat([block.subarray(20, 24), block.subarray(52, 64)]);
    return { kind: 'md', uuid: uuidField(uuid, 0), label: '', detail: version };
  }
  return undefined;
}

function fileSystems(head: Buffer): VolumeContent | undefined {
  const oem = textAt(head, 3, 8);
  if (oem === 'NTFS    ') return { kind: 'ntfs', uuid: serial64(head, 72), label: '' };
  if (oem === 'EXFAT   ') return { kind: 'exfat', uuid: serial32(head, 100), label: '' };
  if (oem === 'ReFS\0\0\0\0') return { kind: 'refs', uuid: serial64(head, 56), label: '' };
  const xfs = xfsIdentity(head);
  if (xfs) return { kind: 'xfs', ...xfs };
  if (textAt(head, btrfsAt + 64, 8) === '_BHRfS_M')
    return { kind: 'btrfs', uuid: uuidField(head, btrfsAt + 32), label: textField(head, btrfsAt + 299, 256) };
  const ext = extIdentity(head);
  if (ext) return { kind: 'ext', ...ext };
  const swap = swapIn(head);
  if (swap) return swap;
  if (textAt(head, isoAt + 1, 5) === 'CD001')
    return { kind: 'iso9660', uuid: '', label: textAt(head, isoAt + 40, 32).trim() };
  return fatIn(head);
}

/** The mark is at the end of the first page, whose size is the machine's. */
function swapIn(head: Buffer): VolumeContent | undefined {
  for (const page of [4_096, 8_192, 16_384, 65_536])
    if (['SWAPSPACE2', 'SWAP-SPACE'].includes(textAt(head, page - 10, 10)))
      return { kind: 'swap', uuid: uuidField(head, 1_036), label: textField(head, 1_052, 16) };
  return undefined;
}

function fatIn(head: Buffer): VolumeContent | undefined {
  if (head.length < 512 || head.readUInt16BE(510) !== 0x55aa || head.readUInt16LE(11) < 512) return undefined;
  const wide = textAt(head, 82, 5) === 'FAT32';
  if (!wide && textAt(head, 54, 3) !== 'FAT') return undefined;
  const label = textAt(head, wide ? 71 : 43, 11).trim();
  return { kind: 'fat', uuid: serial32(head, wide ? 67 : 39), label: label === 'NO NAME' ? '' : label };
}

/** Serial numbers as blkid prints them. */
export function serial32(bytes: Buffer, at: number): string {
  const hex = bytes.readUInt32LE(at).toString(16).toUpperCase().padStart(8, '0');
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}

const serial64 = (bytes: Buffer, at: number): string =>
  bytes.readBigUInt64LE(at).toString(16).toUpperCase().padStart(16, '0');
