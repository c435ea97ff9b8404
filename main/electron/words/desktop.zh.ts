/** Chinese of the window's own menu and dialogs. */
import type { desktopEn } from './desktop.en.ts';

export const desktopZh: typeof desktopEn = {
  menu: {
    file: '文件',
    edit: '编辑',
    view: '查看',
    window: '窗口',
    help: '帮助',
    helpOnImport: '将镜像导入 ECS',
  },
  diskImages: '磁盘镜像',
  allFiles: '所有文件',
  running: '有迁移任务正在运行',
  runningLong: '关闭此窗口后任务将停止。不会丢失任何内容，下次启动时可从断点继续。',
  goOn: '继续运行',
  stop: '停止，以后再继续',
};
