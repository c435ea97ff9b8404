/** All English words of the rules, in one object. */
import { limitTitles } from './limits.ts';
import { glossary, steps } from './learn.ts';
import { rules } from './rules.ts';
import type { RulesWords } from '../../rules-words.ts';
import { osNotes, tools, toolStates } from './tools.ts';

export const rulesWords: RulesWords = {
  rules,
  osNotes,
  passwords: {
    'too-short': 'shorter than 8 characters',
    'too-long': 'longer than 30 characters',
    'too-few-kinds': 'has fewer than three of: small letters, capital letters, digits, special characters',
    'not-allowed-character': 'has a character that is not allowed',
    'starts-with-slash': 'starts with a slash',
  },
  tools,
  toolStates,
  toolInstead: (name) => `Take ${name} instead.`,
  kinds: {
    P2V: 'P2V: a physical server becomes virtual',
    V2V: 'V2V: a virtual machine changes its platform',
    'within-alibaba': 'Within Alibaba Cloud',
  },
  scenarios: {
    'data-centre': 'From a physical server in your own data centre to ECS',
    virtualisation: 'From a virtual machine of your own virtualisation platform to ECS',
    'other-cloud': 'From an instance in another public cloud to ECS',
    'within-alibaba': 'Between regions, networks or accounts of Alibaba Cloud',
  },
  steps,
  glossary,
  topics: { steps: 'The steps', tools: 'The tools', glossary: 'Glossary', limits: 'Limits' },
  limitTitle: (id) => limitTitles[id],
};
