/** What is wrong with a field, in words. A missing value is shown by the field itself after it was left empty. */
import type { Problem } from '../../state/draft.ts';
import type { Words } from '../../words/use-words.ts';

/** `wrong`: what the field itself has to say of a value that is not accepted. */
export const problemText = (problem: Problem | undefined, words: Words, wrong?: string): string | undefined =>
  problem === undefined || problem === 'missing'
    ? undefined
    : ((problem === 'other' ? wrong : undefined) ?? words.target.problem[problem]);
