/** Chinese words of the tools: what each is for and its state today. */
import type { RulesWords } from '../../rules-words.ts';

export const tools: RulesWords['tools'] = {
  alip2v: '从运行中的 Windows 生成 VHD，或从 Linux 生成 RAW 文件。已由服务器迁移中心（SMC）取代，不应再使用其安装包。',
  'cloud-migration-tool': '服务器迁移中心（SMC）的前身：将运行中服务器的磁盘迁移到镜像列表。',
  smc: '迁移运行中的服务器：通过每台服务器上的客户端或 vCenter 连接器将磁盘复制到云上，对变更部分再次同步，并生成镜像。生成的镜像名为 IMAGE_FROM_SMC…。不支持磁盘文件。',
  disk2vhd:
    '通过卷影副本将运行中 Windows 的磁盘转换为 VHD 或 VHDX 文件。属于 Microsoft 的 Sysinternals，请从该处获取。文件可写入共享文件夹。',
  dd: '将 Linux 磁盘逐字节复制为 RAW 文件。所有 Linux 都自带。请在救援系统中运行。',
  xenconvert: '将 VMDK 转换为 VHD，一次一个文件。Citrix 已不再提供。',
  starwind: '在 Windows 上转换 VMDK、VHD 和 IMG。由厂商免费提供；本程序无需它即可完成相同的转换。',
  'vmware-converter': '将运行中的 Windows 或 Linux 物理机、虚拟机转换为 VMDK。厂商自 2022 年起重新提供。',
  'qemu-img': '在 QCOW2、VHD、RAW、VMDK、VDI 和 VHDX 之间转换。阿里云的官方指南和本程序都使用它。',
  'vmware-vdiskmanager': 'VMware Workstation 的一部分。用于合并拆分的 VMDK，在此已不再需要。',
  virtualbox: '在桌面上运行虚拟机。可用于从安装介质得到磁盘：先安装，再迁移该磁盘。',
  packer: '通过脚本构建镜像。适合已经以代码描述的服务器。',
  'oss-client': '手动将文件上传到 OSS。本程序会自行分片上传，并证明上传结果正确。',
  'image-check-tool':
    '阿里云提供的工具，用于在获取磁盘之前检查 Linux 服务器。可在此读取其 JSON 报告，代替本程序的检查脚本。',
  nfs: '向 Linux 服务器共享文件夹，供 dd 写入文件。',
  smb: '向 Windows 服务器共享文件夹，供 Disk2vhd 写入文件。',
};

export const toolStates: RulesWords['toolStates'] = {
  current: '当前可用。',
  usable: '仍可使用，但在此不需要。',
  retired: '已不再提供。',
};

export const osNotes: RulesWords['osNotes'] = {
  'paper-r2-standard': '白皮书只列出标准版，较新的导入说明没有指明版本。',
  'paper-editions': '白皮书列出标准版、数据中心版，以及（2008 R2 及之前）企业版；较新的导入说明没有指明版本。',
  'needs-sp1': '需要 Service Pack 1 或更高版本。',
  byol: '只能使用您自己的许可证。',
  'newer-than-texts': '导入表单支持该系统，但最近一次公布的版本列表早于该系统。',
  'not-on-list': '不在任何公布的列表中。可尝试使用自带许可证的“Other Windows”，请先验证。',
  'client-refused': '桌面版 Windows，导入说明不支持。如使用自带许可证的“Other Windows”，风险自负。',
  'client-differs': '白皮书允许专业版和企业版，较新的导入说明不支持 Windows 7。',
  'others-linux': 'ECS 不会在内部进行任何配置：使用 DHCP 时网络可用，密码保持不变。',
  'customized-linux': '需要镜像中有一个小文件和您编写的脚本，磁盘需大于 5 GiB。',
  'btrfs-default': '其安装程序默认将根分区设为 btrfs，而导入说明只列出 xfs、ext3 和 ext4。',
  'no-check': 'ECS 不支持检测该系统的镜像。',
  'end-of-life': '厂商已停止维护，较新的实例规格可能无法启动。',
};
