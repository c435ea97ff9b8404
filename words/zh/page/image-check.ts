/** Chinese of what ECS's image check looks at. */
import type { imageCheck as english } from '../../en/page/image-check.ts';

export const imageCheck: typeof english = {
  imageCheck: {
    items: {
      platform: { meaning: '磁盘上系统的类型。' },
      osversion: { meaning: '系统版本。' },
      architecture: { meaning: '系统的处理器架构。' },
      kernelversion: { meaning: '内核版本。' },
      rtctimemode: {
        meaning: '硬件时钟使用 UTC 还是本地时间。',
        remedy: '将硬件时钟设为 UTC，否则时间会相差一个时区。',
      },
      bootmode: {
        meaning: '系统盘适用的启动模式。',
        remedy: '导入镜像时选择该启动模式：LEGACY 选 BIOS，UEFI 选 UEFI。',
      },
      virtio: {
        meaning: '系统启动时是否有 virtio 驱动。没有它就找不到 ECS 的磁盘和网络。',
        remedy: '安装 virtio 驱动；Linux 还须编入 initramfs。',
      },
      nvme: {
        meaning: '是否有 NVMe 驱动。较新的实例规格通过 NVMe 挂载磁盘。',
        remedy: '安装驱动、重建 initramfs 并设置内核参数；在此之前请选用非 NVMe 规格。',
      },
      fstab: {
        meaning: '/etc/fstab 中挂载的设备是否存在。',
        remedy: '修正 /etc/fstab 中的设备（最好用 UUID），删除已不存在的项。',
      },
      grub: { meaning: '引导程序配置中的设备是否存在。', remedy: '修正设备和 UUID，重新生成 grub.cfg。' },
      dhcp: {
        meaning: '网卡是否通过 DHCP 获取地址。',
        remedy: '设为 DHCP：沿用原来的固定地址，实例将没有网络。',
      },
      selinux: {
        meaning: 'SELinux 是否开启。',
        remedy: '使用镜像前关闭 SELinux，或在首次启动后重新打标签。',
      },
      onlineresizefs: { meaning: '根文件系统能否随磁盘扩容。', remedy: '安装带 growpart 的 cloud-init。' },
      systemimage: {
        meaning: '这是否真的是系统盘，而不是安装介质、数据盘或空盘。',
        remedy: '请迁移服务器启动所用的磁盘。',
      },
      cloudassistant: { meaning: '是否安装了云助手 Agent。', remedy: '安装后可从控制台在实例上执行命令。' },
      cloudinit: {
        meaning: '是否安装了 cloud-init。没有它，控制台设置的密码、密钥和主机名不会生效。',
        remedy: '安装 cloud-init，或使用镜像自带的密码登录。',
      },
      securitycenteragent: {
        meaning: '是否安装了云安全中心 Agent。',
        remedy: '如果使用云安全中心，请安装。',
      },
      supportmocinstancetypes: {
        meaning: '内核能否运行在当前的实例规格上。',
        remedy: '升级已停止维护的系统；CentOS 5 至少升级到 5.11。',
      },
      bcd: { meaning: '启动配置数据（BCD）是否有效。', remedy: '用 bcdboot 或恢复介质修复 BCD。' },
      registry: { meaning: '注册表配置单元能否读取。', remedy: '从备份恢复损坏的配置单元。' },
      hotfix: {
        meaning: '是否装有已知会影响启动的补丁，或缺少必需的补丁。',
        remedy: '按所列名称卸载或安装补丁。',
      },
      disk: {
        meaning: '是否仍登记着旧软件的磁盘过滤驱动，而驱动文件已不存在。',
        remedy: '从 UpperFilters 中删除其名称，保留 partmgr。',
      },
      sysprep: { meaning: 'Sysprep 是否被中断。', remedy: '在源服务器上执行完毕后重新迁移。' },
      update: { meaning: 'Windows 更新是否被中断。', remedy: '在源服务器上更新完毕后重新迁移。' },
      xen: {
        meaning: '残留的 Xen 驱动是否隐藏了设备。',
        remedy: '在注册表中清除 XenPCI 服务的 hide_devices。',
      },
      server: { meaning: '是否禁用了设备安装。', remedy: '在注册表中将 DeviceInstallDisabled 设为 0。' },
      desktopconfig: { meaning: 'desktop.ini 是否正常。', remedy: '恢复该文件。' },
      bootmgr: { meaning: '启动管理器是否存在。', remedy: '用 bcdboot 或恢复介质恢复 bootmgr。' },
    },
    unknown: { meaning: '本程序尚不认识的检测项。', remedy: '请在阿里云的镜像检测项列表中查询。' },
    nothing: '无须处理。',
    columns: { item: '检测项', found: '结果', todo: '处理办法' },
  },
};
