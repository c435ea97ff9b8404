/** Chinese words of Learn: steps and glossary. */
import type { RulesWords } from '../../rules-words.ts';

export const steps: RulesWords['steps'] = {
  assess: { title: '评估', text: '判断以磁盘方式迁移是否合适：有多少台服务器、磁盘多大、线路多快、手工配置有多少、可以停机多久。' },
  shares: { title: '设置共享文件夹', text: '获取的磁盘体积很大。在转换工作站上设置共享文件夹（Linux 使用 NFS，Windows 使用 SMB），每台服务器都可以将磁盘写到进行转换的位置。空间需足以存放获取的全部磁盘以及转换后的文件。' },
  prepare: { title: '准备服务器', text: '修改会使副本在 ECS 上无法启动或无法连接的少数设置。请在获取磁盘之前，在服务器本身或其克隆上进行。' },
  capture: { title: '获取磁盘', text: '以文件形式得到系统盘：从虚拟化平台复制或导出，在 Windows 上使用 Disk2vhd，在 Linux 上使用 dd。请在服务器停机时进行。' },
  convert: { title: '转换', text: '将文件转换为 ECS 支持的格式：QCOW2 或 VHD 上传量小，RAW 仅在别无选择时使用。转换后会与源磁盘逐字节比较。' },
  upload: { title: '上传', text: '将转换后的磁盘上传到镜像所在地域的 OSS Bucket。大文件采用分片上传，中断后可继续。' },
  authorise: { title: '授权 ECS 读取 Bucket', text: '每个账号只需一次：创建一个角色，允许 ECS 服务读取上传的对象。没有该角色，导入会被拒绝。' },
  import: { title: '导入', text: '填写表单（大部分内容可从磁盘得知），由 ECS 生成镜像。根据大小和排队情况，需要几分钟到几小时。可以取消。' },
  check: { title: '检测镜像', text: '导入后，ECS 会检查镜像内部，报告会导致实例无法启动或无法正常工作的问题。免费，且不会中止导入。' },
  launch: { title: '启动实例', text: '在自定义镜像中选择该镜像创建实例，登录并验证应用，然后再正式使用。' },
  'within-cloud': { title: '跨地域、跨网络和跨账号', text: '已在阿里云的服务器不需要文件：停止实例后创建快照或镜像。同地域的其他网络：直接用该镜像创建实例。其他地域：复制镜像。其他账号：共享镜像。' },
}; // prettier-ignore

export const glossary: RulesWords['glossary'] = {
  'image-migration': { title: '镜像迁移', text: '将服务器磁盘的全部内容（系统、程序、数据）保存为文件，再将文件制作成云上的镜像，用该镜像创建的实例就是原来的服务器。' },
  redeployment: { title: '重新部署', text: '在全新的实例上重新安装全部内容。适用于任何情况，但手工部署速度慢且容易出错。' },
  'cold-migration': { title: '冷迁移', text: '获取磁盘期间服务器停机，之后的变更不会包含在内。方法简单，很少失败。本程序采用冷迁移。复制运行中磁盘的工具无法保证文件前后一致。' },
  'hot-migration': { title: '热迁移', text: '服务器保持运行，副本持续跟进变更，直到切换。导入镜像无法做到；服务器迁移中心（SMC）通过多次同步可以接近这一效果。' },
  'lazy-migration': { title: '按需迁移（回源）', text: '文件留在原处，首次被访问时才取回到 OSS。适用于网站的图片和下载文件，不适用于服务器；本程序不涉及。' },
  p2v: { title: 'P2V：物理机到虚拟机', text: '将物理服务器迁移为实例。使用服务器上的工具（Disk2vhd、dd）读取磁盘；首次启动之前必须具备虚拟磁盘和网卡的驱动。' },
  v2v: { title: 'V2V：虚拟机到虚拟机', text: '将虚拟化平台或其他云的虚拟机迁移为实例。其磁盘本来就是文件，或可以导出为文件。' },
  'custom-image': { title: '自定义镜像', text: '您自己的镜像：由文件导入，或由实例的快照创建。可用来创建实例，可复制到其他地域，也可共享给其他账号。' },
  snapshot: { title: '快照', text: '磁盘在某一时刻的内容。导入时会产生一个快照，并按导入文件的大小计费。为获得一致的快照，请停止实例或其中的服务。创建镜像需要系统盘的快照，仅有数据盘的快照不行。' },
  'virtual-size': { title: '虚拟大小与文件大小', text: '虚拟大小是系统看到的磁盘容量，文件大小是文件在此占用的空间。导入表单填写的是虚拟大小。' },
  uses: { title: '镜像的用途', text: '用一个镜像创建更多或更大的实例来扩展网站；在高速云盘上快速搭建数据库；将服务器的镜像作为可以启动的备份。' },
  challenges: { title: '难点所在', text: '各平台的格式不同，各机器的驱动不同，配置与旧网络绑定，而且文件很大。本程序的每个步骤都是为解决其中一个难点。' },
  byol: { title: 'BYOL：自带许可证', text: '继续使用镜像中的许可证，需确保可以在云上使用。对于 Windows Server，也可以选择由阿里云提供许可证。' },
  virtio: { title: 'virtio', text: 'ECS 虚拟磁盘和网卡的驱动。没有它，系统找不到磁盘。' },
  'cloud-init': { title: 'cloud-init', text: '每次启动时向云平台获取主机名、密码、密钥和网络配置，并使根文件系统扩容的服务。' },
  'boot-mode': { title: '启动模式', text: 'BIOS 或 UEFI，即磁盘的启动方式。以另一种方式启动，镜像将找不到引导程序。' },
  oss: { title: 'OSS、Bucket、对象', text: '对象存储 OSS 将文件作为对象（Object）保存在存储空间（Bucket）中。转换后的磁盘是一个对象，位于镜像所在地域的 Bucket。' },
  'service-role': { title: '服务角色', text: 'AliyunECSImageImportDefaultRole 允许 ECS 在导入时读取 OSS；AliyunECSImageExportDefaultRole 允许 ECS 在导出时写入 OSS。' },
  'image-check': { title: '检测镜像', text: 'ECS 对 Linux 或 Windows 镜像所做的检查。部分系统不支持。' },
  'image-check-groups': { title: '检测报告的三个分组', text: '强烈建议修复项：不修复实例可能无法启动。建议优化项：某些功能可能受影响。无风险项。' },
  'split-disk': { title: '拆分的磁盘', text: 'VMware 可以将一块磁盘保存为许多 2 GB 的分卷。它们是一个整体，缺一不可。' },
}; // prettier-ignore
