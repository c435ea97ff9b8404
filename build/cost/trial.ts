/** What a trial change is: edits of files by anchors, and the tests that say whether something was left out. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A new file, when there is nothing to `find`. */
export interface Edit {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find?: string;
  readonly put: string;
}

export interface Trial {
  readonly name: string;
  readonly most: number;
  /** Takes out what the tree has already, so that the trial can put it in. Not counted. */
  readonly first?: readonly Edit[];
  /** A folder to copy to a new name. Its files are not counted one by one. */
  readonly copies?: { readonly from: string; readonly to: string };
  readonly edits: readonly Edit[];
  /** Arguments for one run of the tests each. */
  readonly tests: readonly (readonly string[])[];
}

export const newFile = (file: string, put: string): Edit => ({ file, put });
export const instead = (file: string, find: string, put: string): Edit => ({ file, find, put });
/** `anchor` is the beginning of a line. */
export const before = (file: string, anchor: string, text: string): Edit =>
  instead(file, `\n${anchor}`, `\n${text}\n${anchor}`);

export const filesOf = ({ edits }: Trial): string[] => [...new Set(edits.map(({ file }) => file))];

/** The trial no longer goes with the tree when an anchor is missing, or is there twice. */
export function apply({ first = [], copies, edits }: Trial, tree: string): void {
  if (copies !== undefined)
    cpSync(join(tree, copies.from), join(tree, copies.to), { recursive: true, errorOnExist: true });
  for (const { file, find, put } of [...first, ...edits]) {
    const path = join(tree, file);
    if (find === undefined) {
      if (existsSync(path)) throw new Error(`${file} is there already`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, put);
      continue;
    }
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times, not once: ${find.trim()}`);
    writeFileSync(path, parts.join(put));
  }
}
