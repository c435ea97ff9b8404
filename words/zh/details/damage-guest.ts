/** Chinese of what is wrong in the structures inside a disk, or keeps them from being read; what any of them may have first. Each stands alone or after a colon. */
import { linuxVolumeDamage } from './damage-linux-volumes.ts';
import { packedDamage } from './damage-packed.ts';
import { windowsVolumeDamage } from './damage-windows-volumes.ts';
import type { guestDamage as english } from '../../en/details/damage-guest.ts';

export const guestDamage: typeof english = {
  'no-signature': () => '缺少签名',
  'wrong-checksum': () => '校验和不正确',
  'ends-early': () => '内容过早结束',
  'ends-before-field': () => '在必需的字段之前就已结束',
  'too-many-parts': () => '组成部分超出正常数量',
  'holds-impossible-number': (value) => `含有不可能的数值 ${value}`,
  outside: (length, at, size) => `偏移 ${at} 处的 ${length} 字节超出其 ${size} 字节的范围`,
  'cut-short': () => '长度不足',
  'data-damaged': () => '数据已损坏',
  'header-damaged': () => '头部已损坏',
  'no-header': () => '缺少头部',
  'contradicts-itself': () => '内容自相矛盾',
  'tree-too-deep': () => '树的层数过多',
  'runs-overlap': (at) => `偏移 ${at} 处的字节被两个区段重复占用`,
  'sector-size': (bytes) => `扇区大小为 ${bytes} 字节`,
  'page-size': (bytes) => `页大小为 ${bytes} 字节`,
  'number-too-large': () => '有数值过大',
  encrypted: () => '已加密',
  'unknown-version': (version) => `未知的版本 ${version}`,
  'unknown-feature': (name) => `特性 ${name} 不受支持`,
  'content-not-read': () => '不是可读取的文件系统',
  'no-file': () => '不是文件',
  'no-link': () => '不是链接',
  'no-name': (name) => `${JSON.stringify(name)} 不存在`,
  'no-folder-on-way': () => '路径中有一级不是目录',
  'impossible-name': (name) => `目录中有不可能的名称 ${JSON.stringify(name)}`,
  'link-leads-nowhere': (path) => `${path}：符号链接没有目标`,
  'links-never-end': () => '符号链接没有尽头',
  'too-many-links': (most) => `符号链接超过 ${most} 个`,
  'too-many-entries': (most) => `条目超过 ${most} 个`,
  'more-than-read': (bytes, most) => `共 ${bytes} 字节，超过可读取的 ${most} 字节`,
  ...linuxVolumeDamage,
  ...windowsVolumeDamage,
  ...packedDamage,
};
