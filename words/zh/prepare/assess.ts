/** Chinese words of Assess. */
import type { PrepareWords } from '../../prepare-words.ts';

const percent = (share: number) => Math.round(share * 100);

const reasons: PrepareWords['assess']['reasons'] = {
  'already-in-cloud': { title: '已在阿里云', text: '为实例创建镜像，然后在其他网络中用它启动实例、复制到其他地域，或共享给其他账号。无需传输文件。' },
  'os-refused': { title: '不支持该操作系统', text: '导入说明明确将其列为不能导入的系统。' },
  'system-too-large': { title: '系统盘过大', text: '超过 2048 GiB 不能导入。请缩小，或使用服务器迁移中心（SMC）。' },
  'live-data': { title: '数据必须持续同步', text: '镜像是磁盘在某一时刻的内容，切换之前产生的变更会丢失。' },
  'no-standstill': { title: '服务器不能停机', text: '要获得一致的副本，获取磁盘期间服务器必须停机。' },
  'line-hopeless': { title: '上传需要数周', text: '相对于线路，磁盘过大。请减少数据量、使用更快的线路，或采用其他方式。' },
  'many-servers-thin-line': { title: '服务器多而线路慢', text: '镜像体积大，通过该线路传输这么多镜像，所花的时间和工作量得不偿失。' },
  'os-unlisted': { title: '不在任何公布的列表中', text: '无法保证该系统可用，请先用一台服务器验证。' },
  'os-family-only': { title: '比公布的列表更新', text: '导入表单支持该系列，但最近一次公布的版本列表早于此版本。' },
  'bits-32': { title: '32 位 Linux', text: '白皮书要求 64 位。导入表单接受 32 位，但支持的实例规格很少。' },
  'bits-unfit': { title: '没有该版本', text: '该系统没有此位数的版本，请核对。' },
  'drivers-first': { title: '需先安装驱动', text: 'ECS 不会为该系统自动添加 virtio 驱动，方法见“准备”。' },
  'own-licence': { title: '自带许可证', text: '只能使用您自己的许可证（BYOL）。' },
  'no-image-check': { title: '不支持检测镜像', text: 'ECS 在导入后无法检测该系统的镜像。' },
  'system-large': { title: '系统盘较大', text: '较早的文档以 500 GiB 为上限，目前可接受 2048 GiB，但耗时较长。' },
  'system-small': { title: '系统盘较小', text: '小于 20 GiB 可以接受，但不建议。' },
  'data-too-large': { title: '数据盘过大', text: '超过 2048 GiB 不能导入，请改为同步其中的文件。' },
  'data-too-many': { title: '数据盘过多', text: '最多可随系统盘导入十六块数据盘，其余的请同步文件。' },
  'data-disks': { title: '有数据盘', text: '数据盘也可以导入。对于容量大或写入频繁的数据盘，建议只导入系统盘，再同步文件。' },
  'window-short': { title: '停机时间可能不够', text: '在较慢的情况下，单台服务器所需时间超过允许的停机时间。获取虚拟机的克隆或快照，可将停机时间缩短到几分钟。' },
  'window-unknown': { title: '停机时间未确定', text: '请确认服务器可以停机多久。' },
  'line-unknown': { title: '线路未测量', text: '请测量或填写线路的上传速度，否则无法判断需要数小时还是数周。' },
  'line-thin': { title: '线路较慢', text: '上传耗时较长。中断后可继续，转换为 QCOW2 可减小体积。' },
  'many-servers': { title: '服务器较多', text: '每台都需要手动准备和获取磁盘。服务器迁移中心（SMC）可批量进行。' },
  automated: { title: '由脚本部署', text: '以代码描述的服务器，重新部署往往更快。' },
  'file-system-unfit': { title: '不常见的文件系统', text: '导入说明列出的是：Linux 使用 xfs、ext3、ext4，Windows 使用 NTFS。其他文件系统可能可以启动，但无法保证。' },
  lvm: { title: 'LVM', text: '系统盘不应使用 LVM；服务器迁移中心（SMC）可以迁移 LVM。' },
  encrypted: { title: '磁盘已加密', text: '获取磁盘之前必须解密。' },
  'network-cards': { title: '多块网卡', text: '只支持一块网卡，请删除其余网卡的配置。' },
  ipv6: { title: 'IPv6', text: '镜像不支持 IPv6 地址：请先关闭，迁移后再开启。' },
  'by-hand': { title: '长期手工维护', text: '无法原样重新部署的服务器，正是镜像迁移最擅长的。' },
  'few-servers': { title: '服务器较少', text: '手工工作量不大。' },
  'good-line': { title: '线路良好', text: '上传不会成为瓶颈。' },
  'os-listed': { title: '列表中的操作系统', text: '文档将其列为可以导入的系统。' },
}; // prettier-ignore

const assumptions: PrepareWords['assess']['assumptions'] = {
  'capture-rate': ({ slow, fast }) => `读取磁盘的速度为 ${slow}～${fast} MiB/s。`,
  'convert-rate': ({ slow, fast }) => `转换和比较合计按已用数据计为 ${slow}～${fast} MiB/s。`,
  'uploaded-share': ({ slow, fast }) => `转换后的磁盘为已用数据的 ${percent(fast)}%～${percent(slow)}%。`,
  'line-share': ({ slow, fast }) => `线路实际可用速度为标称的 ${percent(slow)}%～${percent(fast)}%。`,
  'used-unknown': ({ slow, fast }) =>
    `未说明已用空间，按每块磁盘的 ${percent(fast)}%～${percent(slow)}% 计算。`,
  'import-queue': ({ slow, fast }) => `导入任务排队 ${fast} 分钟至 ${slow / 60} 小时。`,
  'import-rate': ({ slow, fast }) => `ECS 读取对象的速度为 ${slow}～${fast} MiB/s。`,
  'snapshot-rate': ({ slow, fast }) => `写入快照的速度为 ${slow}～${fast} MiB/s。`,
  'prepare-time': ({ slow, fast }) => `完成检查清单需要 ${fast} 分钟至 ${slow / 60} 小时。`,
  'one-after-another': () => '服务器逐台进行；多人并行可缩短时间。',
};

export const assess: PrepareWords['assess'] = {
  headlines: {
    recommended: '推荐以镜像方式迁移磁盘。',
    possible: '可以用镜像方式迁移磁盘，请注意下列各项。',
    'another-way': '请使用其他方式。',
  },
  reasons,
  ways: {
    image: { title: '镜像迁移（本程序）', what: '停机期间获取磁盘，然后转换、上传、导入。', good: '完整保留服务器原貌；适用于任何平台，只有文件也可以；成功率高。', bad: '只是某一时刻的副本；需要传输整块磁盘；每台服务器都要手动准备。', standstill: '获取磁盘期间，直到实例验证通过' },
    smc: { title: '服务器迁移中心（SMC）', what: '在每台运行中的服务器上通过客户端将磁盘复制到云上并生成镜像。', good: '服务器保持运行；后续变更可再次同步；可批量进行；支持 LVM。', bad: '每台服务器都要运行客户端并能访问公网；中转实例会产生费用；支持的系统列表相同。', standstill: '仅最后一次同步期间' },
    'file-sync': { title: '数据盘文件同步', what: '先迁移或部署系统，再用 rsync、robocopy 等工具复制数据盘中的文件。', good: '只传输数据，且只传输一次，变更可继续同步；容量不限。', bad: '不适用于系统盘；需注意权限和打开的文件。', standstill: '仅最后一次同步期间' },
    redeploy: { title: '重新部署', what: '创建全新的实例并重新安装应用。', good: '环境干净，适用于任何情况；传输量小。', bad: '手工部署速度慢、步骤多、容易出错，效果取决于对服务器的了解程度。', standstill: '仅迁移数据期间' },
    'cloud-copy': { title: '在阿里云内复制', what: '为实例创建镜像或快照，然后启动、复制或共享。', good: '系统盘和数据盘一并迁移，无需文件，几分钟即可完成。', bad: '仅适用于已在阿里云的服务器。为获得一致的快照需停止实例。', standstill: '创建快照期间' },
  },
  phases: { prepare: '准备', capture: '获取磁盘', convert: '转换', upload: '上传', import: '导入（含排队）', snapshot: '快照' },
  assumptions,
  export: {
    title: '迁移评估',
    reasons: '评估依据',
    ways: '迁移方式对比',
    columns: ['方式', '适合程度', '总耗时（全部服务器）', '人工耗时（全部服务器）', '停机时间'],
    fits: { best: '最适合', possible: '可行', no: '不适合' },
    estimate: '单台服务器所需时间',
    perServer: '单台服务器',
    allServers: '全部服务器',
    incomplete: '不含上传：线路速度未知。',
    upload: '单台服务器上传量',
    staging: '单台服务器所需本地空间',
    assumptions: '估算前提',
    weights: { against: '不利', mind: '注意', for: '有利' },
  },
}; // prettier-ignore
