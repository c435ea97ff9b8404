/** The error book in Chinese: OSS, images once they are there, and what passes by itself. */
import type { Book } from '../../../contract/error-book.ts';

const ours = '这是本程序的错误，请连同请求 ID 一起反馈。';
const broken = '请重试，程序会重新上传该分片并比对校验值。';

export const storageBook: Book<'storage'> = {
  InvalidBucketName: {
    title: 'Bucket 名称不符合要求',
    meaning: '应为 3～63 个小写字母、数字和短划线，且不能以短划线开头或结尾。',
    remedy: '请使用其他名称。',
  },
  InvalidObjectName: {
    title: '对象名称不符合要求',
    meaning: 'UTF-8 编码不超过 1,023 字节，且不能以斜杠或反斜杠开头。',
    remedy: '请使用其他名称。',
  },
  InvalidArgument: { title: 'OSS 不接受某个参数值', meaning: '错误信息中给出了参数名。', remedy: ours },
  MissingArgument: { title: 'OSS 请求缺少参数', meaning: '错误信息中给出了参数名。', remedy: ours },
  InvalidDigest: {
    title: '校验值不符',
    meaning: '收到的数据与发送的不一致。',
    remedy: broken,
  },
  InvalidPart: {
    title: '分片无效',
    meaning: '有分片不存在，或其校验值与记录的不同。',
    remedy: broken,
  },
  InvalidPartOrder: {
    title: '分片顺序错误',
    meaning: '分片必须按编号升序排列。',
    remedy: ours,
  },
  EntityTooSmall: {
    title: '分片过小',
    meaning: '除最后一个分片外，每个分片至少为 100 KiB。OSS 在合并时才会检查。',
    remedy: ours,
  },
  EntityTooLarge: {
    title: '数据过大',
    meaning: '分片或对象超过 OSS 单次请求的上限。',
    remedy: ours,
  },
  MalformedXML: { title: 'OSS 无法解析请求', meaning: '请求的 XML 格式不正确。', remedy: ours },
  TooManyBuckets: {
    title: 'Bucket 数量已达上限',
    meaning: '一个账号在同一地域最多有 100 个 Bucket。',
    remedy: '使用已有的 Bucket，或删除一个。',
  },
  NotImplemented: {
    title: 'OSS 不支持该操作',
    meaning: '请求使用了 OSS 没有的功能。',
    remedy: ours,
  },
  PublicEndpointForbidden: {
    title: '该账号不能使用外网 Endpoint',
    meaning: '2025 年 3 月 20 日之后新开通 OSS 的账号，不能通过中国内地地域的外网 Endpoint 传输数据。',
    remedy: '使用绑定到 Bucket 的自定义域名，在阿里云内网的机器上运行本程序，或在中国香港及海外地域导入后再复制镜像。',
  },
  SecondLevelDomainForbidden: {
    title: 'Bucket 必须写在主机名中',
    meaning: 'OSS 不支持在路径中指定 Bucket。',
    remedy: '请使用 bucket.oss-region.aliyuncs.com 形式的地址。',
  },
  NoSuchBucket: {
    title: 'Bucket 不存在',
    meaning: '该 Bucket 已删除，或名称拼写错误。',
    remedy: '请选择其他 Bucket，或新建一个。',
  },
  NoSuchKey: {
    title: '对象不存在',
    meaning: '该对象已删除，或名称拼写错误（区分大小写）。',
    remedy: '从 OSS 控制台复制其 URL，或重新上传。',
  },
  NoSuchUpload: {
    title: '分片上传任务已不存在',
    meaning: '该任务已完成、已中止，或被 Bucket 的生命周期规则清除。',
    remedy: '程序会自动开始新的分片上传。',
  },
  BucketAlreadyExists: {
    title: 'Bucket 名称已被占用',
    meaning: 'Bucket 名称在所有账号中必须唯一。',
    remedy: '请使用其他名称。',
  },
  BucketNotEmpty: {
    title: 'Bucket 不为空',
    meaning: '其中有对象，或未完成的分片上传（碎片）。',
    remedy: '请先将其删除。',
  },
  FileAlreadyExists: {
    title: '已存在同名对象',
    meaning: '本程序不会覆盖不是由它写入的对象。',
    remedy: '使用其他名称，或自行删除该对象。',
  },
  FileImmutable: {
    title: '对象处于保护期',
    meaning: 'Bucket 的保留策略禁止修改或删除该对象。',
    remedy: '请使用没有此类策略的 Bucket。',
  },
  MissingContentLength: {
    title: '请求缺少长度',
    meaning: '可能被代理去除。',
    remedy: ours,
  },
  PreconditionFailed: {
    title: '前提条件不满足',
    meaning: '对象在此期间发生了变化。',
    remedy: '请重新查看该对象后重试。',
  },
};

export const imagesBook: Book<'images'> = {
  'InvalidImageId.NotFound': {
    title: '镜像不存在',
    meaning: '该镜像已删除、位于其他地域，或不再共享给该账号。',
    remedy: '请刷新镜像列表。',
  },
  IncorrectImageStatus: {
    title: '镜像当前状态不支持该操作',
    meaning: '镜像必须为可用状态；取消复制时，镜像必须仍在复制中。',
    remedy: '请等待其状态变化。',
  },
  'SourceRegion.NotFound': {
    title: '源地域不存在',
    meaning: '地域拼写错误，或未对该账号开放。',
    remedy: '请从列表中选择。',
  },
  'DestinationRegion.NotFound': {
    title: '目标地域不存在',
    meaning: '地域拼写错误，或未对该账号开放。',
    remedy: '请从列表中选择。',
  },
  IncorrectDestinationRegion: {
    title: '镜像不能复制到该地域',
    meaning: '目标地域就是镜像所在的地域，或无法从该地域复制过去。',
    remedy: '请选择其他地域。',
  },
  RegionNotSupportCopy: {
    title: '该地域不支持复制镜像',
    meaning: '并非所有地域都支持。',
    remedy: '选择其他地域，或在该地域重新导入磁盘。',
  },
  'OperationDenied.ImageCopying': {
    title: '镜像正在复制',
    meaning: '复制完成之前不能更改镜像。',
    remedy: '等待复制完成，或取消复制。',
  },
  'OperationDenied.SameRegionOnly': {
    title: '共享镜像不能跨地域复制',
    meaning: '他人共享给您的镜像只能在所在地域内复制。',
    remedy: '先在该地域复制一份，您自己的副本可以复制到任意地域。',
  },
  'OperationDeined.EncryptedSnapshot': {
    title: '镜像已加密',
    meaning: '只有使用您自己的密钥加密的镜像才能复制或共享。',
    remedy: '请使用未加密的镜像，或使用用户管理的密钥。',
  },
  'InvalidParameter.EncryptedIllegal': {
    title: '加密设置不正确',
    meaning: '加密镜像只能复制为加密镜像。',
    remedy: '请选择加密复制。',
  },
  'InvalidParameter.KMSKeyId': {
    title: '无法使用该加密密钥',
    meaning: '该密钥在目标地域不存在、已禁用，或不允许 ECS 使用。',
    remedy: '请选择其他密钥。',
  },
  'QuotaExceed.Snapshot': {
    title: '快照配额已用尽',
    meaning: '每个镜像都会为每块磁盘产生一个快照。',
    remedy: '删除不再需要的快照，或申请提高配额。',
  },
  'SizeExceed.Image': {
    title: '镜像过大，无法复制',
    meaning: '大于 2 TiB 的镜像不能复制。',
    remedy: '请改为复制其快照。',
  },
  ImageCreatedNotFromCopy: {
    title: '该镜像不是复制得到的',
    meaning: '只有正在进行的复制可以取消。',
    remedy: '如果不需要该镜像，请将其删除。',
  },
  CancelNotSupported: {
    title: '无法取消复制',
    meaning: '复制已接近完成。',
    remedy: '请等待其结束后删除。',
  },
  'InvalidAccount.NotFound': {
    title: '账号不存在',
    meaning: '应填写 16 位的阿里云账号 ID，而不是登录名。',
    remedy: '请向对方索取账号 ID，可在控制台的安全设置页面查看。',
  },
  'InvalidAccount.Forbbiden': {
    title: '这是您自己的账号',
    meaning: '镜像不能共享给其所有者。',
    remedy: '请填写对方的账号 ID。',
  },
  'QuotaExceed.ShareImage': {
    title: '共享镜像数量已达上限',
    meaning: '该账号共享的镜像数已达上限。',
    remedy: '请取消不再需要的共享。',
  },
  'QuotaExceed.ShareImageUser': {
    title: '该镜像的共享账号数已达上限',
    meaning: '一个镜像最多共享给 50 个账号。',
    remedy: '取消不再需要的共享，或由对方共享他们自己的副本。',
  },
  'InvalidImageId.BidMismatch': {
    title: '账号属于不同站点',
    meaning: '中国站账号与国际站账号之间不能共享镜像。',
    remedy: '请改为在对方账号中重新导入磁盘。',
  },
};

const busy = {
  title: '请求过于频繁',
  meaning: '该账号的请求频率超过了服务目前允许的上限。',
  remedy: '程序会自动重试，间隔逐渐延长。',
};
const troubled = {
  title: '服务异常',
  meaning: '阿里云一侧发生故障。',
  remedy: '程序会自动重试。如果持续发生，请查看阿里云的服务健康状态。',
};
export const passingBook: Book<'passing'> = {
  Throttling: busy,
  'Throttling.User': busy,
  ServiceUnavailable: troubled,
  InternalError: troubled,
  RequestTimeout: {
    title: '请求超时',
    meaning: '数据未能按时到达，线路缓慢或中断。',
    remedy: '程序会自动重试，在慢速线路上会使用更小的分片。',
  },
  UploadTrafficRateLimitExceeded: {
    title: '上传速度过快',
    meaning: '已达到该账号的上传带宽上限。',
    remedy: '程序会自动降速。在设置中限速可为其他业务留出带宽。',
  },
  DownloadTrafficRateLimitExceeded: {
    title: '下载速度过快',
    meaning: '已达到该账号的下载带宽上限。',
    remedy: '程序会自动重试。',
  },
  TotalQpsLimitExceeded: busy,
  ActiveRequestLimitExceeded: busy,
};
