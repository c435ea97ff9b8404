/** Chinese words of the rules: what the older document says, what the newer one says, and what this program does. */
import type { RuleId } from '../../en/rules/rules.ts';
import type { RuleWords } from '../../rules-words.ts';

export const rules: { readonly [R in RuleId]: RuleWords } = {
  'system-disk-size': {
    says: '系统盘最大为 500 GB。',
    today: '系统盘可以为 1～2048 GiB。',
    weDo: '本程序接受 1～2048 GiB，超过 500 GiB 时会提醒。',
  },
  'system-disk-size-console': {
    says: '控制台表单接受 5～500 GiB 的系统盘。',
    today: '系统盘可以为 1～2048 GiB。',
    weDo: '本程序接受 1～2048 GiB。',
  },
  'system-disk-size-windows': {
    says: '系统盘应为 40～500 GiB。',
    today: '系统盘可以为 1～2048 GiB。',
    weDo: '本程序接受 1～2048 GiB。除非您要求更小，新实例的系统盘至少为 40 GiB。',
  },
  'system-disk-advised': { says: 'Linux 系统盘应不小于 20 GiB。', weDo: '小于 20 GiB 时本程序会提醒。' },
  'size-is-virtual': {
    says: '表单中的大小以磁盘的虚拟大小为准，而不是文件大小。',
    weDo: '本程序以虚拟大小填写表单，向上取整到整数 GiB。',
  },
  'data-disk-size': {
    says: '数据盘可以为 5～1000 GiB。',
    today: '数据盘可以为 1～2048 GiB。',
    weDo: '本程序接受 1～2048 GiB。',
  },
  'data-disks': {
    says: '只有系统盘可以以镜像方式迁移，数据盘之后通过文件同步填充。',
    today: '一次导入可以包含一块系统盘和最多十六块数据盘。',
    weDo: '本程序也迁移数据盘。对于容量大或持续变化的数据盘，文件同步仍是更好的方式。',
  },
  'data-disks-between-regions': {
    says: '在阿里云的地域和网络之间，系统盘和数据盘作为一个镜像一并迁移。',
  },
  'vhd-size': {
    says: 'VHD 的容量与其块表推算的容量不同时会被拒绝。',
    weDo: '本程序生成容量准确的 VHD，或不存在此问题的 QCOW2。',
  },
  'snapshot-size': {
    says: '导入会产生计费的快照，其大小为导入文件的大小，而不是系统盘的大小。',
  },
  'launch-size': { says: '新实例的系统盘不小于 40 GiB 和镜像大小中的较大者。' },

  formats: {
    says: '上传的磁盘必须为 RAW 或 VHD。',
    today: '支持 RAW、VHD 和 QCOW2；VMDK 仅限邀测。',
    weDo: '本程序转换为 QCOW2、VHD 或 RAW，不会保留 VMDK。',
  },
  'formats-2021': {
    says: '上传的磁盘必须为 RAW、QCOW2 或 VHD，其他格式需先转换。',
    today: '同样是这三种，VMDK 仅限邀测。',
    weDo: '本程序仍会转换 VMDK。',
  },
  'format-advice': { says: '推荐使用 QCOW2 和 VHD。', weDo: '本程序首选 QCOW2。' },
  iso: { says: '不能导入安装介质（ISO）：请先用它安装一台机器，再迁移该机器的磁盘。' },
  'raw-is-large': { says: 'RAW 文件与磁盘一样大，包括空白空间。请在上传之前转换。' },
  'split-vmdk': {
    says: '拆分的 VMDK 需先用 vmware-vdiskmanager 合并为一个文件。',
    today: 'qemu-img 可以直接读取各个分卷。',
    weDo: '无需合并：选择任意一个分卷，本程序会找到全部分卷并说明缺少哪一个。',
  },
  'object-over-5-gib': {
    says: '大于 5 GiB 的文件需使用断点续传的分片上传。',
    weDo: '本程序始终使用分片上传。',
  },

  'file-systems-linux': {
    says: 'Linux 服务器可以使用 ext3 或 ext4。',
    today: 'Linux 服务器可以使用 xfs、ext3 或 ext4。',
    weDo: '根文件系统三种均可。',
  },
  'file-systems-windows': { says: 'Windows 服务器使用 NTFS。' },
  'file-system-whole': { says: '获取磁盘之前，文件系统必须没有错误。' },
  'ext4-64bit': {
    says: 'ext4 文件系统不能启用 64bit 特性。',
    today: '较新的页面不再有此要求。',
    weDo: '本程序仅提醒：当前的发行版会对每个新文件系统启用该特性。',
  },
  'ext4-project-quota': { says: 'ext4 的 project 和 quota 特性不能同时启用。' },
  'free-space': { says: '系统盘需有空余空间，供 ECS 在首次启动时写入。' },
  'tolerated-file-systems': { says: 'ext2、UFS 和 UDF 可以容忍，建议使用 xfs、ext3 和 ext4。' },

  'partition-tables': { says: '磁盘可以使用 MBR 或 GPT。' },
  'partitions-linux': {
    says: 'Linux 系统盘只有一个分区，即根分区。',
    today: '根分区必须在最后，不使用 LVM，没有交换分区。',
    weDo: '本程序接受多个分区，根分区无法扩容时会提醒。',
  },
  'partitions-windows': { says: 'Windows 系统盘可以有多个分区。' },
  'no-lvm': { says: '系统盘不能使用 LVM。', weDo: '本程序仅提醒；服务器迁移中心（SMC）可以迁移 LVM。' },
  'no-swap-partition': { says: '系统盘不能有交换分区。' },
  'root-last': { says: '根分区必须是最后一个分区，才能扩容到新磁盘的大小。' },
  fstab: {
    says: '导出之前删除 /etc/fstab 中的挂载条目。',
    today: '不要修改 /etc/fstab：错误的条目会使实例无法启动。',
    weDo: '保留系统盘的条目并使用 UUID；只删除不随迁的磁盘和共享的条目。',
  },
  'uuid-names': { says: 'fstab 和引导程序需以 UUID 指定设备，因为 ECS 中磁盘的名称不同。' },
  'boot-mode': { says: '导入时必须指明磁盘以 BIOS 还是 UEFI 启动；64 位 ARM 只能使用 UEFI。' },

  'windows-activation': { says: '导入的 Windows 必须能够激活。' },
  'windows-firewall': { says: '必须关闭 Windows 防火墙，否则无法远程登录。' },
  'windows-rdp-port': { says: '必须为远程桌面开放 3389 端口。' },
  'windows-uac': { says: '必须关闭用户账户控制（UAC）。' },
  'windows-clients': {
    says: '可以导入 Windows 7 专业版和企业版，不能导入 XP、8 和 10。',
    today: '不能导入 XP、7、8、8.1 和 10。',
    weDo: '本程序都不建议。如果坚持，请选择“Other Windows”和自带许可证。',
  },
  'windows-virtio-readonly': {
    says: '如果安装了社区版 virtio 驱动，netkvm.sys、balloon.sys、vioser.sys、viostor.sys 和 pvpanic.sys 不能是只读。',
  },
  'windows-system-files': { says: '关键系统文件不能被修改。' },
  'windows-sysprep': { says: '不能有中断的 Sysprep。' },
  'linux-selinux': {
    says: '不能启用 SELinux。',
    today: '导入时不能启用 SELinux，之后可按其指南重新启用。',
    weDo: '本程序要求关闭，直到实例首次启动。',
  },
  'linux-firewall': { says: '必须关闭防火墙。' },
  'linux-ssh-port': { says: '必须开放 22 端口。' },
  'linux-network-manager': {
    says: '必须停止或卸载 NetworkManager。',
    today: '镜像检测不再检查此项。',
    weDo: '如果该版本有其他网络服务则关闭；如果它是唯一的网络服务（Red Hat 系列 8 及更高版本、Fedora）则保留。',
  },
  'linux-dhcp': { says: '网卡通过 DHCP 获取地址。' },
  'linux-virtio': { says: '必须安装 Xen 或 KVM 的驱动。' },
  'linux-cloud-init': { says: '必须安装 cloud-init：由它设置主机名、时间源和软件源。' },
  'linux-system-files': { says: '/sbin、/bin 和 /lib 下的文件不能被修改。' },
  'linux-issue': { says: '/etc/issue 不能被修改：ECS 通过它识别发行版。' },
  'linux-menu-lst': { says: '/boot/grub/menu.lst 不能被修改，否则实例无法启动。' },
  'linux-shadow': { says: '/etc/shadow 必须可写，以便设置密码。' },
  'linux-64-bit': {
    says: 'Linux 服务器必须为 64 位。',
    today: '表单也提供 i386。',
    weDo: '本程序允许 32 位系统但会提醒：支持的实例规格很少。',
  },
  'redhat-byol': { says: 'Red Hat Enterprise Linux 需要自带许可证，序列号和服务由厂商提供。' },
  'one-network-card': { says: '只支持一块网卡。' },
  'no-ipv6': { says: '不支持 IPv6 地址。' },
  'no-qemu-ga': { says: '不能安装 QEMU guest agent：它会妨碍 ECS 所需的服务。' },
  'non-standard-linux': { says: 'ECS 自身未提供的 Linux，以 Others Linux 或 Customized Linux 导入。' },
  'others-linux': {
    says: 'Others Linux：ECS 不进行任何配置。没有 DHCP 时，需通过远程连接手动设置地址、路由和密码。',
  },
  'customized-linux': { says: 'Customized Linux：ECS 将所需配置写入文件，由镜像中的脚本应用。' },
  'clock-utc': { says: '硬件时钟应使用 UTC。' },
  licence: {
    says: '许可证类型有 Auto、Aliyun 和 BYOL，默认为 Auto。',
    today: '许可证类型有 Aliyun 和 BYOL，默认为 Aliyun，且仅对 Windows Server 有效。',
    weDo: '本程序总是明确发送其中之一。',
  },
  'image-check-default': {
    says: '在服务器迁移中心（SMC）中，镜像检测默认开启。',
    today: '通过 API 导入时，只有提出要求才会检测。',
    weDo: '只要系统支持，本程序总是要求检测。',
  },
  'image-check-systems': { says: '部分系统不支持检测。', weDo: '对于这些系统，本程序不要求检测，并会说明。' },
  'cold-only': { says: '镜像取自停机的服务器，不包含跟进运行中服务器的复制方式。' },
  'public-endpoint': {
    says: '2025 年 3 月之后新开通 OSS 的账号，不能通过外网 Endpoint 向中国内地的地域上传。',
    weDo: '本程序在开始转换之前会先尝试上传少量数据。',
  },

  'password-length': { says: '管理员密码为 8～30 个字符。' },
  'password-kinds': { says: '包含大写字母、小写字母、数字和特殊字符中的三种。' },
  'password-windows-slash': { says: 'Windows 的密码不能以斜杠开头。' },

  'drivers-added': {
    says: 'ECS 会为 Windows Server 2008 及更高版本、CentOS 6～8、Ubuntu 12 及更高版本、Debian 7 及更高版本、SUSE 11 及更高版本自动添加 virtio 驱动。其他系统需在获取磁盘之前准备。',
  },
  'virtio-kernel': { says: '内核需要块设备和网络的 virtio 驱动，编入内核或作为模块均可。' },
  'virtio-initramfs': { says: '如果 virtio 是模块，则必须包含在 initramfs 中，否则找不到根磁盘。' },
  nvme: {
    says: '较新的实例规格族通过 NVMe 连接云盘，镜像必须有该驱动并做相应标记。',
    weDo: '只有存在该驱动时，本程序才会标记镜像。',
  },
  'old-kernels': { says: '低于 CentOS 5.11 的内核无法在较新的实例规格族上启动。' },
  'fw-cfg': {
    says: 'CentOS Stream、Anolis、AlmaLinux、Rocky Linux、UOS、Kylin 和 64 位 ARM 需要带 CONFIG_FW_CFG_SYSFS 的内核以及 SHA-512 密码。',
  },
};
