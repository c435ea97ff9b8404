/** Chinese words of the share recipes. */
import type { PrepareWords } from '../../prepare-words.ts';

export const shares: PrepareWords['shares'] = {
  parts: {
    server: '在提供共享文件夹的机器上',
    client: '在要获取磁盘的服务器上',
    test: '测试',
    station: '在转换磁盘的工作站上',
    afterwards: '完成之后',
  },
  steps: {
    install: { title: '安装所需的软件' },
    folder: { title: '创建文件夹', text: '空间需足以存放获取的全部磁盘。' },
    export: { title: '设置共享', text: '只共享给要获取磁盘的服务器，不要对所有人开放。' },
    user: { title: '创建可写入的用户', text: '会提示输入密码。' },
    start: { title: '启动服务并设置为开机启动' },
    firewall: { title: '在防火墙中放行该服务器' },
    'check-server': { title: '确认已共享' },
    mount: {
      title: '连接',
      text: '使用 SMB 时会提示输入密码。旧版 Windows 可能需要在选项中添加 vers=2.0 或 vers=1.0。',
    },
    room: { title: '查看可用空间' },
    write: { title: '写入一个文件再删除' },
    station: {
      title: '在运行本程序的机器上',
      text: '如果它就是提供共享的机器，请在“磁盘”步骤中直接选择该文件夹。否则按下面的方法以只读方式连接；在 Windows 上可以直接输入该地址。',
    },
    unmount: { title: '断开连接' },
    'take-back': { title: '停止共享', text: '最后一块磁盘转换完成后，删除共享、用户和防火墙放行规则。' },
  },
  problems: {
    empty: '未填写',
    'host-malformed': '不是有效的主机名：由点分隔的若干段，每段为字母、数字和短划线',
    'address-malformed': '不是有效的 IP 地址：由点分隔的四个 0～255 的数字',
    'folder-not-absolute': '必须以斜杠开头',
    'folder-not-windows': '必须以盘符开头，例如 D:\\',
    'folder-with-dots': '路径中不能有“.”或“..”',
    'folder-characters': '含有 Windows 文件夹不允许的字符，或某一级名称以点或空格结尾',
    'folder-percent': '不能包含 %，Samba 会将其当作变量',
    'folder-is-system': '是系统自身的文件夹，请另选一个',
    'control-characters': '含有控制字符或换行',
    'share-malformed': '超过 80 个字符、首尾有空格，或含有 \\ / [ ] : | < > + = ; , * ? " % 之一',
    'share-reserved': '是系统保留的名称',
    'user-malformed': '不是有效的用户名：字母、数字、点、下划线和短划线，最多 32 个字符',
    'letter-malformed': '必须是 D 到 Z 的盘符',
  },
};
