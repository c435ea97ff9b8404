/** What a check saw is said in either language, and what it quotes stays as it stands on the disk. */
import { expect, test } from 'vitest';
import { evidence, type Evidence } from '../evidence.ts';
import { evidenceText } from './words.ts';

test.each<[Evidence, string, string]>([
  [{ says: 'seen', where: '/etc/selinux/config', what: ['SELINUX=enforcing'] }, '/etc/selinux/config: SELINUX=enforcing', '/etc/selinux/config：SELINUX=enforcing'],
  [{ says: 'absent', what: ['cloud-init', '/etc/cloud/cloud.cfg'] }, 'no cloud-init, /etc/cloud/cloud.cfg', '没有 cloud-init、/etc/cloud/cloud.cfg'],
  [{ says: 'seen', what: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, 'a, b, c, d, e and 2 more', 'a、b、c、d、e 等 7 项'],
  [{ says: 'elsewhere', where: '/etc/fstab', what: ['/dev/sdb1 (/data)'], complete: true }, '/etc/fstab: /dev/sdb1 (/data): on none of these disks', '/etc/fstab：/dev/sdb1 (/data)（不在这些磁盘中的任何一块上）'],
  [{ says: 'free', where: 'disk 1 partition 2', bytes: 949 * 2 ** 20 }, 'disk 1 partition 2: 949 MiB free', '磁盘 1 分区 2：剩余 949 MiB'],
  [{ says: 'seen', what: ['disk 2 partition 1: /EFI/BOOT/BOOTX64.EFI'] }, 'disk 2 partition 1: /EFI/BOOT/BOOTX64.EFI', '磁盘 2 分区 1：/EFI/BOOT/BOOTX64.EFI'],
  [{ says: 'last-on-disk', where: 'centos/root' }, 'centos/root is the last on its disk', 'centos/root 是磁盘上的最后一个分区'],
])('%j', (seen, english, chinese) => {
  expect(evidence.parse(seen)).toEqual(seen);
  expect(evidenceText(seen, 'en')).toBe(english);
  expect(evidenceText(seen, 'zh')).toBe(chinese);
}); // prettier-ignore

test('a record with evidence of no known kind, or with facts of another, is refused', () => {
  expect(evidence.safeParse({ says: 'unheard-of' }).success).toBe(false);
  expect(evidence.safeParse({ says: 'free', where: '/', what: ['x'] }).success).toBe(false);
});
