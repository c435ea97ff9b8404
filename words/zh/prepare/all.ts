/** All Chinese words of Assess and Prepare, in one object. */
import { assess } from './assess.ts';
import { captures } from './captures.ts';
import { linuxItems } from './items-linux.ts';
import { windowsItems } from './items-windows.ts';
import type { PrepareWords } from '../../prepare-words.ts';
import { shares } from './shares.ts';

export const prepareWords: PrepareWords = {
  linuxItems,
  windowsItems,
  groups: {
    before: '事前准备',
    licence: '许可证',
    access: '远程登录',
    network: '网络',
    disks: '磁盘与文件系统',
    drivers: '驱动',
    agents: '代理程序',
    system: '系统',
  },
  notRun: {
    'needs-service-manager': '需要该版本的服务管理器。',
    'needs-package-archive': '需要下载该版本的软件包。',
    'rebuilds-boot-files': '会重建机器的启动文件。',
    'asks-the-machine': '结果取决于具体机器。',
    'asks-a-person': '需要输入密码或做出选择。',
    'needs-administrator': '需要该机器的 root 权限。',
    'needs-network': '需要访问网络。',
    'needs-hypervisor': '需要该虚拟化平台。',
    'needs-windows': '需要 Windows。',
  },
  captures,
  captureAssumption: (slow, fast) => `按 ${slow}～${fast} MiB/s 计算。`,
  shares,
  assess,
  sheet: {
    title: (os) => `为迁移到阿里云 ECS 准备 ${os}`,
    why: '原因',
    how: '方法',
    check: '如何确认',
    clicks: '图形界面操作',
    sources: '来源',
    differ: (older, today, weDo) => `文档说法不一。较早：${older}目前：${today}${weDo}`,
    weights: { must: '必须', should: '建议', know: '了解' },
    states: { open: '未完成', done: '已完成', 'not-applicable': '不适用', later: '稍后处理' },
    statuses: { ok: '正常', problem: '有问题', warning: '需要查看', unknown: '无法检查', 'not-applicable': '不适用' },
    note: '备注',
    evidence: '检查脚本的结果',
    capture: '获取磁盘',
    cold: '停机获取的含义',
    expect: '预期结果',
    script: '检查脚本',
    scriptUse: {
      linux: '在服务器上以 root 身份运行，然后带回结果文件：sh check-linux.sh > result.json。脚本只读取，不做任何更改。',
      windows: '在服务器上以管理员身份运行，然后带回结果文件：powershell -ExecutionPolicy Bypass -File check-windows.ps1 -Out result.json。脚本只读取，不做任何更改。',
    },
    about: '由 ECS Image Migrator 生成',
  },
}; // prettier-ignore
