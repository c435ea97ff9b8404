/** Chinese titles of the documents that rules come from. */
import type { SourceId } from '../../contract/rules.ts';

export const sources: Readonly<Record<SourceId, string>> = {
  overview: '镜像迁移（概述）',
  'white-paper': '镜像迁移白皮书',
  'import-custom-images': '导入自定义镜像',
  'import-instructions': '导入镜像须知',
  'smc-image-check': '服务器迁移中心的镜像检测',
  'import-api': 'ImportImage API 参考',
  'linux-requirements': 'Linux 镜像要求',
  'image-check': '检测并修复自定义镜像',
  'virtio-guide': '安装 virtio 驱动',
  'cloud-init-guide': '安装 cloud-init',
  'customize-linux': '自定义 Linux 镜像',
  'check-tool': '镜像规范检测工具（image_check）',
  'format-guide': '转换镜像文件格式',
  'smc-guide': '服务器迁移中心用户指南',
  'public-endpoint': '关于通过 OSS 外网 Endpoint 调用数据接口的公告',
  'launch-api': 'RunInstances API 参考',
  'tool-maker': '工具自带的文档',
  measured: '本程序作者实测',
  judgement: '本程序作者的判断',
};
