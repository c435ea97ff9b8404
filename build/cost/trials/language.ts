/** A language: English under another tag. */
import { before, type Trial } from '../trial.ts';

export const language: Trial = {
  name: 'a language, beside its folder',
  most: 1,
  copies: { from: 'words/en', to: 'words/xx' },
  edits: [
    before('words/languages.ts', 'export { language as zh }', "export { language as xx } from './xx/language.ts';"),
  ],
  tests: [['words/']],
};
