/** Every file of English words has a Chinese counterpart with the same entries, each rendered, and in its own language. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = import.meta.dirname;
/** The roots hold what the other files hold. */
const english = globSync('en/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('language.ts'))
  .sort();
const counterpartOf = (file: string): string => file.replace(/^en/, 'zh');

/** Names, units, codes and samples that are written alike in Chinese. */
const alike = new Set(
  [
    'APFS|ARN|AccessKey|AccessKey ID|BIOS|UEFI|AccessKey Secret|Alibaba Cloud Linux|Amazon EC2|Btrfs|Bucket|CRC-64|CentOS',
    'CentOS / Red Hat 6|CentOS / Red Hat 7|CentOS / Red Hat 8|CentOS / Red Hat 9|Customized Linux|DHCP|Debian',
    'Debian / Ubuntu|ECS Image Migrator|English|FAT12|FAT16|FAT32|Fedora|GPT|Google Cloud|HFS+|Hyper-V|IPv6',
    'ISO 9660|KVM（libvirt、Proxmox、oVirt）|LVM|Linux|MBR|MiB/s|Microsoft Azure|NFS（Linux）|NTFS|NVMe',
    'NetworkManager|Others Linux|PowerShell|QCOW2|QEMU guest agent|RAW|ReFS|Red Hat|SELinux|SUSE|Shell|Sysprep',
    'UFS|Ubuntu|VHD|VMware（ESXi、vCenter、Workstation）|VirtualBox|Windows|Windows Server|XFS',
    'Xen（XenServer、XCP-ng）|ZFS|cloud-init|exFAT|ext2|ext3|ext4|images.example.com|openSUSE|virtio|zh-CN|00:00:00',
  ].flatMap((some) => some.split('|')),
);
/** Paths, addresses, commands, and numbers with their unit. */
const alikeForm = /^(\/|oss:|ssh |mstsc |regedit |42( \/ 42| GiB| vCPU，42 GiB)$)/;

/** Stands for any argument of a text: a word, a number, a list of words, or an object of such. */
const anything: unknown = new Proxy(new String('42'), {
  get(word, name) {
    if (name === 'join') return () => '42';
    if (name === 'map' || name === 'filter') return () => anything;
    const own: unknown = Reflect.get(word, name);
    return typeof own === 'function'
      ? (own.bind(word) as unknown)
      : (own ?? (typeof name === 'string' ? anything : undefined));
  },
});

/** Texts that are given a whole failure, which nothing stands in for: evidence.test.ts has them. */
const ofFailures = ['/failed', '/failure', '/facts'];

/** Every text of a table by its path; what is a function is called. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'function' && ofFailures.includes(path)) return [];
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return textsOf((value as (...facts: unknown[]) => unknown)(anything, anything, anything, anything), path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsOf(one, `${path}/${key}`));
}

const tablesOf = async (file: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;

it('finds the words', () => expect(english.length).toBeGreaterThan(20));

describe.each(english)('%s', (file) => {
  it('is said in Chinese as well, entry by entry', async () => {
    expect(existsSync(join(root, counterpartOf(file)))).toBe(true);
    const en = await tablesOf(file);
    const zh = await tablesOf(counterpartOf(file));
    const foreign: string[] = [];
    for (const [name, table] of Object.entries(en)) {
      // What takes a finding or a facts object whole is rendered by code in words.test.ts.
      if (typeof table === 'function') continue;
      const before = new Map(textsOf(table));
      const after = new Map(textsOf(zh[name]));
      expect([...after.keys()].sort(), name).toEqual([...before.keys()].sort());
      for (const [path, text] of after) {
        const original = before.get(path) ?? '';
        expect(text.trim() === '', `${name}${path}`).toBe(original.trim() === '');
        expect(text, `${name}${path}`).not.toMatch(/undefined|NaN|\[object/);
        if (/[A-Za-z]{2}/.test(original) && !alike.has(text) && !alikeForm.test(text) && !/\p{Script=Han}/u.test(text))
          foreign.push(text);
      }
      for (const [path, text] of before)
        if (!path.endsWith('/languages/zh')) expect(text, `${name}${path}`).not.toMatch(/\p{Script=Han}/u);
    }
    expect(foreign).toEqual([]);
  });
});
