/** Splits a GRUB script into commands the way its shell does: quotes, variables, comments, `;` and braces. */
import { mostLines } from './boot-entry.ts';

export type Command = readonly string[];

/**
 * The words of each command, with the variables known so far put in by `expand`, which also learns from assignments: it
 * is asked for each command before the next is split. Braces are commands of their own: `{` at the end of one, `}` alone.
 */
export function* grubCommands(text: string, expand: (name: string) => string): Generator<Command> {
  let words: string[] = [];
  let word = '';
  let inWord = false;
  let quote: '' | '"' | "'" = '';
  let lines = 0;

  const endWord = (): void => {
    if (inWord) words.push(word);
    word = '';
    inWord = false;
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quote === "'") {
      if (letter === "'") quote = '';
      else word += letter;
      continue;
    }
    if (letter === '\\' && at + 1 < text.length) {
      at += 1;
      const next = text.charAt(at);
      if (quote === '"' && !'"\\$\n'.includes(next)) word += letter;
      if (next !== '\n') word += next;
      inWord = inWord || next !== '\n';
      continue;
    }
    if (letter === '$') {
      const name = /^\$(?:\{(\w+)\}|(\w+|[?#*@]))/.exec(text.slice(at, at + 200));
      if (name) {
        const value = expand(name[1] ?? name[2] ?? '');
        // outside of quotes a value may be several words, or none
        if (quote === '"') word += value;
        else {
          const [first = '', ...more] = value.split(/[ \t\n]+/).filter((part) => part !== '');
          word += first;
          inWord = inWord || first !== '';
          for (const part of more) {
            endWord();
            word = part;
            inWord = true;
          }
        }
        at += name[0].length - 1;
        continue;
      }
    }
    if (quote === '"') {
      if (letter === '"') quote = '';
      else word += letter;
      continue;
    }
    if (letter === '"' || letter === "'") {
      quote = letter;
      inWord = true;
    } else if (letter === '#' && !inWord) {
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (letter === '\n' || letter === ';') {
      endWord();
      if (words.length > 0) yield words;
      words = [];
      if (letter === '\n' && ++lines > mostLines) return;
    } else if (/\s/.test(letter)) endWord();
    else if ((letter === '{' || letter === '}') && !inWord) {
      if (letter === '{') words.push('{');
      else {
        if (words.length > 0) yield words;
        words = ['}'];
      }
      yield words;
      words = [];
    } else {
      word += letter;
      inWord = true;
    }
  }
  endWord();
  if (words.length > 0) yield words;
}
