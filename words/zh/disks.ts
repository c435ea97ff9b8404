/** Chinese texts of what is found about source disks, of how pieces were met, and of the advice on formats. */
import type { DiskEstimate, DiskFinding, DiskRule, PieceState } from '../../contract/disks.ts';
import type { FindingText, LayoutWords } from '../en/disks.ts';
import { format } from './format.ts';

type Facts = DiskFinding['facts'];
const size = (facts: Facts, name: string): string => format.bytes(Number(facts[name] ?? 0));
const exportAgain = '请从源服务器重新导出或复制该磁盘。';

const texts: { readonly [R in DiskRule]: (facts: Facts) => FindingText } = {
  'size-above-limit': (f) => ({
    says: `磁盘为 ${f['sizeGiB']} GiB，ECS 最多支持 ${f['limitGiB']} GiB。`,
    remedy: '在导出之前缩小磁盘，或使用服务器迁移中心（SMC）迁移其数据。',
  }),
  'size-below-limit': (f) => ({
    says: `磁盘小于 ${f['limitGiB']} GiB。`,
    remedy: `无需处理，将按 ${f['limitGiB']} GiB 的磁盘导入。`,
  }),
  'system-size-older': (f) => ({
    says: `磁盘为 ${f['sizeGiB']} GiB。较早的文档规定系统盘最大为 ${f['limitGiB']} GiB，当前接口允许更大。`,
    remedy: '可以继续。如果 ECS 拒绝该容量，请在导出之前缩小磁盘。',
  }),
  'system-size-small': (f) => ({
    says: `磁盘为 ${f['sizeGiB']} GiB，ECS 建议系统盘不小于 ${f['limitGiB']} GiB。`,
    remedy: `将镜像的系统盘大小设置为 ${f['limitGiB']} GiB 或更大。`,
  }),
  'vhd-size-above-limit': (f) => ({
    says: `磁盘为 ${f['sizeGiB']} GiB，VHD 最大为 ${f['limitGiB']} GiB。`,
    remedy: '请选择 QCOW2 或 RAW 作为镜像格式。',
  }),
  'no-boot-loader': () => ({
    says: '该磁盘没有可以启动系统的内容：既没有引导代码，也没有 EFI 系统分区。',
    remedy: '请将服务器启动所用的磁盘选为系统盘，这块磁盘可能是数据盘。',
  }),
  'no-root': () => ({
    says: '该磁盘的所有分区都没有可作为系统根分区的文件系统。',
    remedy: '请将服务器启动所用的磁盘选为系统盘，这块磁盘可能是数据盘。',
  }),
  'no-partition-table': () => ({
    says: '该磁盘没有分区表。',
    remedy: '数据盘没有问题。系统盘需要 MBR 或 GPT 分区表，请确认是否选对了磁盘。',
  }),
  'partition-table-unreadable': () => ({
    says: '分区表自相矛盾，或指向磁盘之外的位置。',
    remedy: `在源服务器上检查该磁盘。${exportAgain}`,
  }),
  'gpt-backup-missing': () => ({
    says: '磁盘末尾缺少 GPT 备份，扩容磁盘后常会如此。',
    remedy: '导入前无需处理；导入后在系统中将备份移到末尾（例如：sgdisk -e）。',
  }),
  'gpt-first-missing': () => ({
    says: '磁盘开头的 GPT 缺失或已损坏，已改用磁盘末尾的备份。',
    remedy: '以 BIOS 方式启动时可能失败。请在源服务器上修复（例如运行 gdisk 后输入 w），再重新复制磁盘。',
  }),
  'sectors-4096': () => ({
    says: '分区表按 4096 字节的扇区计数，而 ECS 磁盘的扇区为 512 字节，因此在那里找不到任何分区。',
    remedy: '请在源端把系统复制到扇区为 512 字节的磁盘，再导出该磁盘。',
  }),
  'no-active-partition': () => ({
    says: '磁盘以 BIOS 方式启动，其引导代码会查找活动分区，但没有分区被标记为活动。',
    remedy:
      '请将系统启动所用的分区标记为活动（Windows：diskpart 的 active；Linux：sfdisk --activate），再重新复制磁盘。',
  }),
  'hybrid-table': () => ({
    says: '磁盘同时带有 GPT 和 MBR，并且两者都定义了分区。',
    remedy: '请在导入表单中选择服务器的启动模式（BIOS 或 UEFI），程序无法判断。',
  }),
  'dynamic-disk': () => ({
    says: '该磁盘属于 Windows 动态卷。',
    remedy: '只有整个卷都在这块磁盘上时，动态磁盘才能启动。请先将其转换为基本磁盘。',
  }),
  'encrypted-volume': (f) => ({
    says: `以下分区已加密，无法查看其内容：${f['partitions']}。`,
    remedy: '请先在源服务器上关闭加密；ECS 启动镜像时无人能输入密码。',
  }),
  'raid-member': () => ({
    says: '有分区是 Linux RAID 的成员。',
    remedy: '请带上该阵列的全部成员，或先将数据复制到普通文件系统。',
  }),
  lvm: () => ({
    says: '该磁盘使用 LVM，Linux 镜像的要求中不建议使用。',
    remedy: '如果根卷完全位于这块磁盘，可以继续；否则请先将系统移到普通分区。',
  }),
  'swap-partition': () => ({
    says: '该磁盘有交换分区，Linux 镜像的要求中不建议使用。',
    remedy: '可以继续，或在导出之前删除该分区以及 /etc/fstab 中对应的行。',
  }),
  'not-shut-down': () => ({
    says: '有文件系统未卸载：复制磁盘时服务器正在运行或已崩溃。',
    remedy: '正常关闭服务器后重新复制磁盘，或接受最近的变更可能丢失。',
  }),
  'boot-mode-unclear': () => ({
    says: '该磁盘既可以用 BIOS 启动，也可以用 UEFI 启动。',
    remedy: '请在导入表单中选择源服务器所用的启动模式。',
  }),
  'snapshots-inside': (f) => ({
    says: `该文件自带 ${f['count']} 个快照，迁移的是磁盘的当前状态。`,
    remedy: '无需处理，快照不会迁移。',
  }),
  'renamed-pieces': (f) => ({
    says: `以下分卷以其他名称找到：${f['pieces']}。`,
    remedy: '请确认这些分卷是否正确；改回原来的名称最为稳妥。',
  }),
  'descriptor-rebuilt': (f) => ({
    says: `缺少描述文件 ${f['file']}，已根据各分卷推算得出，未在其旁写入任何文件。`,
    remedy: '请确认各项大小是否正确；从源服务器复制描述文件最为稳妥。',
  }),
  'counts-stale': () => ({
    says: '文件未正常关闭，其引用计数已过时；数据所在位置的记录是完整的。',
    remedy: '请正常关闭服务器后重新复制磁盘；或者接受最后的改动可能缺失。',
  }),
  'space-lost': (f) => ({
    says: `文件中有 ${f['count']} 个簇标记为已用，却不属于磁盘的任何部分。`,
    remedy: '如果是崩溃造成的，则没有影响。如果磁盘缺少数据，请从源服务器重新获取。',
  }),
  'manifest-absent': () => ({
    says: '虚拟机包没有清单文件，无法校验其数据。',
    remedy: '请将虚拟机包的大小与原文件比对。',
  }),
  'manifest-not-checked': () => ({
    says: '校验该磁盘的哈希值需要读取全部数据，将在迁移开始时进行。',
    remedy: '无需处理。',
  }),
  'manifest-unreadable': () => ({
    says: '软件包带有清单文件，但无法读取，因此不能校验其内容。',
    remedy: '请重新下载清单文件或整个软件包；也可以与原文件比较大小。',
  }),
  'manifest-silent': () => ({
    says: '软件包的清单文件没有列出这块磁盘，因此不能校验其内容。',
    remedy: '请确认清单文件属于这个软件包；也可以与原文件比较磁盘大小。',
  }),
  'capacity-differs': (f) => ({
    says: `虚拟机包中描述的容量为 ${size(f, 'saysBytes')}，磁盘实际为 ${size(f, 'isBytes')}。`,
    remedy: '以磁盘实际容量为准。请确认是否选对了磁盘。',
  }),
  'geometry-differs': (f) => ({
    says: `该 VHD 记录了两个容量：${f['footerBytes']} 字节，以及按柱面计算的 ${f['geometryBytes']} 字节。其厂商的程序以后者为准。`,
    remedy: '无需处理，按其厂商采用的容量迁移。',
  }),
  'not-whole-sectors': (f) => ({
    says: `磁盘长度为 ${f['bytes']} 字节，不是整数个扇区，将以零补齐。`,
    remedy: '无需处理。',
  }),
};

export const finding = (rule: DiskRule, facts: Facts): FindingText => texts[rule](facts);

export const pieceState: { readonly [S in PieceState]: string } = {
  found: '已找到',
  missing: '缺失',
  'wrong-size': '大小不符',
  'wrong-header': '内容不符',
  renamed: '以其他名称找到',
};

export const layout: LayoutWords = {
  tables: { mbr: 'MBR', gpt: 'GPT', hybrid: 'GPT，同时带有 MBR', none: '无', unreadable: '无法读取' },
  bootModes: { BIOS: 'BIOS', UEFI: 'UEFI', unknown: '未知' },
};

export const advice: { readonly [B in DiskEstimate['advice']['because']]: string } = {
  'already-right': '源磁盘已是该格式且状态正常，可原样上传。',
  'smallest-documented': '在 ECS 文档支持的格式中上传量最小。',
};
