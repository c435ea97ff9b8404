/** What is wrong with a field, in words; what is only missing is said by the field itself once it was left empty. */
import type { Problem } from '../../state/draft.ts';
import type { Words } from '../../words/use-words.ts';

export const problemText = (problem: Problem | undefined, words: Words): string | undefined =>
  problem === undefined || problem === 'missing' ? undefined : words.target.problem[problem];
