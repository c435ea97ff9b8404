/** Chinese of the window's own menu and dialogs. */
import type { desktop as english } from '../en/desktop.ts';

export const desktop: typeof english = {
  menu: {
    file: '文件',
    edit: '编辑',
    view: '查看',
    window: '窗口',
    help: '帮助',
    helpOnImport: '将镜像导入 ECS',
    roles: {
      quit: '退出',
      undo: '撤销',
      redo: '重做',
      cut: '剪切',
      copy: '复制',
      paste: '粘贴',
      selectAll: '全选',
      reload: '重新加载',
      resetZoom: '实际大小',
      zoomIn: '放大',
      zoomOut: '缩小',
      togglefullscreen: '切换全屏',
      toggleDevTools: '切换开发者工具',
      minimize: '最小化',
      close: '关闭',
      about: '关于',
    },
  },
  diskImages: '磁盘镜像',
  allFiles: '所有文件',
  running: '有迁移任务正在运行',
  runningLong: '关闭此窗口后任务将停止。不会丢失任何内容，下次启动时可从断点继续。',
  keepRunning: '继续运行',
  stop: '停止，以后再继续',
};
