/** The error book in Chinese: accounts, roles and the import form. */
import type { Book } from '../../../contract/error-book.ts';

const ours = '这是本程序的错误，请连同请求 ID 一起反馈。';

export const accountBook: Book<'account'> = {
  InvalidAccessKeyId: {
    title: 'OSS 不识别该 AccessKey',
    meaning: '该 AccessKey ID 不存在、已删除或已禁用。',
    remedy: '在 RAM 控制台核对该 ID，启用该 AccessKey 或另行创建，然后重新添加账号。',
  },
  'InvalidAccessKeyId.NotFound': {
    title: '阿里云不识别该 AccessKey',
    meaning: '该 AccessKey ID 不存在、已删除或已禁用。',
    remedy: '在 RAM 控制台核对该 ID，启用该 AccessKey 或另行创建，然后重新添加账号。',
  },
  SignatureDoesNotMatch: {
    title: 'AccessKey Secret 与 AccessKey ID 不匹配',
    meaning: '用该 Secret 计算的签名与阿里云计算的不一致，也可能是中间设备改动了请求。',
    remedy: '重新输入 ID 和 Secret，不要带空格。如果确认无误，请检查是否有会改写请求的代理。',
  },
  SecurityTokenExpired: {
    title: '临时凭证已过期',
    meaning: 'STS 临时凭证有有效期，未指定时为一小时。',
    remedy: '获取新的临时凭证，或使用 RAM 角色（会话会自动续期）。已上传的数据会保留。',
  },
  InvalidSecurityToken: {
    title: '临时凭证无效',
    meaning: 'STS Token 不完整，或属于另一个 AccessKey。',
    remedy: '请重新输入同一份临时凭证的三个部分。',
  },
  RequestTimeTooSkewed: {
    title: '时钟相差过大',
    meaning: '本机时钟与阿里云的时钟相差超过 15 分钟。',
    remedy: '校准时钟，建议启用自动同步时间。',
  },
  'Forbidden.RAM': {
    title: '缺少权限',
    meaning: '该 RAM 用户或角色没有在 ECS 或 VPC 执行此操作的权限。',
    remedy: '在“账号”中查看缺少哪些权限，并将其中显示的权限策略交给管理员。',
  },
  NoPermission: {
    title: '缺少权限',
    meaning: '该 RAM 用户或角色没有在 RAM、STS 或资源管理执行此操作的权限。',
    remedy: '在“账号”中查看缺少哪些权限，并将其中显示的权限策略交给管理员。',
  },
  AccessDenied: {
    title: 'OSS 拒绝访问',
    meaning: '可能是缺少权限、被 Bucket Policy 拒绝、Bucket 属于他人，或 Endpoint 属于其他地域。',
    remedy: '检查 Bucket 的所有者、地域和授权策略，以及“账号”中显示的权限。',
  },
  UserDisable: {
    title: '该账号的 OSS 服务已停用',
    meaning: '账号欠费，或因安全原因被停用。',
    remedy: '结清账单或查看控制台中的通知，等待几分钟后重试。',
  },
  'Account.Arrearage': {
    title: '账号已欠费',
    meaning: '结清欠费之前，ECS 不会为该账号执行新的操作。',
    remedy: '在费用与成本控制台结清账单后重试。',
  },
  'InvalidAccountStatus.OSSDisabled': {
    title: '尚未开通 OSS',
    meaning: '该账号从未开通 OSS，或 OSS 服务已被停用。',
    remedy: '在控制台开通 OSS，开通本身免费。',
  },
  UserNotInTheWhiteList: {
    title: '该功能未对此账号开放',
    meaning: '阿里云仅对部分账号开放该功能。',
    remedy: '提交工单申请，或改用其他方式：对于 VMDK，可由本程序转换为 QCOW2。',
  },
};

const missingRole = {
  title: 'ECS 尚无权读取 OSS',
  meaning: '角色 AliyunECSImageImportDefaultRole 不存在、不信任 ECS，或刚刚创建，ECS 尚未识别。',
  remedy: '由本程序创建该角色，或使用控制台的授权页面。新角色最多需要一分钟生效。',
};
export const roleBook: Book<'role'> = {
  NoSetRoletoECSServiceAcount: missingRole,
  NoSetRoletoECSServiceAccount: missingRole,
  'InvalidOSS.NotAuthorized': {
    title: '该角色无权读取此对象',
    meaning: '角色存在，但缺少权限策略，或被 Bucket Policy 拒绝。',
    remedy: '为该角色授予 AliyunECSImageImportRolePolicy，并检查 Bucket Policy。',
  },
  'EntityNotExist.Role': {
    title: '角色不存在',
    meaning: '该账号的 RAM 中没有这个名称的角色。',
    remedy: '创建该角色，或检查名称拼写以及角色 ARN 中的账号 ID。',
  },
  'EntityAlreadyExists.Role': {
    title: '角色已存在',
    meaning: '已有其他人创建了该角色。',
    remedy: '无需处理，将直接使用该角色。',
  },
  'EntityAlreadyExists.Role.Policy': {
    title: '权限策略已授予',
    meaning: '已有其他人授予了该策略。',
    remedy: '无需处理。',
  },
};

const spelling = (what: string): { title: string; meaning: string; remedy: string } => ({
  title: `ECS 不支持所填的${what}`,
  meaning: '该值不在服务列出的范围内。',
  remedy: '请从表单中选择；如果该值本就来自表单，请反馈。',
});
export const formBook: Book<'form'> = {
  MissingParameter: {
    title: '请求缺少参数',
    meaning: '错误信息中给出了参数名。',
    remedy: ours,
  },
  'MissingParameter.DiskDeviceMapping': {
    title: '未指定磁盘',
    meaning: '请求中没有系统盘的 Bucket 和对象。',
    remedy: ours,
  },
  'InvalidParameter.Malformed': {
    title: '参数格式不正确',
    meaning: '错误信息中给出了参数名。',
    remedy: ours,
  },
  'InvalidImageName.Malformed': {
    title: '镜像名称不符合要求',
    meaning: '名称应为 2～128 个字符，以字母或中文开头，不含空格，不能以 aliyun 或 acs: 开头。',
    remedy: '请使用其他名称。',
  },
  'InvalidImageName.Duplicated': {
    title: '镜像名称已被占用',
    meaning: '该账号在此地域已有同名镜像。如果之前连接中断，它可能就是刚刚请求导入的镜像。',
    remedy: '查看镜像列表；如果是其他镜像，请使用其他名称。',
  },
  'InvalidDescription.Malformed': {
    title: '镜像描述不符合要求',
    meaning: '描述应为 2～256 个字符，不能以 http:// 或 https:// 开头。',
    remedy: '修改描述，或留空。',
  },
  'InvalidArchitecture.Malformed': spelling('系统架构'),
  'InvalidArchitecture.PlatformUnsupported': {
    title: '操作系统平台与系统架构不匹配',
    meaning: 'ECS 没有该系统架构的此平台。',
    remedy: '请更正其中一项。',
  },
  'InvalidPlatform.Malformed': spelling('操作系统平台'),
  'InvalidOSType.Malformed': spelling('操作系统类型'),
  'InvalidBootMode.Malformed': spelling('启动模式'),
  'InvalidBootMode.NotSupport': {
    title: '该系统架构不支持此启动模式',
    meaning: 'ARM 镜像只能以 UEFI 方式启动。',
    remedy: '请选择 UEFI。',
  },
  'InvalidLicenseType.NotSupported': {
    title: '该平台不支持此许可证类型',
    meaning: '阿里云仅为部分 Windows Server 版本提供许可证。',
    remedy: '请选择 BYOL。',
  },
  'InvalidLicenseType.BYOLOnly': {
    title: '仅支持自带许可证',
    meaning: 'Red Hat 和 SUSE 镜像沿用自带的许可证。',
    remedy: '选择 BYOL，并确认许可证可以在阿里云使用。',
  },
  'InvalidParameter.DetectionStrategy': { ...spelling('镜像检测选项'), remedy: ours },
  'InvalidParameter.FeaturesImdsSupport': { ...spelling('元数据访问模式'), remedy: ours },
  'InvalidClientToken.Malformed': {
    title: '请求的 ClientToken 格式不正确',
    meaning: '最多 64 个 ASCII 字符。',
    remedy: ours,
  },
  InvalidImageSize: {
    title: '系统盘大小不符合要求',
    meaning: '超出允许范围，或小于磁盘的虚拟大小。',
    remedy: '请填写不小于虚拟大小的整数 GiB。',
  },
  InvalidDataDiskSize: {
    title: '数据盘大小不符合要求',
    meaning: '超出允许范围，或小于磁盘的虚拟大小。',
    remedy: '请填写不小于虚拟大小的整数 GiB。',
  },
  'TagKey.Duplication': {
    title: '标签键重复',
    meaning: '标签键不区分大小写。',
    remedy: '请删除其中一个。',
  },
  'InvalidResourceGroup.NotFound': {
    title: '资源组不存在',
    meaning: '该资源组已删除，或属于其他账号。',
    remedy: '选择其他资源组，或不选择。',
  },
  'InvalidRegionId.NotFound': {
    title: '地域不存在',
    meaning: '地域拼写错误、已关闭，或未对该账号开放。',
    remedy: '请从列表中选择。',
  },
  'InvalidRegion.NotSupport': {
    title: '该地域不支持此功能',
    meaning: '并非所有地域都支持导入镜像。',
    remedy: '先导入到邻近的地域，再复制镜像。',
  },
  'InvalidStorageLocation.NotFound': {
    title: '云盒不存在',
    meaning: '所填的存储位置不是该账号的云盒（CloudBox）。',
    remedy: '请将存储位置留空。',
  },
  'InvalidOperation.CloudBoxImageImportRoleRequired': {
    title: '云盒需要单独的角色',
    meaning: '导入到云盒需要使用 AliyunECSCloudBoxImageImportDefaultRole。',
    remedy: '请改为导入到地域；本程序不支持导入到云盒。',
  },
  'InvalidOperation.CloudBoxImageImportUnsupported': {
    title: '该云盒不支持导入镜像',
    meaning: '该云盒未提供此功能。',
    remedy: '请改为导入到地域。',
  },
};
