/** Chinese texts of the failures that lie in this machine. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';

const size = format.bytes;

export const machine: FailureTexts<'machine'> = {
  'machine.staging-full': ({ folder, neededBytes, freeBytes }) => ({
    title: '转换后磁盘的存放空间不足',
    happened: `转换需要 ${folder} 有 ${size(neededBytes)} 的空间，目前可用 ${size(freeBytes)}。`,
    todo: '清理出足够的空间后重试。',
  }),
  'machine.folder-unwritable': ({ folder, reason }) => ({
    title: '无法写入该文件夹',
    happened: `写入 ${folder} 被拒绝：${reason}。`,
    todo: '为当前用户授予写入权限，或选择其他文件夹，然后重试。',
  }),
  'machine.file-failed': ({ file, reason }) => ({
    title: '无法使用某个文件',
    happened: `处理 ${file} 失败：${reason}。`,
    todo: '检查其所在的磁盘是否已连接、正常且未满，然后重试。',
  }),
  'machine.qemu-missing': ({ program, install }) => ({
    title: `未安装 ${program}`,
    happened: `转换磁盘需要 ${program}，但在本机未找到。`,
    todo: `请安装：${install}，然后重试。`,
  }),
  'machine.qemu-too-old': ({ program, version, oldest, install }) => ({
    title: 'qemu-img 版本过低',
    happened: `${program} 的版本为 ${version}，至少需要 ${oldest}。`,
    todo: `请安装较新的版本：${install}，然后重试。`,
  }),
  'machine.qemu-failed': ({ doing, exit, said }) => ({
    title: 'qemu-img 异常退出',
    happened: `qemu-img 在执行过程中（${doing}）异常结束：${exit}。其输出为：${said === '' ? '无' : said}`,
    todo: '检查磁盘是否正常且未满，然后重试。如果再次发生，源磁盘可能已损坏。',
  }),
  'machine.convert-stalled': ({ quietMs }) => ({
    title: '转换停滞',
    happened: `qemu-img 在 ${format.duration(quietMs)}内没有进展，已被停止。`,
    todo: '检查源磁盘所在的磁盘或网络共享，然后重试。',
  }),
  'machine.converted-differs': ({ file, detail }) => ({
    title: '转换后的磁盘与源磁盘不一致',
    happened: `与 ${file} 比较时发现差异：${detail}。未上传。`,
    todo: '确认没有程序写入源磁盘后重试。如果再次发生，请检测本机的内存和磁盘。',
  }),
  'machine.converted-damaged': ({ file, offsetBytes, lengthBytes }) => ({
    title: '转换后的磁盘在生成之后被损坏',
    happened: `${file} 的内容与已证明和源磁盘一致的数据不再相同：从第 ${format.count(offsetBytes)} 字节起有 ${size(lengthBytes)} 不同。`,
    todo: '请重试，磁盘将重新转换。如果再次发生，请检测本机的磁盘和内存。',
  }),
  'machine.port-taken': ({ port }) => ({
    title: `端口 ${port} 已被占用`,
    happened: `本机已有其他程序监听端口 ${port}。`,
    todo: '请选择其他端口，或不指定端口以自动使用空闲端口。',
  }),
  'machine.data-busy': ({ folder, pid }) => ({
    title: '程序已在运行',
    happened: `${folder} 中的数据正被进程 ${pid} 使用。`,
    todo: '请使用已打开的窗口或页面，或先结束该进程。',
  }),
  'machine.vault-unavailable': ({ reason }) => ({
    title: '无法使用系统密钥库',
    happened: `为安全起见，未保存密钥：${reason}。`,
    todo: '选择仅限本次会话使用该账号，或配置系统密钥库后重试。',
  }),
};
