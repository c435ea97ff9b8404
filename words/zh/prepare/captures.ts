/** Chinese words of the capture guides. */
import type { PrepareWords } from '../../prepare-words.ts';

const off = '停机获取是指：机器已关机，而不是暂停或挂起。这样不会有写到一半的文件，副本与服务器当时的状态一致。';
const shutDown = {
  title: '关机',
  text: '在系统内正常关机，使所有数据写入磁盘。副本完成之前不要开机。',
};
const choose = {
  title: '选择文件',
  text: '在“磁盘”步骤中选择该文件，或将其放到本程序可以读取的位置。',
};
const dd: PrepareWords['captures']['dd-rescue']['steps'] = {
  rescue: {
    title: '启动救援系统',
    text: '使用救援介质启动机器（U 盘、DVD 或网络上的任意 Linux Live 系统），使其自身的磁盘不被占用。不能挂载磁盘上的任何分区。',
  },
  'find-disk': {
    title: '找到磁盘',
    text: '是整块磁盘（sda、nvme0n1、cciss/c0d0），而不是其中的分区（sda1）。',
  },
  share: { title: '连接共享文件夹', text: '“共享文件夹”中的操作说明使用的就是您自己的名称。' },
  read: {
    title: '读取磁盘，显示进度并计算校验值',
    text: '在前两行填入您自己的磁盘和文件。注意方向：“disk”只会被读取。校验值根据实际读取的数据计算。',
  },
  'read-old': {
    title: '使用旧版 dd 时',
    text: '适用于 dd 不支持 status=progress 的系统（coreutils 8.24 之前），每半分钟报告一次进度。',
  },
  compare: {
    title: '比较',
    text: '再读取一遍文件。显示“same”表示共享文件夹中的内容与读取的一致。',
  },
};
const ddExpect = ['server.raw：与磁盘一样大。在“磁盘”步骤中选择它。', 'server.sha256：其校验值。'];

export const captures: PrepareWords['captures'] = {
  'vmware-copy': { title: '从 ESXi 复制磁盘', when: 'ESXi 或 vCenter 上的虚拟机，并且可以登录到主机。', cold: off, steps: {
    snapshots: { title: '删除快照', text: '带快照的磁盘由一串文件组成，请先整合。命令会列出虚拟机。' },
    'shut-down': shutDown,
    copy: { title: '在主机上克隆磁盘', text: '请使用您自己的数据存储和虚拟机名称。去掉“-d thin”可保持原有类型。克隆得到的是完整磁盘，不含快照。' },
    fetch: { title: '取回两个文件', text: '也可以在数据存储浏览器中下载。小文件是描述文件，-flat 文件是数据，请放在一起。' } },
    expect: ['server.vmdk：几百字节的文本。选择这个文件。', 'server-flat.vmdk：数据，与磁盘一样大。'] },
  'vmware-ovf': { title: '导出为 OVF 或 OVA', when: 'ESXi、vCenter 或 Workstation 上的虚拟机，无法访问主机上的文件。', cold: off, steps: {
    'shut-down': shutDown,
    export: { title: '在客户端中导出', text: '虚拟机菜单 > 导出 OVF 模板。也可以使用下面的命令。' },
    ovftool: { title: '使用命令导出', text: 'ovftool 会提示输入密码。' } },
    expect: ['server.ova：全部内容在一个文件中。选择它。', '或者 server.ovf、server.mf，以及每块磁盘一个压缩的 .vmdk。请放在一起。'] },
  'vmware-split': { title: '使用拆分的磁盘', when: 'VMware Workstation 或 Fusion，磁盘“拆分成多个文件”。', cold: off, steps: {
    'shut-down': shutDown,
    'all-pieces': { title: '复制全部文件', text: '描述文件（server.vmdk）和全部分卷（server-s001.vmdk …）。不再需要用 vmware-vdiskmanager 合并。' },
    choose: { title: '选择其中任意一个', text: '“磁盘”步骤会找到其余分卷，并说明缺少哪一个。' } },
    expect: ['server.vmdk：描述文件。', 'server-s001.vmdk、server-s002.vmdk …：每个约 2 GB 的分卷。'] },
  'hyper-v-export': { title: '从 Hyper-V 导出', when: 'Hyper-V 上的虚拟机。', cold: off, steps: {
    checkpoints: { title: '删除检查点', text: 'Hyper-V 管理器 > 检查点 > 删除检查点子树；等待 .avhdx 文件合并完成。' },
    'shut-down': shutDown,
    export: { title: '导出或复制磁盘', text: '虚拟机菜单 > 导出；或在关机状态下复制 .vhdx 文件。' } },
    expect: ['…\\Virtual Hard Disks\\server.vhdx（或 .vhd）：选择它。'] },
  'virtualbox-copy': { title: '从 VirtualBox 复制', when: 'VirtualBox 虚拟机；也可用于从安装介质（ISO）制作磁盘。', cold: off, steps: {
    'shut-down': shutDown,
    flatten: { title: '有快照时先克隆', text: '完整克隆得到一块完整的磁盘。' },
    choose },
    expect: ['虚拟机文件夹中的 server.vdi（或 .vmdk、.vhd）：选择它。'] },
  'kvm-copy': { title: '从 KVM 复制', when: 'libvirt、Proxmox、oVirt 等 KVM 平台。', cold: off, steps: {
    'shut-down': { title: '关机并找到磁盘', text: '第二条命令会列出磁盘文件。' },
    copy: { title: '完整复制', text: '如果有后备文件链，会一并合并为一个文件。' },
    choose },
    expect: ['server.qcow2：选择它。'] },
  'xen-copy': { title: '从 Xen 导出', when: 'XenServer、XCP-ng 等 Xen 平台。', cold: off, steps: {
    'shut-down': shutDown,
    export: { title: '导出磁盘', text: '将列表中该磁盘的编号填入第二条命令。' },
    choose },
    expect: ['server.vhd：选择它。'] },
  disk2vhd: { title: '使用 Disk2vhd 写入共享文件夹', when: 'Windows 物理机，或无法访问其平台的 Windows 虚拟机。', cold: 'Disk2vhd 通过卷影副本复制运行中的 Windows。请先停止数据库和应用，复制期间写入的内容不会包含在内。如需真正的停机副本，请在救援系统中使用 dd。', steps: {
    get: { title: '获取 Disk2vhd', text: '从 Microsoft 的 Sysinternals 页面下载。' },
    quiet: { title: '停止写入', text: '停止应用、数据库和计划任务，暂停杀毒软件。' },
    window: { title: '在程序窗口中操作', text: '取消勾选“Use Vhdx”以生成 VHD，保持勾选“Use Volume Shadow Copy”，勾选 C: 及其旁边的小系统分区，将共享路径填为文件名（\\\\station\\VHD_DIR\\server.vhd），单击 Create。' },
    command: { title: '或使用命令', text: '请使用您自己的共享。将 C: 换成“*”表示全部卷。' },
    check: { title: '查看文件', text: '文件中必须包含引导分区（系统保留或 EFI 分区），否则无法启动。' } },
    expect: ['server.vhd（最大 2040 GiB）或 server.vhdx：选择它。'] },
  'dd-rescue': { title: '在救援系统中用 dd 写入共享文件夹', when: '物理服务器，或无法访问其平台的任何机器。', cold: '停机获取是指：机器运行的是救援系统，自身磁盘的任何分区都未挂载。对运行中的系统执行 dd，得到的文件会前后不一致。', steps: dd, expect: ddExpect },
  'aws-export': { title: '从 AWS 导出', when: '其镜像允许导出的 EC2 实例（云市场镜像除外）。', cold: off, steps: {
    image: { title: '创建镜像', text: '请先停止实例。' },
    export: { title: '导出到 S3 存储桶', text: '账号中需要有 vmimport 角色。' },
    fetch: { title: '下载', text: '出站流量会产生费用。' } },
    expect: ['export-ami-….vmdk：选择它。'] },
  'azure-export': { title: '从 Azure 导出', when: '使用托管磁盘的虚拟机。', cold: off, steps: {
    'shut-down': { title: '解除分配', text: '这样才能读取磁盘。' },
    export: { title: '获取磁盘的下载地址', text: '返回的地址一天内有效。' },
    fetch: { title: '下载', text: '中断后可继续。出站流量会产生费用。' } },
    expect: ['server.vhd：固定大小，与磁盘一样大。选择它。'] },
  'gcp-export': { title: '从 Google Cloud 导出', when: 'Compute Engine 实例。', cold: off, steps: {
    image: { title: '停止实例并创建镜像', text: '使用其启动磁盘。' },
    export: { title: '导出到存储桶', text: '会运行一个构建任务，需要一些时间。' },
    fetch: { title: '下载', text: '出站流量会产生费用。' } },
    expect: ['server.qcow2：选择它。'] },
  'other-cloud-dd': { title: '从其他云获取', when: '不提供导出功能或您无权导出的云平台。', cold: '停机获取是指：实例运行云平台的救援系统，或将其磁盘挂载到另一台实例。由快照创建的磁盘也可以。', steps: {
    'own-export': { title: '先确认能否导出', text: '许多云平台可以将镜像导出为 QCOW2、VHD 或 VMDK，可直接选择。否则请将磁盘副本挂载到一台小型辅助实例上读取。' }, ...dd }, expect: ddExpect },
  'alibaba-image': { title: '为实例创建镜像', when: '已在阿里云的服务器。', cold: '为获得一致的镜像，请停止实例或其中的服务。这样快照就是磁盘当时的内容。', steps: {
    stop: { title: '停止实例', text: '或停止会写入数据的服务。' },
    image: { title: '创建自定义镜像', text: '在“镜像”中选择该实例：系统盘和数据盘的快照组成一个镜像。仅有数据盘的快照不能创建镜像。' },
    next: { title: '在其他位置使用', text: '同地域的其他网络：直接用它创建实例。其他地域：复制镜像。其他账号：共享镜像。' } },
    expect: ['得到自定义镜像，没有文件。'] },
}; // prettier-ignore
