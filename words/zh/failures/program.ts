/** Chinese texts of the failures that lie in this program, and of what was asked of it. */
import type { NotNow } from '../../../contract/failure.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { punctuation } from '../punctuation.ts';

const { named, sentence } = punctuation;

/** What must be otherwise first. */
const reasons: Readonly<Record<NotNow, string>> = {
  running: '任务正在运行。',
  started: '任务已启动，其计划不能再修改。',
  finished: '任务已结束。',
  'image-made': '任务已完成，镜像会保留。如需删除，请在“镜像”中打开该镜像并输入其名称。',
  draft: '任务仍是草稿，计划尚未确定。',
  'not-arrived': '镜像尚未到达，或已用它启动了服务器。',
  'not-packed': '该文件不是打包文件。',
  'not-open': '程序仍在启动。',
  'no-dialog': '此窗口没有用于选择文件的对话框。',
  'practice-running': '有演练任务正在运行，而开始课程会重置演练环境。',
  'practice-elsewhere': '演练环境由其他程序启动，请在该程序中选择课程。',
  'no-feed': '尚未设置查询新版本的地址。',
  'no-sample': '没有示例磁盘：程序启动时缺少生成示例磁盘所需的工具。',
};

export const program: FailureTexts<'program'> = {
  'program.bug': ({ detail }) => ({
    title: '发生了意外错误',
    happened: `这是程序自身的缺陷：${detail}`,
    todo: '您的源磁盘未受影响。请重试；如果问题依旧，请连同任务日志一起反馈。',
  }),
  'program.version-mismatch': ({ page, core }) => ({
    title: '页面与程序版本不一致',
    happened: `此页面的接口版本为 ${page}，正在运行的程序为 ${core}。`,
    todo: '关闭此页面，重新启动程序，并使用它打开的窗口或链接。',
  }),
  'program.record-unreadable': ({ file, reason }) => ({
    title: '无法读取本程序的文件',
    happened: sentence(`${file} 的内容不是本程序写入的：${reason}`),
    todo: '请修正该文件，或从备份恢复。也可以移除相应迁移任务的记录，或重命名该文件：程序将不再使用其中的内容（例如设置或已保存的账号）。',
  }),
  'program.migration-missing': ({ id }) => ({
    title: '没有该迁移任务',
    happened: `本机没有迁移任务 ${id}。`,
    todo: '返回迁移任务列表。该任务可能已被移除，或属于其他数据文件夹。',
  }),
  'program.disconnected': () => ({
    title: '与程序的连接已断开',
    happened: '此页面背后的程序没有响应。正在运行的迁移任务会继续，或从断点继续。',
    todo: '请稍候，页面会自动重新连接。如果程序已关闭，请重新启动。',
  }),
};

export const asked: FailureTexts<'asked'> = {
  'asked.cancelled': ({ stage }) => ({
    title: '已取消',
    happened: `在以下阶段按要求停止：${stage}。`,
    todo: '无需处理。可随时新建迁移任务。',
  }),
  'asked.wrong-use': ({ reason }) => ({
    title: '命令用法不正确',
    happened: reason,
    todo: '使用 --help 查看命令及其选项。',
  }),
  'asked.plan-invalid': ({ file, problems }) => ({
    title: '计划文件无法使用',
    happened: sentence(`${file} 不是有效的计划：${problems}`),
    todo: '修正以上各处后重新运行。文档中有每个字段的说明。',
  }),
  'asked.input-invalid': ({ problems, of }) => ({
    title: '有内容缺失或不正确',
    happened: sentence(`以下内容未被接受：${of === undefined ? problems : named(of, problems)}`),
    todo: '修正后重试。',
  }),
  'asked.address-unreadable': ({ reason }) => ({
    title: '这不是 OSS 对象的地址',
    happened: `无法识别该地址：${reason}。`,
    todo: '从 OSS 控制台复制对象的 URL，或填写 oss://bucket/key。',
  }),
  'asked.handle-unknown': () => ({
    title: '需要重新选择文件',
    happened: '选择该文件之后程序已重新启动，程序只能打开此后选择的文件。',
    todo: '在此移除后重新选择。',
  }),
  'asked.not-now': ({ reason }) => ({
    title: '目前无法执行该操作',
    happened: reasons[reason],
    todo: '查看迁移任务的状态，待其变化后重试。',
  }),
  'asked.outside-hours': ({ from, to }) => ({
    title: '正在等待设定的上传时段',
    happened: `根据设置，仅在 ${from} 至 ${to} 上传。`,
    todo: '无需处理，到点后会自动继续。如需立即继续，请在设置中修改时段。',
  }),
};
