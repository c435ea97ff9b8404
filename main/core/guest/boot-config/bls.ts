/** Entries of the Boot Loader Specification (https://uapi-group.org/specifications/specs/boot_loader_specification/). */
import { type BootEntry, mostLines } from './boot-entry.ts';

/**
 * One file of `loader/entries`. `fileName` without `.conf` is its identifier. `variables`: of GRUB's environment block,
 * which Fedora's entries refer to as `$kernelopts`. Undefined when it starts no kernel.
 */
export function readBlsEntry(
  fileName: string,
  text: string,
  variables: ReadonlyMap<string, string> = new Map(),
): BlsEntry | undefined {
  const fields = new Map<string, string[]>();
  for (const line of text.split('\n', mostLines)) {
    const match = /^\s*([\w-]+)\s+(.*?)\s*$/.exec(line);
    if (!match) continue;
    const [, key = '', value = ''] = match;
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  const first = (key: string): string | undefined => fields.get(key)?.[0];
  const words = (key: string): string[] =>
    (fields.get(key) ?? []).flatMap((value) => expanded(value, variables).split(/\s+/)).filter((word) => word !== '');
  const kernel = first('linux') ?? first('uki') ?? first('efi');
  if (kernel === undefined) return undefined;
  return {
    title: first('title') ?? fileName,
    id: fileName.replace(/\.conf$/, ''),
    version: first('version') ?? '',
    kernel,
    initramfs: words('initrd'),
    arguments: words('options'),
    device: undefined,
    ...(expanded(first('grub_users') ?? '', variables) === '' ? {} : { hasUsers: true }),
  };
}

export interface BlsEntry extends BootEntry {
  /** Only these may start it, once the boot loader knows any. */
  readonly hasUsers?: true;
  readonly version: string;
}

const expanded = (value: string, variables: ReadonlyMap<string, string>): string =>
  value.replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => variables.get(name) ?? '');

/** Menu order of GRUB's blscfg: newest first, by the file's name compared as versions. */
export function sortBlsEntries(entries: readonly BlsEntry[]): BlsEntry[] {
  return [...entries].sort((one, other) => compareVersions(other.id ?? '', one.id ?? ''));
}

/** As rpm compares: runs of digits as numbers, runs of letters as text, digits newer than letters. */
export function compareVersions(one: string, other: string): number {
  const parts = (text: string): string[] => text.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];
  const ones = parts(one);
  const others = parts(other);
  for (let index = 0; index < Math.max(ones.length, others.length); index++) {
    const left = ones[index];
    const right = others[index];
    if (left === right) continue;
    // a tilde comes before even the end: 1.0~rc1 is older than 1.0
    if (left === '~' || right === '~') return left === '~' ? -1 : 1;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const isNumber = /^\d/.test(left);
    if (isNumber !== /^\d/.test(right)) return isNumber ? 1 : -1;
    if (!isNumber) return left < right ? -1 : 1;
    const [a, b] = [left.replace(/^0+/, ''), right.replace(/^0+/, '')];
    if (a.length !== b.length) return a.length - b.length;
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}
