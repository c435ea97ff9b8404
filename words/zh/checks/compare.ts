/** Chinese of our look beside Alibaba Cloud's image check, and of what was accepted. */
import type { compareChecks as english } from '../../en/checks/compare.ts';

export const compareChecks: typeof english = {
  title: '导入前后对照',
  intro: '左侧是上传之前从磁盘中读到的内容，右侧是阿里云镜像检测对该镜像的结论。',
  columns: { check: '检查项', ours: '磁盘上所见', theirs: '镜像检测', means: '对照说明' },
  nothing: '未检查',
  groups: { strong: '强烈建议修复', recommended: '建议优化', none: '未发现风险' },
  means: {
    agree: '两者结论一致。',
    differ: '两者都检查过但结论不同：一个看的是导入前的磁盘，另一个看的是镜像，规则也不相同。',
    'no-item': '阿里云镜像检测没有这一项。',
    'not-reported': '阿里云镜像检测有这一项，但本报告中没有。',
    'theirs-only': '只有镜像检测给出：需要导入后的镜像，或此处不读取。',
  },
  together: (texts) => texts.join('；'),
  accepted: '已接受的问题',
  acceptedBy: (reason, by, when) => [reason, by, when].filter(Boolean).join(' · '),
};
