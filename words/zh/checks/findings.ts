/** Chinese texts of the checks that look inside a disk: what each one is about, and what to do when it fails. */
import type { DiskFinding } from '../../../contract/disks.ts';
import type { Evidence } from '../../../contract/evidence.ts';
import type { GuestRule } from '../../../contract/guest.ts';
import type { FindingText } from '../../en/disks.ts';
import { evidenceText } from './evidence.ts';
import { installCommand, isDebian } from '../../guest-commands.ts';

type Facts = DiskFinding['facts'];
interface Text {
  /** What was found, before the evidence. */
  readonly says: string;
  readonly remedy: string | ((facts: Facts) => string);
}

const install =
  (name: string, debianName = name) =>
  (facts: Facts): string =>
    `在源服务器上执行：${installCommand(facts, name, debianName)}`;
const addDrivers =
  (drivers: string) =>
  (facts: Facts): string =>
    isDebian(facts)
      ? `在源服务器上将 ${drivers} 逐行添加到 /etc/initramfs-tools/modules，然后执行：update-initramfs -u -k all`
      : `在源服务器上针对默认内核执行：dracut -f --add-drivers "${drivers}"`;
const afterImport = '导入后在 ECS 控制台安装。';

const texts: { readonly [R in GuestRule]: Text } = {
  'guest.damaged': { says: '系统的部分内容无法读取', remedy: '在源服务器上检查文件系统（fsck、chkdsk），然后重新复制磁盘。' },
  'guest.not-read': { says: '未检查磁盘内部', remedy: '无需处理，导入后还会检测镜像。' },
  'guest.data-disk': { says: '该磁盘属于另一块磁盘上的系统', remedy: '无需处理。' },
  'guest.disk-missing': { says: '有卷还需要另一块磁盘', remedy: '请一并选择该服务器的其他磁盘，以便一起迁移。' },
  'guest.not-opened': { says: '有些卷只有系统自身才能打开', remedy: '请确认系统无需人工在控制台操作即可打开它们；已锁定的根卷在 ECS 上无法自行启动。' },
  'guest.no-system': { says: '未找到本程序可识别的操作系统', remedy: '请确认这是服务器启动所用的磁盘。' },
  'linux.boot-menu': { says: '启动系统所需的内容不完整', remedy: (facts) => isDebian(facts) ? '在源服务器上执行：update-grub' : '在源服务器上执行：grub2-mkconfig -o /boot/grub2/grub.cfg' },
  'linux.default-initramfs': { says: '默认内核的 initramfs 无法解开', remedy: (facts) => isDebian(facts) ? '在源服务器上执行：update-initramfs -u' : '在源服务器上执行：dracut -f' },
  'linux.virtio': { says: '默认内核在 ECS 上无法读取磁盘', remedy: addDrivers('virtio_blk virtio_pci virtio_net') },
  'linux.nvme': { says: '默认内核在使用 NVMe 云盘的实例上无法读取磁盘', remedy: addDrivers('nvme nvme-core') },
  'linux.grub': { says: '可能找不到内核要挂载的根分区', remedy: '在引导程序的配置中以 UUID 指定根分区（可用 blkid 查看），并重新生成引导菜单。' },
  'linux.fstab': { says: '可能找不到 /etc/fstab 中的某个设备', remedy: '以 UUID 指定设备（可用 blkid 查看），删除不随迁的磁盘所在的行，或添加 nofail 选项。' },
  'linux.dhcp': { says: '网络使用固定地址', remedy: '将第一块网卡设置为 DHCP：ECS 以此方式为每台实例分配地址。' },
  'linux.card-names': { says: '网络配置绑定了不会随迁的网卡', remedy: '从这些文件中删除 MAC 地址，并删除 70-persistent-net.rules。' },
  'linux.selinux': { says: 'SELinux 已启用', remedy: '在 /etc/selinux/config 中设置 SELINUX=disabled；或设置为 permissive，并在导出前创建 /.autorelabel。' },
  'linux.sshd': { says: '没有随系统启动的 SSH 服务', remedy: (facts) => `${install('openssh-server')(facts)}，然后执行：systemctl enable ${isDebian(facts) ? 'ssh' : 'sshd'}` },
  'linux.cloud-init': { says: '未安装 cloud-init', remedy: install('cloud-init') },
  'linux.growpart': { says: '根分区无法随磁盘扩容', remedy: install('cloud-utils-growpart', 'cloud-guest-utils') },
  'linux.root-last': { says: '根分区不是最后一个分区', remedy: '可以继续，但根分区将无法在线扩容。如需扩容，请移走其后的分区。' },
  'linux.free-space': { says: '根分区几乎已满', remedy: '在源服务器上清理空间，或扩大根分区。' },
  'linux.rtc': { says: '硬件时钟使用本地时间', remedy: '在源服务器上执行：timedatectl set-local-rtc 0' },
  'linux.qemu-ga': { says: '已安装 QEMU 的代理程序', remedy: (facts) => `在源服务器上执行：${isDebian(facts) ? 'apt remove' : 'yum remove'} qemu-guest-agent` },
  'linux.cloud-assistant': { says: '未安装云助手', remedy: afterImport },
  'linux.security-center': { says: '未安装云安全中心的客户端', remedy: '如果使用云安全中心，请在导入后安装。' },
  'linux.password-files': { says: '密码文件无法写入', remedy: '在源服务器上执行：chattr -i -a /etc/passwd /etc/shadow /etc/group /etc/gshadow' },
  'linux.lib-links': { says: '系统目录是绝对路径的链接', remedy: '改为相对路径，例如：ln -sfn usr/lib /lib' },
  'linux.old-kernel': { says: '内核版本过低，不适用于较新的实例规格族', remedy: '升级系统（CentOS 5 升级到 5.11），或选择较早的实例规格族。' },
  'linux.other-platform': { says: '安装了其他平台的工具', remedy: '在导出之前或导入之后将其卸载。' },
  'linux.antivirus': { says: '安装了杀毒软件', remedy: '在 ECS 上首次成功启动之前请将其关闭，或排除系统目录。' },
  'linux.boot-mode': { says: '无法判断系统以何种方式启动', remedy: '在源服务器上检查：存在 /sys/firmware/efi 目录即为 UEFI；请据此选择表单中的启动模式。' },
  'linux.efi-fallback': { says: 'UEFI 只能通过原机器的启动项找到引导程序', remedy: (facts) => isDebian(facts) ? '在源服务器上执行：grub-install --target=x86_64-efi --removable' : '在源服务器上执行：mkdir -p /boot/efi/EFI/BOOT，将 shimx64.efi 复制到其中并命名为 BOOTX64.EFI，并将 grubx64.efi 放在同一目录' },
  'linux.ext-features': { says: 'ext4 启用了阿里云说明中不支持的特性', remedy: '通常无需处理：较新的内核可以使用 64bit。如果导入或启动失败，请卸载该文件系统后执行 resize2fs -s，或 tune2fs -O ^project,^quota。' },
  'linux.file-system': { says: '根分区的文件系统不在阿里云列出的支持范围内', remedy: '使用前请先测试由该镜像创建的实例；为稳妥起见，可将根分区迁移到 ext4 或 XFS。' },
  'linux.firewall': { says: '防火墙随系统启动', remedy: '在源服务器上将其关闭（systemctl disable --now firewalld），或确保放行 TCP 22 端口；ECS 提供安全组。' },
  'linux.ipv6': { says: '设置了固定的 IPv6 地址', remedy: '从这些文件中删除：实例的地址由其所在的网络分配。' },
  'linux.lvm': { says: '根分区是逻辑卷', remedy: '请测试由该镜像创建的实例：ECS 要求系统盘不使用 LVM，且根分区不会自动扩容。' },
  'linux.network-manager': { says: '网络可能得不到配置', remedy: '删除 NetworkManager-config-server；NetworkManager 与 network 服务只保留一个随系统启动。' },
  'linux.not-clean': { says: '文件系统未正常卸载', remedy: '关闭服务器后重新复制磁盘；此处读取的内容可能不是最新的。' },
  'linux.other-cloud': { says: '安装了其他云的代理程序', remedy: '在导出之前或导入之后将其卸载，优先卸载会设置密码或网络的代理程序。' },
  'linux.root-account': { says: '无法为 root 设置密码，或 root 无法登录', remedy: '在源服务器上执行：usermod -s /bin/bash root，并确认已安装 passwd 软件包。' },
  'linux.root-login': { says: 'SSH 服务不允许 root 使用密码登录', remedy: '在 sshd_config 中设置 PermitRootLogin yes 和 PasswordAuthentication yes；或使用密钥对和其他用户启动实例。' },
  'linux.second-card': { says: '配置了多块网卡', remedy: '删除第二块及之后网卡的配置：镜像启动时只有一块网卡，其余网卡可在之后添加。' },
  'linux.secure-boot': { says: '内核要求模块必须签名', remedy: '从引导程序的配置中删除这些参数，或确认所有驱动均已签名。' },
  'linux.swap': { says: '系统使用卷作为交换空间', remedy: '可以继续，但 ECS 不建议这样做。可以在实例上改用交换文件。' },
  'windows.storage-driver': { says: 'Windows 在 ECS 上无法读取磁盘', remedy: '在源服务器上安装阿里云的 virtio 驱动，并重启一次。' },
  'windows.network-driver': { says: 'Windows 没有 ECS 网卡的驱动', remedy: '在源服务器上安装阿里云的 virtio 驱动。' },
  'windows.bootmgr': { says: '缺少启动管理器', remedy: '请确认这是 Windows 启动所用的磁盘；修复命令：bcdboot C:\\Windows' },
  'windows.bcd': { says: '启动配置没有指向 Windows', remedy: '在源服务器上执行：bcdboot C:\\Windows；同时带上系统分区所在的磁盘。' },
  'windows.registry': { says: '注册表未正常关闭或无法读取', remedy: '正常启动并关闭 Windows，然后重新复制磁盘。' },
  'windows.dirty': { says: 'Windows 未正常关机', remedy: '关闭 Windows（shutdown /s /t 0），然后重新复制磁盘。' },
  'windows.hibernated': { says: 'Windows 处于休眠状态', remedy: '在源服务器上执行：powercfg /h off；然后关机并重新复制磁盘。' },
  'windows.disk-filters': { says: '注册的磁盘过滤驱动已不存在', remedy: '从磁盘类的 UpperFilters 中删除这些名称，保留 partmgr。' },
  'windows.sysprep': { says: '安装程序或 Sysprep 被中断', remedy: '在源服务器上让其完成，或重新制作磁盘。' },
  'windows.update': { says: '有更新等待重启', remedy: '重启 Windows，直到没有待完成的更新，然后重新复制磁盘。' },
  'windows.hotfix': { says: '有已知会引起问题的 Windows 更新', remedy: '卸载标为已安装的更新（wusa /uninstall /kb:…），安装标为缺失的更新。' },
  'windows.xen': { says: '残留的 Xen 驱动隐藏了设备', remedy: '清空 Services\\XenPCI\\Parameters 下的 hide_devices。' },
  'windows.device-install': { says: 'Windows 可能无法安装设备', remedy: '将 DeviceInstallDisabled 设置为 0 或删除该项。' },
  'windows.rdp': { says: '远程桌面未启用', remedy: '启用远程桌面（系统 > 远程设置），并在防火墙中放行。' },
  'windows.cloud-assistant': { says: '未安装云助手', remedy: afterImport },
  'windows.supported': { says: 'ECS 的镜像检测不支持该版本的 Windows', remedy: '不做检测继续迁移，或先升级 Windows。' },
  'windows.other-platform': { says: '有其他平台的工具正在运行', remedy: '在源服务器上关闭，或导入后通过控制台关闭。' },
  'windows.antivirus': { says: '安装了杀毒软件', remedy: '在 ECS 上首次成功启动之前请将其关闭或卸载。' },
  'windows.drive-letters': { says: '盘符 C 属于另一个分区', remedy: '在源服务器上删除 HKLM\\SYSTEM\\MountedDevices 下的 \\DosDevices\\C: 值，重启后重新复制磁盘。' },
  'windows.efi-fallback': { says: 'UEFI 只能通过原机器的启动项找到 Windows', remedy: '在源服务器上执行：mountvol S: /S，然后将 S:\\EFI\\Microsoft\\Boot\\bootmgfw.efi 复制为 S:\\EFI\\BOOT\\BOOTX64.EFI。' },
  'windows.firewall': { says: '防火墙阻止了远程桌面', remedy: '在源服务器上执行：netsh advfirewall firewall set rule group="remote desktop" new enable=yes；或关闭防火墙。' },
  'windows.fixed-address': { says: '网卡使用固定地址', remedy: '将其设置为 DHCP：ECS 以此方式为每台实例分配地址。' },
  'windows.free-space': { says: 'Windows 所在的卷几乎已满', remedy: '在源服务器上清理空间（cleanmgr），或扩大该卷。' },
  'windows.nvme': { says: 'Windows 无法从 NVMe 云盘启动', remedy: '在表单中将 NVMe 支持设为“否”，并选择不使用 NVMe 云盘的实例规格族；Windows Server 2012 R2 及以上版本自带 stornvme 驱动。' },
  'windows.other-cloud': { says: '其他云的代理程序正在运行', remedy: '在导出之前或导入之后将其卸载。' },
  'windows.qemu-ga': { says: 'QEMU 的代理程序正在运行', remedy: '在源服务器上卸载 QEMU guest agent。' },
  'windows.read-only-drivers': { says: 'virtio 驱动文件为只读', remedy: '在源服务器上对这些文件逐个执行 attrib -r。' },
  'windows.scsi-driver': { says: 'virtio SCSI 驱动不能用于启动', remedy: '在源服务器上安装阿里云的 virtio 驱动，并重启一次。' },
  'windows.secure-boot': { says: 'Windows 以安全启动方式启动', remedy: '先暂停 BitLocker，然后在源服务器上关闭安全启动，并以该方式启动一次。' },
  'windows.uac': { says: '用户账户控制已启用', remedy: '可以继续；如需无人值守地安装程序，请将其关闭（EnableLUA 设为 0）。' },
}; // prettier-ignore

export function guestFinding(rule: GuestRule, facts: Facts, evidence?: Evidence): FindingText {
  const { says, remedy } = texts[rule];
  return {
    says: evidence === undefined ? `${says}。` : `${says}：${evidenceText(evidence)}。`,
    remedy: typeof remedy === 'string' ? remedy : remedy(facts),
  };
}
