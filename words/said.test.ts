/** Structures inside a disk are named in both languages, and no code stands in two tables, where one would hide the other. */
import { expect, test } from 'vitest';
import { damageCodes, misfitCodes, remarkCodes } from '../contract/sentences.ts';
import { linuxVolumeDamage as linuxVolumeDamageEn } from './en/details/damage-linux-volumes.ts';
import { packedDamage as packedDamageEn } from './en/details/damage-packed.ts';
import { says } from './say.ts';
import { windowsVolumeDamage as windowsVolumeDamageEn } from './en/details/damage-windows-volumes.ts';

test('no code stands in two of the tables that make up one', () => {
  const tables = [linuxVolumeDamageEn, packedDamageEn, windowsVolumeDamageEn];
  const codes = tables.flatMap((table) => Object.keys(table));
  expect(codes).toEqual([...new Set(codes)]);
});

test('no code stands in two tables of codes', () => {
  const codes = [remarkCodes, damageCodes, misfitCodes].flatMap((table) => Object.keys(table));
  expect(codes).toEqual([...new Set(codes)]);
});

test.each([
  ['registry hive', 'registry hive', '注册表配置单元'],
  ['xfs folder 131', 'XFS folder 131', 'XFS 目录 131'],
  ['ext4', 'ext4', 'ext4'],
  ['lvm', 'LVM', 'LVM'],
  ['/boot/1', '/boot/1', '/boot/1'],
])('%s is named in both languages', (subject, english, chinese) => {
  expect(says.en.structure(subject)).toBe(english);
  expect(says.zh.structure(subject)).toBe(chinese);
});
