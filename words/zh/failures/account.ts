/** Chinese texts of the failures that lie in the account, its keys and its rights. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';

const request = (id: string): string => (id === '' ? '' : `请求 ID：${id}。`);

export const account: FailureTexts<'account'> = {
  'account.unknown': ({ account }) => ({
    title: '本机未配置该账号',
    happened: `本机没有名为 ${account} 的账号。仅限本次会话的账号在程序退出后即失效。`,
    todo: '在“账号”中添加该账号，或选择其他账号。',
  }),
  'account.key-rejected': ({ code, requestId }) => ({
    title: '阿里云不接受该 AccessKey',
    happened: `身份验证被拒绝，错误码 ${code}。${request(requestId)}`,
    todo: '检查 AccessKey ID 和 AccessKey Secret，并在 RAM 控制台确认该 AccessKey 已启用，然后重新添加账号。',
  }),
  'account.token-expired': ({ requestId }) => ({
    title: '登录凭证已过期',
    happened: `STS 临时凭证已失效。${request(requestId)}`,
    todo: '获取新的临时凭证，重新添加账号后继续。已上传的数据会保留。',
  }),
  'account.clock-skewed': ({ skewMs }) => ({
    title: '本机时钟不准确',
    happened: `本机时钟比阿里云的时钟${skewMs < 0 ? '慢' : '快'} ${format.duration(Math.abs(skewMs))}。只有时差在 15 分钟以内的签名请求才会被接受。`,
    todo: '校准时钟（建议启用自动同步时间）后重试。',
  }),
  'account.forbidden': ({ action, code, requestId }) => ({
    title: '账号缺少权限',
    happened: `${action} 被拒绝，错误码 ${code}。${request(requestId)}`,
    todo: `请管理员在 RAM 控制台为该用户授予 ${action} 权限，然后重试。`,
  }),
  'account.role-missing': ({ role }) => ({
    title: 'ECS 无权读取 Bucket',
    happened: `ECS 读取对象所使用的 RAM 角色 ${role} 在该账号中不存在。`,
    todo: `创建该角色：在 ECS 控制台选择“导入镜像”，并确认其提示的授权；或者请管理员在 RAM 控制台创建 ${role}。`,
  }),
  'account.role-untrusted': ({ role }) => ({
    title: 'ECS 无法扮演该角色',
    happened: `RAM 角色 ${role} 存在，但其信任策略未允许 ECS（ecs.aliyuncs.com）扮演该角色。`,
    todo: `由本程序修正该角色，或在 RAM 控制台编辑 ${role} 的信任策略。`,
  }),
  'account.role-new': ({ role }) => ({
    title: 'ECS 尚未识别该角色',
    happened: `RAM 角色 ${role} 已配置完整，但刚刚创建：ECS 大约需要一分钟才能识别。`,
    todo: '请稍候再试。如果超过五分钟仍未识别，请在 RAM 控制台重新创建该角色。',
  }),
  'account.role-unable': ({ role, bucket, requestId }) => ({
    title: 'ECS 无法读取对象',
    happened: `角色 ${role} 存在，但没有读取 Bucket ${bucket} 的权限。${request(requestId)}`,
    todo: `为 ${role} 授予同名的系统策略，并确认 ${bucket} 的 Bucket Policy 没有拒绝它。`,
  }),
  'account.profile-unreadable': ({ file, profile, reason }) => ({
    title: '无法使用阿里云 CLI 的配置',
    happened: `${file} 中的${profile === '' ? '配置' : `配置 ${profile} `}无法使用：${reason}`,
    todo: '使用“aliyun configure list”检查配置，或选择其他登录方式。',
  }),
  'account.in-arrears': ({ requestId }) => ({
    title: '账号已欠费',
    happened: `结清欠费之前，阿里云拒绝为该账号提供服务。${request(requestId)}`,
    todo: '在费用与成本控制台结清账单，等待几分钟后重试。',
  }),
  'account.oss-disabled': ({ requestId }) => ({
    title: '尚未开通 OSS',
    happened: `该账号未开通对象存储 OSS，或 OSS 服务已被停用。${request(requestId)}`,
    todo: '在控制台开通 OSS 后重试。',
  }),
};
