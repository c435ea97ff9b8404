/** Chinese texts of the failures that lie in the source disk. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { unpackCommand } from '../../unpack-command.ts';

const size = format.bytes;

function unpackAdvice(file: string, wrapper: string): string {
  const command = unpackCommand(file, wrapper);
  return command === undefined
    ? '请先解压（“磁盘”步骤中可以解压），再选择其中的磁盘文件。'
    : `请先解压，例如执行：${command}，再选择其中的磁盘文件。`;
}

export const source: FailureTexts<'source'> = {
  'source.missing': ({ file }) => ({
    title: '文件不存在',
    happened: `找不到文件 ${file}。`,
    todo: '检查路径，并确认文件所在的磁盘或共享已连接，然后重新选择文件。',
  }),
  'source.not-a-file': ({ file, found }) => ({
    title: '不是磁盘文件',
    happened: `${file} 不是普通文件，而是${found}。`,
    todo: '请选择磁盘文件本身，例如 .vmdk、.vhdx、.qcow2 或 .img 文件。',
  }),
  'source.unreadable': ({ file, reason }) => ({
    title: '无法读取文件',
    happened: `读取 ${file} 被拒绝：${reason}。`,
    todo: '为当前用户授予读取权限，或将文件复制到可读取的文件夹，然后重试。',
  }),
  'source.empty': ({ file }) => ({
    title: '文件为空',
    happened: `${file} 的长度为 0 字节，其中没有磁盘。`,
    todo: '重新导出或复制磁盘，并确认复制已完成。',
  }),
  'source.not-a-disk': ({ file, looksLike }) => ({
    title: '这不是磁盘镜像',
    happened: `${file} 的内容看起来是：${looksLike}。程序根据文件内容判断，与文件名无关。`,
    todo: '请选择磁盘文件本身。在 VMware 文件夹中是 .vmdk 文件，而不是 .vmx、.nvram 或 .log 文件。',
  }),
  'source.unsupported-format': ({ file, format }) => ({
    title: '不支持迁移该磁盘格式',
    happened: `${file} 的磁盘格式为 ${format}，本程序无法读取。`,
    todo: '使用生成该磁盘的程序将其导出为 VMDK、VHD、VHDX、QCOW2、VDI 或 RAW，然后选择导出的文件。',
  }),
  'source.wrapped': ({ file, wrapper }) => ({
    title: '磁盘被打包在其他文件中',
    happened: `${file} 是打包文件：${wrapper}。`,
    todo: unpackAdvice(file, wrapper),
  }),
  'source.ambiguous': ({ file, first, second }) => ({
    title: '无法确定文件是哪种磁盘',
    happened: `${file} 既可以识别为 ${first}，也可以识别为 ${second}。如果判断错误，就会迁移错误的数据。`,
    todo: '请使用生成该磁盘的程序将其重新导出为新文件。',
  }),
  'source.outside-reference': ({ file, reference }) => ({
    title: '磁盘引用了其他位置的文件',
    happened: `${file} 需要另一个文件：${reference}。它不在同一文件夹中，因此不会打开。`,
    todo: '将磁盘导出为单个独立文件，或将其全部文件放在同一文件夹中。',
  }),
  'source.snapshot-child': ({ file, parent }) => ({
    title: '这是快照，不是完整的磁盘',
    happened: `${file} 只包含创建快照之后的变更，其余部分位于：${parent}。`,
    todo: '删除（整合）虚拟机的快照，或克隆、导出该虚拟机，然后选择得到的磁盘。',
  }),
  'source.differencing': ({ file, parent }) => ({
    title: '该磁盘只包含差异',
    happened: `${file} 是差异磁盘，其余部分位于：${parent}。`,
    todo: '合并检查点（在 Hyper-V 中：编辑磁盘 > 合并），或导出该虚拟机，然后选择完整的磁盘。',
  }),
  'source.encrypted': ({ file, by }) => ({
    title: '磁盘已加密',
    happened: `${file} 已加密（${by}），无法读取其内容。`,
    todo: '在源服务器上取消加密，然后重新导出或复制磁盘。',
  }),
  'source.dirty': ({ file, detail }) => ({
    title: '磁盘未正常关闭',
    happened: `${file} 中有尚未写入最终位置的变更：${detail}。`,
    todo: '启动源服务器并正常关机，然后重新导出或复制磁盘。',
  }),
  'source.extent-missing': ({ file, extent }) => ({
    title: '拆分磁盘缺少一个分卷',
    happened: `${file} 由多个文件组成，旁边缺少：${extent}。`,
    todo: '将缺少的文件以完全相同的名称复制到同一文件夹，然后重试。',
  }),
  'source.truncated': ({ file, extent, neededBytes, foundBytes }) => ({
    title: '磁盘不完整',
    happened: `${file} 的 ${extent} 需要 ${size(neededBytes)}，但只有 ${size(foundBytes)}。可能是复制中途停止。`,
    todo: '重新复制该文件，并将其大小与原文件比对。',
  }),
  'source.corrupt': ({ file, detail }) => ({
    title: '磁盘已损坏',
    happened: `${file} 的内容自相矛盾：${detail}。`,
    todo: '从源服务器重新复制或导出磁盘。如果问题依旧，请先在源服务器上检查磁盘。',
  }),
  'source.changed': ({ file, detail }) => ({
    title: '源磁盘发生了变化',
    happened: `${file} 已不是检查时的文件：${detail}。`,
    todo: '确认不再有程序写入该文件（关闭源服务器），然后用它新建迁移任务。',
  }),
  'source.in-use': ({ file, detail }) => ({
    title: '源磁盘正被使用',
    happened: `有其他程序正在使用 ${file}：${detail}。`,
    todo: '关闭虚拟机，或等待复制完成，然后重试。',
  }),
  'source.share-gone': ({ file, reason }) => ({
    title: '磁盘所在的设备或共享已断开',
    happened: `${file} 之前可以访问，现在已无法访问：${reason}。`,
    todo: '重新连接该设备或共享。文件恢复后迁移任务会自动继续。',
  }),
  'source.hash-differs': ({ file, member, algorithm }) => ({
    title: '虚拟机包已损坏',
    happened: `${file} 中的 ${member} 与清单不符：${algorithm} 值不同。`,
    todo: '请重新下载或导出虚拟机包，传输过程中有内容被更改或丢失。',
  }),
  'source.several-inside': ({ file, disks }) => ({
    title: '虚拟机包中有多块磁盘',
    happened: `${file} 包含 ${disks}。`,
    todo: '请指明使用哪一块：在“磁盘”步骤中选择，或在计划文件中用 "member" 指定。',
  }),
  'source.nothing-inside': ({ file, inside }) => ({
    title: '虚拟机包中没有磁盘',
    happened: `${file} 中没有可用的磁盘：${inside}。`,
    todo: '请选择包含磁盘的虚拟机包，或连同磁盘重新导出虚拟机。',
  }),
  'source.findings-open': ({ file, rules, lines }) => ({
    title: '有严重的检查结果尚未处理',
    happened: `检查 ${file} 内部时发现会导致服务器在 ECS 上无法启动或无法连接的问题：${rules}。`,
    todo: `请在源服务器上修复并重新获取磁盘。如果仍要继续，请在“检查”步骤中逐项确认并说明理由；计划文件中写作 ${lines}，将每个“…”替换为理由。`,
  }),
};
