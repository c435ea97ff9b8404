/** The error book in Chinese: what ECS says of the object and the task of an import. */
import type { Book } from '../../../contract/error-book.ts';

const passed = {
  title: '预检请求已通过',
  meaning: '这不是错误：ECS 以此表示该请求可以成功。',
  remedy: '无需处理。',
};
const fit = '由本程序转换该磁盘，即可得到 ECS 支持的格式。';

export const importBook: Book<'import'> = {
  'UnsupportedSuffix.OSSObject': {
    title: '对象名称的后缀不正确',
    meaning: 'ECS 根据名称后缀识别格式。',
    remedy: '请按格式使用 .qcow2、.vhd 或 .raw 后缀。',
  },
  'InvalidOSSBucket.Malformed': {
    title: 'Bucket 名称不符合要求',
    meaning: '应为 3～63 个小写字母、数字和短划线，且不能以短划线开头或结尾。',
    remedy: '请检查拼写。',
  },
  'InvalidOSSObject.Malformed': {
    title: '对象名称不符合要求',
    meaning: '不超过 1,023 字节，且不能以斜杠或反斜杠开头。',
    remedy: '检查拼写，或从 OSS 控制台复制对象的 URL。',
  },
  'InvalidOSSBucket.NotFound': {
    title: 'ECS 找不到该 Bucket',
    meaning: '它在镜像所在的地域不存在，或属于其他账号。',
    remedy: '检查名称、地域和账号。',
  },
  'InvalidOSSObject.NotFound': {
    title: 'ECS 找不到该对象',
    meaning: '名称拼写错误、上传未完成，或对象在读取过程中被删除。',
    remedy: '在 OSS 控制台检查名称（区分大小写）；如果不存在，请重新上传。',
  },
  'InvalidOSSBucket.NotMatched': {
    title: 'Bucket 不在同一位置',
    meaning: 'Bucket 与镜像必须属于同一地域和同一账号；错误信息中说明了哪一项不同。',
    remedy: '选择与镜像同地域的 Bucket，或在 Bucket 所在地域导入后再复制镜像。',
  },
  'InvalidOSSBucket.EncryptUnsupported': {
    title: 'Bucket 已加密',
    meaning: 'ECS 无法从启用服务端加密的 Bucket 导入。',
    remedy: '请使用未加密的 Bucket。',
  },
  'InvalidOSSBucket.FlowLimit': {
    title: 'OSS 正在对 ECS 限流',
    meaning: '目前从该 Bucket 读取的流量过大。',
    remedy: '请稍候，程序会自动重试。',
  },
  'InvalidOSSObject.Size': {
    title: '对象为空',
    meaning: '对象长度为 0 字节。',
    remedy: '请重新上传。',
  },
  'InvalidOSSObject.NeedRestore': {
    title: '对象为归档类型',
    meaning: '归档类型的对象需要解冻后才能读取。',
    remedy: '在 OSS 控制台解冻，或上传到标准存储（Standard）类型的 Bucket。',
  },
  'InvalidImageFormat.Malformed': {
    title: '对象与表单所填格式不符',
    meaning: '其内容为其他格式、已损坏，或使用了 ECS 不支持的特性。',
    remedy: fit,
  },
  'InvalidImageFormat.RegionNotSupported': {
    title: '该地域不支持此格式',
    meaning: '部分格式仅在部分地域支持。',
    remedy: '请转换为 QCOW2 或 RAW。',
  },
  'InvalidVHDImage.IncorrectSize': {
    title: 'VHD 的大小自相矛盾',
    meaning: '其容量不等于文件头中的块数乘以块大小，部分转换工具会生成这样的 VHD。',
    remedy: fit,
  },
  'InvalidBlockSize.NotSupport': {
    title: '不支持该磁盘的块大小',
    meaning: 'VHD 和 QCOW2 可能使用了少见的块大小；错误信息中给出了具体值。',
    remedy: fit,
  },
  ImageIsImporting: {
    title: '镜像正在导入',
    meaning: '已有任务正在处理该镜像。',
    remedy: '请查看或取消该任务。',
  },
  ImportImageFailed: {
    title: 'ECS 无法开始导入',
    meaning: '服务内部出错。',
    remedy: '请稍后重试；如果持续失败，请提交工单并提供请求 ID。',
  },
  'ImageCheckUnsupported.WindowsImage': {
    title: 'ECS 不支持检测该版本的 Windows',
    meaning: '仅部分系统支持检测镜像。',
    remedy: '将不做检测直接导入，不影响镜像本身。',
  },
  'QuotaExceed.Image': {
    title: '镜像配额已用尽',
    meaning: '该地域的自定义镜像配额已用完。',
    remedy: '删除不再需要的镜像，或在配额中心申请提高配额。',
  },
  'DRYRUN.SUCCESS': passed,
  DryRunOperation: passed,
  'InvalidTaskId.NotFound': {
    title: '任务不存在',
    meaning: '任务只在所属地域保留一段时间。',
    remedy: '请直接查看镜像。',
  },
  'InvalidTaskId.TaskActionNotSupport': {
    title: '此类任务不能取消',
    meaning: '只有导入和导出任务可以取消。',
    remedy: '请等待其结束。',
  },
  'InvalidTaskId.IncorrectTaskStatus': {
    title: '任务已结束',
    meaning: '只有正在运行的任务可以取消。',
    remedy: '无需处理。',
  },
  CancelTaskFailed: {
    title: '任务取消失败',
    meaning: '服务内部出错。',
    remedy: '请重试；若仍失败，等待任务结束后删除镜像。',
  },
};
