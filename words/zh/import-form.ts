/** Chinese of each field of the import form: its name, what it is for, and what the console asks of it. */
import { limits } from '../../contract/limits.ts';
import type { FormFieldId } from '../../contract/import-form.ts';
import type { FormFieldWords } from '../en/import-form.ts';

const { min, max } = limits.diskGiB;

export const importForm: Readonly<Record<FormFieldId, FormFieldWords>> = {
  region: { name: '镜像所在地域', help: '镜像所在的地域。Bucket 必须位于同一地域。' },
  objectAddress: {
    name: 'OSS Object 地址',
    help: '导入磁盘所用的对象。在此上传的磁盘会自动填写；如果对象已在 Bucket 中，请粘贴 OSS 控制台中的对象 URL。',
  },
  name: {
    name: '镜像名称',
    help: '2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角句号（.）、下划线（_）、半角冒号（:）和短划线（-）。不能以 aliyun 或 acs: 开头，在该地域内不能重名。',
  },
  osType: {
    name: '操作系统类型',
    help: 'Windows 或 Linux。平台不在列表中时，请选择 Linux。',
    options: { linux: 'Linux', windows: 'Windows' },
  },
  systemDiskGiB: {
    name: '系统盘大小（GiB）',
    help: `${min}～${max} GiB，且不小于磁盘的虚拟大小。可以小于 ${limits.advisedSystemGiB} GiB，但不建议。`,
    wrong: '请填写 1～2048 的整数。',
  },
  architecture: {
    name: '系统架构',
    help: '64 位系统选择 x86_64，32 位系统选择 i386，ARM 服务器选择 arm64。',
  },
  platform: {
    name: '操作系统平台',
    help: '发行版或 Windows 版本。选择“Others Linux”时，阿里云不会配置网络和密码；“Customized Linux”需要镜像中有专用的配置文件。',
    choose: '请选择操作系统平台',
  },
  bootMode: {
    name: '启动模式',
    help: '磁盘的启动模式：BIOS 或 UEFI。选错会导致实例无法启动；arm64 仅支持 UEFI。',
  },
  format: { name: '镜像格式', help: '建议使用 QCOW2 或 VHD；RAW 会连同全部空白数据一起上传。不支持 ISO。' },
  licenseType: {
    name: '许可证类型',
    help: 'BYOL：使用自带许可证，需确保可以在阿里云使用。Aliyun：由阿里云为 Windows Server 提供许可证并收费。Red Hat 和 SUSE 仅支持 BYOL。',
  },
  description: {
    name: '镜像描述',
    help: '供人查看的说明。2～256 个字符，不能以 http:// 或 https:// 开头。',
    wrong: '请使用 2～256 个字符，不能以 http:// 或 https:// 开头。',
  },
  dataDisks: {
    name: '添加数据盘镜像',
    help: `镜像最多可包含 ${limits.disks - 1} 块数据盘，每块 ${min}～${max} GiB。`,
  },
  resourceGroupId: {
    name: '资源组',
    help: '将镜像加入资源组，便于权限管理和分账。留空则加入默认资源组。',
    wrong: 'ID 以 rg- 开头。',
  },
  tags: {
    name: '标签',
    help: `最多 ${limits.imageTags} 个标签。标签键为 1～128 个字符，不区分大小写且不能重复；标签值最多 128 个字符。两者都不能以 acs: 开头，标签键也不能以 aliyun 开头，且不能包含 http:// 或 https://。`,
  },
  imageCheck: {
    name: '镜像检测',
    help: '导入后由 ECS 检测可能导致实例无法启动的问题。免费，需要几分钟，部分系统不支持。',
    on: '导入后检测镜像',
    notOffered: (platform) => `ECS 不检测 ${platform}。`,
  },
  nvmeSupport: {
    name: 'NVMe 驱动',
    help: '较新的实例规格族需要。仅当系统启动时可以加载 NVMe 驱动才选择支持。',
    on: '系统支持 NVMe 磁盘',
  },
};
