/** What an account is called where one is chosen. */
import { secondPracticeAccount } from '../../contract/accounts.ts';
import type { AccountView } from '../../contract/accounts.ts';
import type { Words } from '../words/use-words.ts';

export function accountLabel({ name, kind, keyHint }: AccountView, words: Words): string {
  if (name === secondPracticeAccount) return words.frame.practiceSecond;
  if (kind === 'practice') return words.frame.practice;
  return keyHint === '' ? name : `${name} (${keyHint})`;
}
