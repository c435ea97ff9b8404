/** Chinese of what the command line says to people. */
import type { cli as english } from '../en/cli.ts';

export const cli: typeof english = {
  started: (id, name) => `迁移任务 ${id}：${name}`,
  image: '镜像',
  report: '报告',
  cancelled: (id) => `迁移任务 ${id} 已取消，其产物已清除。`,
  noMigrations: '暂无迁移任务。',
  files: '文件',
  sizes: (virtual, stored, data) => `虚拟大小 ${virtual}，文件大小 ${stored}，已用数据 ${data}`,
  table: (table, partitions, bootMode) => `分区表 ${table}，${partitions} 个分区，启动模式 ${bootMode}`,
  of: (done, total) => `${done} / ${total}`,
  left: (duration) => `剩余 ${duration}`,
};
