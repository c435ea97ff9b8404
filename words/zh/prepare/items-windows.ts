/** Chinese words of the Windows items. */
import type { WindowsItemId } from '../../en/prepare/items-windows.ts';
import type { ItemWords } from '../../prepare-words.ts';

export const windowsItems: { readonly [I in WindowsItemId]: ItemWords } = {
  'win-backup': { title: '留好退路', why: '以下更改在服务器本身或其克隆上进行。', how: '创建备份或快照，或克隆机器并在克隆上操作。' },
  'win-licence': { title: '确定激活方式', why: '导入的 Windows 必须能够激活：使用阿里云提供的许可证（收费），或使用您自己的许可证。', how: '在导入表单中选择 Aliyun 或 BYOL。选择 BYOL 时，请确认密钥可以在公共云使用。', clicks: '控制面板 > 系统：最下方显示 Windows 是否已激活。', check: '许可证状态：已授权。' },
  'win-client': { title: '桌面版 Windows：风险自负', why: '导入说明不支持桌面版 Windows。', how: '建议改用服务器版。否则请以“Other Windows”和自带许可证导入，并在正式使用之前验证。' },
  'win-firewall': { title: '关闭防火墙', why: '否则远程桌面可能无法连接。在 ECS 中由安全组实现防护。', clicks: '开始 > 控制面板 > Windows 防火墙 > 启用或关闭 Windows 防火墙：对所有网络关闭。', check: '所有配置文件均为关闭。' },
  'win-rdp': { title: '启用远程桌面，端口 3389', why: '启动后通过远程桌面登录。', clicks: '开始 > 右键单击“计算机” > 属性 > 远程设置 > 允许远程连接到此计算机。', check: '3389 端口有服务监听。' },
  'win-uac': { title: '关闭用户账户控制（UAC）', why: '它可能阻止首次启动时初始化实例的程序。', clicks: '开始 > 运行 > msconfig > 工具 > 更改 UAC 设置 > 启动：将滑块拖到最下方，然后重启。', check: '重启后显示 0。' },
  'win-password': { title: '管理员密码符合要求', why: 'ECS 拒绝弱密码：8～30 个字符，包含大写字母、小写字母、数字和特殊字符中的三种，且不能以斜杠开头。', clicks: '计算机管理 > 本地用户和组 > 用户 > Administrator：设置密码；属性：未禁用。', check: '账户已启用：是。' },
  'win-dhcp': { title: '使用 DHCP 获取地址', why: 'ECS 通过 DHCP 分配地址。如果您通过网络登录，请最后执行此项。', clicks: '网络连接 > 网卡 > 属性 > Internet 协议版本 4：IP 地址和 DNS 都设为自动获取。', check: 'DHCP 已启用：是。' },
  'win-one-nic': { title: '一块网卡', why: '只支持一块网卡。', how: '如果是虚拟机，请在获取磁盘之前移除多余的网卡，并解除网卡绑定（NIC 组合）。', clicks: '网络连接：禁用多余的网卡。', check: '只有一块网卡。' },
  'win-ipv6': { title: '没有 IPv6 地址', why: '镜像不支持 IPv6 地址。', clicks: '网络连接 > 网卡 > 属性：取消勾选 Internet 协议版本 6。', check: '只有以 fe80 开头的地址。' },
  'win-file-system': { title: '使用 NTFS 且没有错误', why: 'Windows 磁盘必须使用 NTFS。目前潜伏的错误可能导致副本无法启动。可以有多个分区，MBR 和 GPT 均可。', how: '检查错误；如果发现错误，请执行 chkdsk C: /f 并重启。', clicks: '资源管理器 > 右键单击 C: > 属性 > 工具 > 检查。', check: 'FileSystem 为 NTFS。' },
  'win-free-space': { title: '有空余空间', why: '在 ECS 首次启动时会写入磁盘。', how: '系统盘至少留出十分之一的空间。导入表单中填写的是虚拟大小，而不是已用空间。', check: 'FreeSpace 大于 Size 的十分之一。' },
  'win-bitlocker': { title: '关闭 BitLocker', why: '密钥保存在旧机器中，副本每次启动都会要求输入密钥，并且无法检测。', how: '关闭 BitLocker 并等待驱动器解密完成。', clicks: '控制面板 > BitLocker 驱动器加密 > 关闭 BitLocker。', check: '显示已完全解密（Fully Decrypted）。' },
  'win-boot-mode': { title: '确认启动模式', why: '导入表单需要选择 BIOS 或 UEFI。', clicks: '开始 > 运行 > msinfo32：查看“BIOS 模式”。2012 之前的版本除非磁盘为 GPT，否则是 BIOS。', check: '引导程序以 .efi 结尾为 UEFI，以 .exe 结尾为 BIOS。' },
  'win-data-disks': { title: '确定数据盘的处理方式', why: '最多可随系统盘导入十六块数据盘。容量大或写入频繁的数据盘，更适合之后同步文件。', how: '逐一记录数据盘：以镜像导入、同步文件，或不迁移。' },
  'win-virtio': { title: 'virtio 驱动', why: '没有这些驱动，Windows 找不到磁盘。ECS 会为 Server 2008 及更高版本自动添加，更早的版本需要在获取磁盘之前安装。', how: '按阿里云文档“安装 virtio 驱动”安装其驱动包；Server 2008 之前的版本必须安装。', check: '有 viostor，且 Start 为 0。' },
  'win-virtio-readonly': { title: 'virtio 驱动文件不是只读', why: '社区版驱动的文件是只读的，ECS 无法替换。', how: '对存在的这五个文件去除只读属性。', clicks: '资源管理器 > C:\\Windows\\System32\\drivers > netkvm.sys、balloon.sys、vioser.sys、viostor.sys、pvpanic.sys > 属性：取消勾选“只读”。', check: '文件名前没有 R。' },
  'win-filter-drivers': { title: '没有残留的过滤驱动', why: '备份和杀毒软件会插入到磁盘驱动之前。如果文件已不存在而名称仍在，启动时会蓝屏。', how: '卸载备份和杀毒软件。在 UpperFilters 值中删除 System32\\drivers 下已没有对应 .sys 文件的名称，保留 partmgr。', clicks: 'regedit > HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e967-e325-11ce-bfc1-08002be10318} > UpperFilters。', check: '只有 partmgr 和您认识的名称。' },
  'win-device-install': { title: '允许安装设备', why: '某些安全加固会禁止安装设备，导致新的磁盘和网卡没有驱动。', how: '如果存在该值，请将其设置为 0。' },
  'win-xen': { title: '没有残留的 Xen 驱动', why: '它会对 Windows 隐藏新设备。', how: '卸载 Xen 驱动，或删除该值。', check: '没有 hide_devices。' },
  'win-qemu-ga': { title: '没有 QEMU guest agent', why: '它会妨碍 ECS 所需的服务。', clicks: '控制面板 > 程序和功能 > QEMU guest agent > 卸载。', check: '没有列出任何内容。' },
  'win-vendor-agents': { title: '卸载旧平台的工具', why: 'VMware Tools、VirtualBox 增强功能和其他云的代理程序在此没有用处，有些在离开原平台后就无法卸载。', clicks: '控制面板 > 程序和功能 > 卸载。', check: '没有列出任何内容。' },
  'win-hotfixes': { title: '会引起问题的更新', why: '镜像检测会识别某些导致 Windows 反复重启的更新；Server 2008 R2 需要 KB3033929 才能使用当前的驱动。', how: '卸载检查脚本指出的更新，每个更新一条命令，命令中的编号仅为示例。如果缺少 KB3033929，请安装。', check: '与检查脚本的列表比对。' },
  'win-updates': { title: '没有安装到一半的更新', why: '在两次重启之间获取的副本可能无法启动。', how: '重启直到没有待完成的更新，然后获取磁盘。', clicks: 'Windows 更新：没有等待重启的更新。', check: '三项均为 False。' },
  'win-sysprep': { title: '没有未完成的 Sysprep', why: '中断的 Sysprep 无法在副本中完成。', how: '让其完成，或使用执行 Sysprep 之前的副本。', check: '显示 IMAGE_STATE_COMPLETE。' },
  'win-system-files': { title: '系统文件未被修改', why: 'ECS 以 Windows 自身文件未被修改为前提。', how: '让 Windows 比对系统文件。' },
  'win-hibernation': { title: '关闭休眠和快速启动', why: '处于休眠状态或以快速启动方式关机的 Windows，其磁盘状态不完整。请最后执行此项，然后关机并获取磁盘。', how: '第二条命令会完全关闭服务器。', clicks: '控制面板 > 电源选项 > 选择电源按钮的功能：取消勾选“启用快速启动”。', check: '休眠不可用。' },
}; // prettier-ignore
