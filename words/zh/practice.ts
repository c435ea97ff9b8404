/** Chinese of the practice scenarios: what each is called, what one meets in it, and what to try. */
import type { practiceScenarios as english } from '../en/practice.ts';

export const practiceScenarios: typeof english = {
  'first-migration': {
    title: '第一次迁移',
    meets: '将一台小型 Linux 服务器制作成镜像。一切顺利。',
    tasks: [
      '查看程序从磁盘中了解到的信息。',
      '填写目标信息并进行预检。',
      '开始迁移，跟随各个阶段直到得出结果。',
      '保存报告，并找到其中的一致性证明。',
    ],
  },
  'role-missing': {
    title: '缺少导入所需的角色',
    meets: '该账号从未导入过镜像：ECS 还无权读取 Bucket。',
    tasks: [
      '在“目标”步骤中运行预检，找到关于角色的一项。',
      '由程序创建该角色，或按照提示自行创建。',
      '重新检查并完成迁移。',
    ],
  },
  'lost-piece': {
    title: '拆分磁盘缺少一个分卷',
    meets: 'VMware 将磁盘保存为多个文件，其中一个没有复制过来。',
    tasks: [
      '查看缺少哪个文件。',
      '在磁盘旁的“left-behind”文件夹中找到它，移动到其他分卷所在的位置。',
      '重新检查：分卷已完整。',
    ],
  },
  'slow-line': {
    title: '线路缓慢并遭遇断电',
    meets: '线路缓慢、分片时有丢失，随后断电：断电由您来模拟。',
    tasks: [
      '开始迁移，等待若干分片上传完成。',
      '强行结束程序：在任务管理器中结束，或使用 kill -9。',
      '重新启动程序并选择“继续”：只有正在传输的分片需要重传。',
    ],
  },
  'will-not-boot': {
    title: '无法启动的镜像',
    meets: '磁盘有分区，但没有引导代码。导入会成功，但任何实例都无法启动。',
    tasks: [
      '在上传之前，查看与启动有关的检查结果。',
      '仍然完成迁移，并阅读结果中的镜像检测报告。',
      '说出需要在源服务器上做什么。',
    ],
  },
};
