/** The header of an rpm package as every rpm data base keeps it: an index of tags, then what they point to. */
import { GuestCorrupt } from '../damage.ts';
import type { InstalledPackage } from './package.ts';

/** Name, version and their like lie in the first part of a header; file lists, which can be megabytes, do not. */
export const headerPrefixBytes = 65_536;

const tags = { name: 1000, version: 1001, release: 1002, epoch: 1003, architecture: 1022 } as const;
const types = { int32: 4, string: 6 } as const;
/** Limits of rpm itself (lib/header.c). */
const mostTags = 65_535;
const mostDataBytes = 256 * 2 ** 20;
const structure = 'rpm header';

/** The package that the first bytes of a header describe; undefined for a signing key, which is no package. */
export function readRpmHeader(header: Buffer): InstalledPackage | undefined {
  if (header.length < 8) throw new GuestCorrupt(structure, 'cut-short');
  const count = header.readUInt32BE(0);
  const dataBytes = header.readUInt32BE(4);
  if (count < 1 || count > mostTags || dataBytes > mostDataBytes) throw new GuestCorrupt(structure, 'header-damaged');
  const data = 8 + count * 16;
  const found = new Map<number, string>();
  for (let index = 0; index < count; index++) {
    const at = 8 + index * 16;
    if (at + 16 > header.length) break;
    const tag = header.readUInt32BE(at);
    const type = header.readUInt32BE(at + 4);
    const offset = header.readUInt32BE(at + 8);
    if (!wanted.has(tag) || data + offset >= header.length) continue;
    const value = type === types.string ? text(header, data + offset) : number(header, type, data + offset);
    if (value !== undefined) found.set(tag, value);
  }
  const name = found.get(tags.name);
  const version = found.get(tags.version);
  if (name === undefined || version === undefined) throw new GuestCorrupt(structure, 'no-name-or-version');
  if (name === 'gpg-pubkey') return undefined;
  const epoch = found.get(tags.epoch);
  const release = found.get(tags.release);
  return {
    name,
    version: `${epoch === undefined ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`,
    architecture: found.get(tags.architecture) ?? '',
  };
}

const wanted: ReadonlySet<number> = new Set(Object.values(tags));

function text(header: Buffer, at: number): string | undefined {
  const end = header.indexOf(0, at);
  return end < 0 ? undefined : header.toString('utf8', at, end);
}

function number(header: Buffer, type: number, at: number): string | undefined {
  return type === types.int32 && at + 4 <= header.length ? `${header.readUInt32BE(at)}` : undefined;
}
