/** What processor the guest's programs are made for: by its own shell, or by the name of its kernel. */
import type { GuestFacts } from '../../../../contract/guest.ts';
import type { GuestTree } from './guest-tree.ts';

type Architecture = NonNullable<GuestFacts['architecture']>;

const programs = [
  '/bin/bash',
  '/bin/sh',
  '/bin/busybox',
  '/usr/bin/env',
  '/usr/bin/bash',
  '/sbin/init',
  '/usr/lib/systemd/systemd',
];
/** Machine numbers of ELF (gabi, chapter 4). */
const machines = new Map<number, Architecture>([
  [3, 'i386'],
  [40, 'arm'],
  [62, 'x86_64'],
  [183, 'arm64'],
]);

export async function readArchitecture(tree: GuestTree, kernels: readonly string[]): Promise<Architecture | undefined> {
  for (const path of programs) {
    const head = await tree.head(path, 20);
    if (head === undefined || head.length < 20 || head.toString('latin1', 1, 4) !== 'ELF') continue;
    const isBig = head[5] === 2;
    return machines.get(isBig ? head.readUInt16BE(18) : head.readUInt16LE(18)) ?? 'other';
  }
  for (const name of kernels) {
    if (/x86_64|amd64/.test(name)) return 'x86_64';
    if (/aarch64|arm64/.test(name)) return 'arm64';
    if (/i[3-6]86/.test(name)) return 'i386';
  }
  return undefined;
}
