/** The marks of English. */
import type { Punctuation } from '../punctuation.ts';

export const punctuation: Punctuation = {
  list: (items) => items.join(', '),
  clauses: (parts) => parts.join(', '),
  aside: (text) => ` (${text})`,
  sentence: (text) => (text.includes('\n') ? text : `${text}.`),
  sentences: (all) => all.filter(Boolean).join(' '),
  named: (name, value) => `${name}: ${value}`,
};
