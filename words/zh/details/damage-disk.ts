/** Chinese of what is wrong in a damaged disk file. */
import type { diskDamage as english } from '../../en/details/damage-disk.ts';

export const diskDamage: typeof english = {
  'header-claims': (bytes) => `文件头声称磁盘大小为 ${bytes} 字节`,
  'impossible-number': (value) => `文件头中有不可能的数值 ${value}`,
  'tables-too-large': () => '其映射表超出任何磁盘所需的大小',
  'table-used-twice': () => '同一张映射表被引用了两次',
  'asks-for': (bytes, offset) => `其中有内容要求从偏移 ${offset} 处读取 ${bytes} 字节`,
  'outside-file': (bytes, offset, fileBytes) =>
    `其中有内容指向偏移 ${offset} 处的 ${bytes} 字节，而文件只有 ${fileBytes} 字节`,
  'outside-disk': (bytes, offset, diskBytes) =>
    `其中有内容指向偏移 ${offset} 处的 ${bytes} 字节，而磁盘大小为 ${diskBytes} 字节`,
  'entry-outside-file': (entry, tableOffset) =>
    `位于偏移 ${tableOffset} 处的映射表，其第 ${entry} 项超出了文件范围`,
  'became-shorter': () => '读取过程中文件变短了',
  'qemu-img-size': (bytes, qemuBytes) =>
    `文件头记录的大小为 ${bytes} 字节，qemu-img 读到的大小为 ${qemuBytes} 字节`,
  'qemu-nbd-read': (bytes, offset, error) =>
    `qemu-nbd 无法读取偏移 ${offset} 处的 ${bytes} 字节：错误 ${error}`,
  'qemu-nbd-map': (offset, error) => `qemu-nbd 无法得知偏移 ${offset} 处是否有数据：错误 ${error}`,

  'header-checksum': () => '文件头中有校验和不正确',
  'cluster-bits': (bits) => `簇大小为 2^${bits} 字节，不符合格式规定`,
  'table-entries': (entries) => `每张映射表有 ${entries} 项，不符合格式规定`,
  'first-table-entries': (entries) => `一级映射表有 ${entries} 项，与磁盘大小不符`,
  'block-table-short': (blocks, needed) => `块分配表只有 ${blocks} 项，而磁盘需要 ${needed} 项`,
  'block-bytes': (bytes) => `块大小为 ${bytes} 字节，不符合格式规定`,
  'block-and-sector-bytes': (blockBytes, sectorBytes) =>
    `块大小为 ${blockBytes} 字节，扇区大小为 ${sectorBytes} 字节，不符合格式规定`,
  'marked-corrupt': () => '文件已被标记为损坏',
  'no-footer': () => '缺少文件尾（footer）',
  'footers-differ': () => '文件首尾的两份 footer 不一致',
  'dynamic-header': () => '缺少动态磁盘头，或其内容无效',
  'no-valid-header': () => '两份文件头都无效',
  'regions-missing': () => '区域表中缺少块分配表或元数据',
  'metadata-incomplete': () => '元数据不完整',

  'not-vmdk': () => '它不是 VMDK 文件',
  'not-sparse-piece': () => '它不是 VMDK 的稀疏分卷',
  'sent-as-text': () => '文件曾以文本方式传输，因而损坏',
  'hidden-parent': () => '其中隐藏着对父磁盘的引用',
  'grain-sectors': (sectors) => `grain 大小为 ${sectors} 个扇区，不符合格式规定`,
  'no-grain-directory': () => '文件尾（footer）没有给出 grain 目录的位置',
  'no-packed-grain': (offset, guestOffset) =>
    `文件偏移 ${offset} 处不是磁盘偏移 ${guestOffset} 所对应的压缩 grain`,
  'grain-not-unpacked': (offset, error) => `偏移 ${offset} 处的压缩 grain 无法解压（${error}）`,
  'grain-short': (offset, bytes) => `偏移 ${offset} 处的压缩 grain 解压后只有 ${bytes} 字节`,
  'descriptor-alone': () => '只有描述文件，没有它列出的分卷',
  'piece-alone': () => '只有拆分磁盘的一个分卷，没有其余分卷',
  'descriptor-of-others': () => '其内嵌的描述信息指向其他文件',
  'descriptor-bytes': (bytes) => `描述文件长达 ${bytes} 字节`,
  'descriptor-no-kind': () => '描述文件没有说明磁盘类型',
  'descriptor-extents': (count) => `描述文件列出了 ${count} 个分卷`,
  'descriptor-and-header': (descriptorBytes, headerBytes) =>
    `描述文件记录的大小为 ${descriptorBytes} 字节，文件头记录的大小为 ${headerBytes} 字节`,
  'extent-unreadable': (line) => `描述文件中有一行分卷记录无法识别：${line}`,
  'extent-offset': (name) => `分卷 ${name} 的偏移不正确`,
  'extent-sectors': (name, sectors) => `分卷 ${name} 的扇区数为 ${sectors}，不可能成立`,
  'piece-length': (name, bytes, descriptorBytes) =>
    `${name} 的长度为 ${bytes} 字节，而描述文件记录的是 ${descriptorBytes} 字节`,

  'cannot-be-unpacked': () => '无法解压，压缩数据已损坏',
  'packed-differs': () => '打包的内容与其目录中的记录不符',
  'packed-longer': (bytes) => `打包的内容超出其目录中记录的 ${bytes} 字节`,
  'packing-method': (method) => `使用了不支持的压缩方法 ${method}`,
  'directory-missing': () => '缺少文件目录，文件不完整',
  'directory-damaged': () => '文件目录已损坏',
  'directory-size': (files, bytes) => `文件目录有 ${bytes} 字节，列出了 ${files} 个文件`,
  'more-members': (most) => `其中的文件超过 ${most} 个`,
  'member-misplaced': () => '其中有文件不在目录所记录的位置',
  'member-kind': (name, kind) => `其中的 ${name} 属于不应出现的类型“${kind}”`,
  'member-twice': (name) => `其中有两个名为 ${name} 的文件`,
  'member-bytes': (name, bytes) => `${name} 长达 ${bytes} 字节`,
  'member-sparse': () => '其中有稀疏文件',
  'member-header-bytes': (bytes) => `其中有文件头长达 ${bytes} 字节`,
  'member-header-number': () => '其中有文件头在应为数字的位置出现了其他字符',
  'pax-header': () => '其中有 pax 扩展头已损坏',
  'ovf-entities': () => 'OVF 描述文件中声明了实体',
  'ovf-too-large': () => 'OVF 描述文件过大，不可能真实',
  'ovf-not-xml': () => 'OVF 描述文件不是有效的 XML',
  'ovf-odd': () => 'OVF 描述文件不符合 OVF 规范',
  'ovf-no-file': (disk) => `OVF 描述文件没有为磁盘 ${disk} 指明文件`,
};
