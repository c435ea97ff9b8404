/** All Chinese words of the rules, in one object. */
import { limitTitles } from './limits.ts';
import { glossary, steps } from './learn.ts';
import { rules } from './rules.ts';
import type { RulesWords } from '../../rules-words.ts';
import { osNotes, tools, toolStates } from './tools.ts';

export const rulesWords: RulesWords = {
  rules,
  osNotes,
  passwords: {
    'too-short': '少于 8 个字符',
    'too-long': '超过 30 个字符',
    'too-few-kinds': '大写字母、小写字母、数字、特殊字符中不足三种',
    'not-allowed-character': '含有不允许的字符',
    'starts-with-slash': '以斜杠开头',
  },
  tools,
  toolStates,
  toolInstead: (name) => `请改用 ${name}。`,
  kinds: {
    P2V: 'P2V：物理机到虚拟机',
    V2V: 'V2V：虚拟机更换平台',
    'within-alibaba': '阿里云内部',
  },
  scenarios: {
    'data-centre': '从自有数据中心的物理服务器到 ECS',
    virtualisation: '从自有虚拟化平台的虚拟机到 ECS',
    'other-cloud': '从其他公共云的实例到 ECS',
    'within-alibaba': '在阿里云的地域、网络或账号之间',
  },
  steps,
  glossary,
  topics: { steps: '步骤', tools: '工具', glossary: '术语', limits: '限制' },
  limitTitle: (id) => limitTitles[id],
};
