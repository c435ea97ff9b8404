/** What a check saw is said in either language, and what it quotes stays as it stands on the disk. */
import { expect, test } from 'vitest';
import { say } from '../contract/said.ts';
import { evidence, type Evidence } from '../contract/evidence.ts';
import { says } from './say.ts';

test.each<[Evidence, string, string]>([
  [
    { says: 'seen', where: '/etc/selinux/config', what: ['SELINUX=enforcing'] },
    '/etc/selinux/config: SELINUX=enforcing',
    '/etc/selinux/config：SELINUX=enforcing',
  ],
  [
    { says: 'absent', what: ['cloud-init', '/etc/cloud/cloud.cfg'] },
    'no cloud-init, /etc/cloud/cloud.cfg',
    '没有 cloud-init、/etc/cloud/cloud.cfg',
  ],
  [{ says: 'seen', what: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, 'a, b, c, d, e and 2 more', 'a、b、c、d、e 等 7 项'],
  [
    { says: 'elsewhere', where: '/etc/fstab', what: ['/dev/sdb1 (/data)'], complete: true },
    '/etc/fstab: /dev/sdb1 (/data): on none of these disks',
    '/etc/fstab：/dev/sdb1 (/data)（不在这些磁盘中的任何一块上）',
  ],
  [
    { says: 'free', where: 'disk 1 partition 2', bytes: 949 * 2 ** 20 },
    'disk 1 partition 2: 949 MiB free',
    '磁盘 1 分区 2：剩余 949 MiB',
  ],
  [
    { says: 'seen', what: ['disk 2 partition 1: /EFI/BOOT/BOOTX64.EFI'] },
    'disk 2 partition 1: /EFI/BOOT/BOOTX64.EFI',
    '磁盘 2 分区 1：/EFI/BOOT/BOOTX64.EFI',
  ],
  [
    { says: 'failed', failure: { code: 'source.share-gone', facts: { file: '/mnt/a.vmdk', reason: 'EIO' } } },
    'reading failed (The drive or share of the disk is gone)',
    '读取失败（磁盘所在的设备或共享已断开）',
  ],
  [
    {
      says: 'damaged',
      where: '/etc/fstab',
      structure: 'xfs',
      detail: say('checksum-of-inode', 131),
      more: 2,
    },
    '/etc/fstab: XFS: damaged (the checksum of inode 131 is wrong), and 2 more',
    '/etc/fstab：XFS：已损坏（inode 131 的校验和不正确），另有 2 处',
  ],
  [
    { says: 'damaged', structure: 'NTFS record 5', detail: say('torn-write'), more: 0 },
    'NTFS record 5: damaged (it is torn)',
    'NTFS 文件记录 5：已损坏（写入不完整）',
  ],
  [
    { says: 'damaged', where: '/boot/initrd.img', detail: say('outside', 40, 8, 16), more: 0 },
    '/boot/initrd.img: damaged (40 bytes at 8 lie outside its 16 bytes)',
    '/boot/initrd.img：已损坏（偏移 8 处的 40 字节超出其 16 字节的范围）',
  ],
  [
    { says: 'damaged', structure: 'ext4', detail: 'said by an older version', more: 0 },
    'ext4: damaged (said by an older version)',
    'ext4：已损坏（said by an older version）',
  ],
  [
    { says: 'unreadable', where: '/Windows/System32/config/SYSTEM', detail: say('no-name', 'SYSTEM') },
    '/Windows/System32/config/SYSTEM: cannot be read (there is no "SYSTEM")',
    '/Windows/System32/config/SYSTEM：无法读取（"SYSTEM" 不存在）',
  ],
  [
    {
      says: 'holds',
      volumes: [
        { volume: 'disk 1 partition 1', holds: 'md' },
        { volume: 'vg/root', holds: 'luks' },
      ],
    },
    'disk 1 partition 1: software RAID, vg/root: LUKS',
    '磁盘 1 分区 1（软件 RAID）、vg/root（LUKS）',
  ],
  [
    { says: 'undecided', why: 'unreadable', what: ['/etc/fstab'] },
    '/etc/fstab could not be read',
    '无法读取 /etc/fstab',
  ],
  [
    { says: 'last-on-disk', where: 'centos/root' },
    'centos/root is the last on its disk',
    'centos/root 是磁盘上的最后一个分区',
  ],
])('%j', (seen, english, chinese) => {
  expect(evidence.parse(seen)).toEqual(seen);
  expect(says.en.evidence(seen)).toBe(english);
  expect(says.zh.evidence(seen)).toBe(chinese);
});

test('a check that could not judge claims no fault', () => {
  const seen: Evidence = { says: 'undecided', why: 'unreadable', what: ['/etc/fstab'] };
  const finding = { rule: 'linux.fstab', severity: 'stops', appliesTo: 'system', facts: {}, evidence: seen } as const;
  expect(says.en.finding(finding).says).toBe('Devices the start waits for: not decided: /etc/fstab could not be read.');
  expect(says.zh.finding(finding).says).toContain('未能判断');
});

test('a record with evidence of no known kind, or with facts of another, is refused', () => {
  expect(evidence.safeParse({ says: 'unheard-of' }).success).toBe(false);
  expect(evidence.safeParse({ says: 'free', where: '/', what: ['x'] }).success).toBe(false);
});
