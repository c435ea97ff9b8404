/** Chinese names of the stages, of how they and migrations stand, of what a running stage is doing, and of the pre-flight questions. */
import type { Doing, StageName, StageState } from '../../contract/stages.ts';
import type { MigrationView, PreflightLine } from '../../contract/migrations.ts';

export const stage: { readonly [S in StageName]: string } = {
  inspect: '检查',
  convert: '转换',
  upload: '上传',
  import: '导入',
  check: '镜像检测',
  launch: '试用实例',
};

export const stageState: { readonly [S in StageState['at']]: string } = {
  pending: '未开始',
  running: '进行中',
  waiting: '等待中',
  paused: '已暂停',
  failed: '失败',
  done: '已完成',
  skipped: '已跳过',
  cancelled: '已取消',
};

export const migrationStatus: { readonly [S in MigrationView['status']]: string } = {
  draft: '草稿',
  running: '运行中',
  waiting: '等待中',
  paused: '已暂停',
  failed: '失败',
  done: '已完成',
  cancelled: '已取消',
  unreadable: '无法读取',
};

export const doing: { readonly [D in Doing]: string } = {
  'reading-headers': '正在读取磁盘文件头',
  'checking-hashes': '正在校验虚拟机包的哈希值',
  measuring: '正在计算转换后磁盘所需的空间',
  converting: '正在使用 qemu-img 转换',
  digesting: '正在计算全部数据的校验值',
  comparing: '正在比较转换后的磁盘与源磁盘',
  'preparing-upload': '正在确认 Bucket 中已有哪些分片',
  uploading: '正在上传分片',
  'finishing-parts': '正在等待传输中的分片到达，随后暂停',
  'finishing-upload': '正在合并分片',
  'checking-object': '正在比对对象的 CRC-64',
  'asking-import': '正在请求 ECS 导入对象',
  'waiting-for-role': '正在等待 ECS 的新角色生效',
  importing: 'ECS 正在导入镜像',
  'waiting-for-check': '正在等待镜像检测开始',
  'checking-image': 'ECS 正在检测镜像',
  'starting-instance': '正在请求 ECS 启动试用实例',
  'waiting-for-instance': '正在等待试用实例进入运行中',
  'cleaning-up': '正在清理不再需要的内容',
};

export const preflight: { readonly [I in PreflightLine['id']]: string } = {
  sources: '源磁盘存在、可读且未变化',
  format: '镜像格式与对象名称相符',
  findings: '磁盘内部的严重问题已修复或已确认',
  sizes: '磁盘容量在 ECS 支持的范围内',
  platform: '操作系统平台、类型与系统架构相符',
  'boot-mode': '启动模式与磁盘和系统架构相符',
  licence: '许可证类型与平台相符',
  staging: '转换所需的空间充足',
  identity: '账号有效',
  clock: '本机时钟准确',
  region: '地域存在且可以访问',
  'oss-activated': 'OSS 已开通且未欠费',
  bucket: 'Bucket 存在且属于该账号',
  'bucket-region': 'Bucket 与镜像位于同一地域',
  'bucket-encryption': 'Bucket 未加密',
  'storage-class': 'Bucket 的存储类型可供 ECS 读取',
  object: '对象名称未被占用',
  delete: '可以从 Bucket 删除对象',
  write: '可以从本机经该 Endpoint 写入对象',
  role: 'ECS 有权读取 Bucket',
  'image-name': '镜像名称未被占用',
  'image-quota': '镜像配额有余量',
  'resource-group': '资源组存在',
  'dry-run': 'ECS 接受该导入请求（预检请求 DryRun）',
  duration: '预计上传时间',
};
