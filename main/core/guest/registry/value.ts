/** What a registry value says, when it is of the type that can say it. */
import { utf16 } from './hive-header.ts';

/** REG_SZ and the others that we read; any other number is kept as it is. */
export const valueTypes = {
  string: 1,
  expandString: 2,
  binary: 3,
  dword: 4,
  dwordBigEndian: 5,
  strings: 7,
  qword: 11,
} as const;

export interface HiveValue {
  /** Empty for a key's default value. */
  readonly name: string;
  readonly type: number;
  readonly data: Buffer;
}

/** The text of REG_SZ or REG_EXPAND_SZ (not expanded); of REG_MULTI_SZ the first. */
export function textOf(value: HiveValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.type === valueTypes.strings) return textsOf(value)?.[0];
  if (value.type !== valueTypes.string && value.type !== valueTypes.expandString) return undefined;
  return utf16(value.data);
}

/** The texts of REG_MULTI_SZ, empty ones left out; a single string counts as a list of one. */
export function textsOf(value: HiveValue | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  if (value.type !== valueTypes.strings) {
    const text = textOf(value);
    return text === undefined ? undefined : [text];
  }
  const all = value.data.toString('utf16le', 0, value.data.length & ~1);
  return all.split('\0').filter((text) => text !== '');
}

/** REG_DWORD of either byte order, or REG_QWORD when it fits a number exactly. */
export function numberOf(value: HiveValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  const { type, data } = value;
  if (type === valueTypes.dword && data.length >= 4) return data.readUInt32LE(0);
  if (type === valueTypes.dwordBigEndian && data.length >= 4) return data.readUInt32BE(0);
  if (type === valueTypes.qword && data.length >= 8) {
    const number = data.readBigUInt64LE(0);
    return number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : undefined;
  }
  return undefined;
}
