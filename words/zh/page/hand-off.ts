/** Chinese of the page that hands a server over to Server Migration Center. */
import type { handOff as english } from '../../en/page/hand-off.ts';

export const handOff: typeof english = {
  handOff: {
    opensOutside: '（在浏览器中打开）',
    title: '服务器迁移中心（SMC）',
    intro:
      '镜像迁移搬的是磁盘文件。如果这种方式不合适，可以用服务器迁移中心（SMC）搬运正在运行的服务器：在源服务器上运行客户端，由它把磁盘数据传到阿里云，再由 SMC 生成镜像。',
    when: '哪些情况更适合用 SMC',
    whenList: [
      '服务器不能停机，切换之前的数据变化也要跟着同步。',
      '拿不到磁盘文件：例如租用的服务器，或者所在平台不能导出磁盘。',
      '系统盘使用 LVM、超过 2,048 GiB，或者由多块必须一起工作的磁盘组成。',
      '服务器数量多：SMC 一次可管理 100 台，同时迁移 20 台。',
      '可以直接向所在平台要虚拟机，例如 VMware vCenter（不必逐台安装客户端）。',
    ],
    whenNot:
      '如果阿里云没有提供或已下线您需要的操作系统，或者需要自己选择许可证类型，导入镜像仍是正确的方式。',
    steps: '怎么做',
    stepList: [
      '打开下面的 SMC 控制台。也可以从 ECS 控制台进入：实例与镜像 > 镜像 > 导入镜像 > 自动导入。',
      '在控制台生成激活码，并下载适合该服务器系统的 SMC 客户端。',
      '以 root 或管理员身份在服务器上运行客户端并输入激活码，服务器随后出现在“迁移源”中。',
      '为它创建迁移任务：目标类型为镜像，填写地域和系统盘大小。下面的文件里有要填的内容。',
      'SMC 生成名称以 IMAGE_FROM_SMC 开头的自定义镜像，默认进行镜像检测，完成后出现在该地域的镜像列表中。',
    ],
    needs: '需要什么',
    needList: [
      '服务器能通过 HTTPS（443）访问公网，并能访问 SMC 在您账号中启动的中转实例的 8080 和 8703 端口。',
      '如果数据不走公网，目标地域需要有专有网络 VPC 和交换机。',
      'SMC 本身免费；中转实例、它的云盘和快照会产生费用。',
      'Linux 需要 GRUB 1.99 或更高版本。',
    ],
    where: '使用哪个控制台',
    site: '您的账号属于',
    sites: { international: '国际站', china: '中国站' },
    open: 'SMC 控制台',
    images: 'ECS 控制台的镜像页面',
    help: '什么是 SMC？',
    about: '关于这台服务器已知的信息',
    aboutIntro: '用来填写迁移任务，或者交给负责填写的同事。其中不含账号和密钥。',
    choose: '迁移任务',
    none: '目前没有任何迁移任务包含磁盘。先在迁移任务中选择该服务器的磁盘，磁盘中找到的信息就可以在这里保存。',
    unknownDisks: '这个迁移任务的磁盘还没有查看过，请先打开“磁盘”步骤。',
    saveJson: '保存为 JSON',
    saveMarkdown: '保存为 Markdown',
    copyWhat: 'Markdown 文本',
    facts: {
      name: '服务器',
      system: '操作系统',
      architecture: '系统架构',
      kernel: '内核',
      bootMode: '启动模式',
      region: '地域',
      imageName: '镜像名称',
      licence: '许可证类型',
    },
    columns: { disk: '磁盘', role: '用途', size: '大小', data: '其中的数据', partitions: '分区' },
    gib: (count: number) => `${count} GiB`,
    unknown: '未知',
  },
};
