/** “学习”页面的文字。 */
import type { learn as english } from '../../en/page/learn.ts';

export const learn: typeof english = {
  learn: {
    title: '学习',
    topics: {
      steps: '步骤',
      tools: '工具',
      glossary: '术语',
      limits: '限制',
      practice: '演练环境',
      errors: '错误手册',
    },
    about: {
      steps: '从服务器到由其创建的实例，依次经历的步骤。',
      tools: '文档中提到的工具、各自的用途以及现状。',
      glossary: '术语的含义。',
      limits: '阿里云的要求：大小、格式、系统、密码、驱动。文档说法不一时，会列出全部说法以及本程序的做法。',
      errors: '服务拒绝请求时返回的错误码、含义以及处理方法。',
    },
    search: '在本页搜索',
    searchErrors: '按错误码或文字搜索',
    nothing: '没有匹配的内容。',
    codes: (count) => `${count} 个错误码`,
    codeUnknown: (code) => `手册中没有 ${code}。错误消息和请求 ID 中有更多信息，两者都在日志中。`,
    inBook: (code) => `错误手册：${code}`,
    accepted: '阿里云的要求及其出处',
    remedy: '处理方法：',
    practice: [
      '演练环境是本机上的模拟器。它像阿里云一样应答，拒绝阿里云会拒绝的请求，并且会真正检查上传的磁盘。',
      '数据不会离开本机，不产生费用，也不需要账号。在演练环境中进行的迁移会有标记。',
    ],
    sample: '示例磁盘，一台专为练习制作的小型 Linux 服务器：',
    noSample: '没有示例磁盘。请用 “npm start” 启动程序，它会生成示例磁盘。',
    lessons: '课程',
    lessonsAbout: '每个课程都会在专门的演练环境中开始一次独立的迁移。',
    lessonNow: '进行中',
    start: '开始',
    startNamed: (title) => `开始课程：${title}`,
  },
};
