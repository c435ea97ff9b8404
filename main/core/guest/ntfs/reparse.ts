/** Reparse points: where links and mount points lead, and which other kinds hide a file's real bytes from us. */
import type { Damage } from '../../../../contract/said.ts';
import { GuestCorrupt, GuestError } from '../damage.ts';
import { piece } from '../fields.ts';

export type ReparsePoint =
  | { readonly kind: 'link'; readonly target: string }
  /** Data that only a filter of Windows can give: compressed system files, deduplicated or cloud files. */
  | { readonly kind: 'foreign'; readonly what: Damage };

const structure = 'NTFS reparse point';

/** Tags: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-fscc/c8e77b37-3909-4fe6-a4ea-2b9d423b1ee4 */
const foreignTags: Readonly<Record<number, Damage>> = {
  0x80000017: ['compressed-wof'],
  0x80000013: ['deduplicated'],
  0x80000008: ['single-instance'],
  0xc0000004: ['hierarchical'],
};

/** Reads the value of a reparse point attribute. */
export function readReparsePoint(value: Buffer): ReparsePoint {
  const tag = value.readUInt32LE(0);
  const data = piece(value, 8, value.readUInt16LE(4), structure);
  switch (tag) {
    case 0xa000000c:
      return { kind: 'link', target: names(data, 12) };
    case 0xa0000003:
      return { kind: 'link', target: names(data, 8) };
    case 0xa000001d:
      // of the Windows Subsystem for Linux: a version, then the target as Linux has it
      return { kind: 'link', target: data.toString('utf8', 4) };
    default:
      return { kind: 'foreign', what: foreignTags[tag] ?? ['reparse-tag', `0x${tag.toString(16)}`] };
  }
}

/** The name that Windows goes to; names lie behind `head` bytes. */
function names(data: Buffer, head: number): string {
  const substitute = piece(data, head + data.readUInt16LE(0), data.readUInt16LE(2), structure);
  return substitute.toString('utf16le');
}

/**
 * A target as a path with `/`. Drive letters are taken for this volume's own: nearly all links of Windows stay on their
 * drive, and a volume does not know its letter. Another volume by its identifier, or a server, is `unsupported`.
 */
export function pathOfTarget(target: string): string {
  if (target.includes('\0')) throw new GuestCorrupt(structure, 'target-no-path');
  const local = target.replace(/^\\(\?\?|DosDevices)\\/i, '');
  if (/^(Volume\{|UNC\\|GLOBALROOT)/i.test(local) || local.startsWith('\\\\')) {
    throw new GuestError('unsupported', target, 'link-to-other-volume');
  }
  return local.replace(/^[A-Za-z]:/, '').replaceAll('\\', '/');
}
