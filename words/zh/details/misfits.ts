/** Chinese of what does not fit a schema; each follows the field it is about, as in `target.bucket 缺失`. */
import type { Kind } from '../../../contract/sentences.ts';
import type { MisfitTexts } from '../../detail-text.ts';

const kind: Readonly<Record<Kind, string>> = {
  text: '文本',
  number: '数字',
  truth: ' true 或 false',
  list: '列表 […]',
  object: '对象 {…}',
  null: '空值 null',
  other: '其他类型',
};
const kinds = (all: readonly Kind[]): string => all.map((one) => kind[one]).join('或');
const row = (items: readonly string[]): string => items.join('、');
const choice = (values: readonly string[]): string =>
  values.length === 1 ? `必须为 ${row(values)}` : `只能是以下值之一：${row(values)}`;

/** Stands for the field where the whole is meant, with the space after it. */
export const misfitWhole = '内容';

export const misfits: MisfitTexts = {
  'unknown-field': (known) => `不是可用的字段，此处可用的字段：${row(known)}`,
  missing: (wanted, fields) => `缺失，应为${kinds(wanted)}${fields.length === 0 ? '' : `，必须包含 ${row(fields)}`}`,
  'missing-choice': (values) => `缺失，${choice(values)}`,
  'wrong-type': (wanted, found) => `应为${kinds(wanted)}，而不是${kinds([found])}`,
  'none-of': choice,
  'no-form': (forms) => `应为对象，且只包含以下各组字段中的一组：${forms.map(row).join('；')}`,
  whole: () => '必须为整数',
  empty: () => '不能为空',
  'too-short': (least) => `不能少于 ${least} 个字符`,
  'too-long': (most) => `不能超过 ${most} 个字符`,
  'too-few': (least) => `不能少于 ${least} 项`,
  'too-many': (most) => `不能超过 ${most} 项`,
  'too-small': (least) => `不能小于 ${least}`,
  'not-above': (limit) => `必须大于 ${limit}`,
  'too-large': (most) => `不能大于 ${most}`,
  url: () => '必须为允许的 URL，例如 http://proxy.example.com:8080',
  time: () => '必须为时间，例如 2026-01-31T08:00:00Z',
  pattern: (pattern) => `不符合格式 ${pattern}`,
  unfit: () => '的值不符合要求',
  more: (count) => `还有 ${count} 处不符合要求`,

  'not-json': () => '不是有效的 JSON',
  'not-json-at': (line, column) => `不是有效的 JSON：从第 ${line} 行第 ${column} 列起无法读取`,
  'json-ends': () => '不是有效的 JSON：内容不完整，有括号或引号未闭合',
  'empty-file': () => '为空',
  'file-too-large': (most) => `超过 ${most} 字节`,
  'must-be-file': () => '不是文件',

  imageName: () => '必须为 2～128 个字符，以字母或中文开头，只能包含字母、中文、数字和 . _ : -',
  imageNameReserved: () => '不能以 aliyun 或 acs: 开头，也不能包含 http:// 或 https://',
  objectKey: () => '不能超过 1023 字节，且不能以斜杠或反斜杠开头',
  bucketName: () => '必须为 3～63 个小写字母、数字和短划线，且不能以短划线开头或结尾',
  regionId: () => '必须为地域 ID，例如 cn-hangzhou',
  tagKey: () => '不能以 aliyun 或 acs: 开头，也不能包含 http:// 或 https://',
  tagValue: () => '不能以 acs: 开头，也不能包含 http:// 或 https://',
  tagTwice: () => '中有重复的标签键（不区分大小写）',
  resourceGroupId: () => '必须为资源组 ID，以 rg- 开头',
  description: () => '必须为 2～256 个字符，且不能以 http:// 或 https:// 开头',
  instanceType: () => '必须为实例规格，例如 ecs.g7.large',
  disksOrExisting: () => '在已有 disks 时必须为空：只能导入磁盘或已有对象中的一种',
  oneSystemDisk: () => '中必须有且只有一项的 role 为 system',
  variantOfFormat: () => '与镜像格式不匹配：compressed 仅用于 qcow2，fixed 仅用于 vhd',
  acrossAccount: () => '在 across 为 account 时必须与 from.account 不同，否则必须相同',
  acrossRegion: () => '在 across 为 region 时必须与 from.region 不同，为 vpc 时必须相同',
  proxyUrl: () => '不能包含用户名或密码',
  domain: () => '必须为域名，例如 images.example.com',
  reason: () => '至少包含一个文字或数字',
  accountId: () => '必须为阿里云账号 ID，即 16 位数字',
  roleArn: () => '必须为 RAM 角色的 ARN，例如 acs:ram::1234567890123456:role/migration',
  passwordSigns: () => '含有 ECS 不允许的字符',
  passwordKinds: () => '须包含大写字母、小写字母、数字、特殊字符中的三种',
};
