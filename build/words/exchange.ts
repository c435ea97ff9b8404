/** Takes all texts of a language out into one sheet for a translator, and puts a sheet back; all of it, or nothing. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readSheet, SheetError, writeSheet, type Row } from './sheet.ts';
import { misfit, textsOf, withTexts } from './texts.ts';

const kindOf = (file: string): 'json' | 'csv' => {
  const [, kind] = /\.(json|csv)$/.exec(file) ?? [];
  if (kind === undefined) throw new SheetError(`${file} must end in .json or .csv`);
  return kind as 'json' | 'csv';
};

/** The sources of a language; a text's key begins with the file it stands in. */
function sourcesOf(words: string, language: string): Map<string, string> {
  const folder = join(words, language);
  if (!existsSync(folder))
    throw new SheetError(`there is no language ${language}: copy a language's folder to ${folder} first`);
  const files = globSync('**/*.ts', { cwd: folder }).sort();
  return new Map(
    files.map((file) => [file.replaceAll('\\', '/').replace(/\.ts$/, ''), readFileSync(join(folder, file), 'utf8')]),
  );
}

function allTexts(sources: ReadonlyMap<string, string>): Map<string, string> {
  const all = [...sources].flatMap(([file, source]) =>
    [...textsOf(source)].map(([key, text]) => [`${file}:${key}`, text] as const),
  );
  return new Map(all);
}

export function exportWords(words: string, language: string, file: string): number {
  const english = allTexts(sourcesOf(words, 'en'));
  const rows = [...allTexts(sourcesOf(words, language))].map(([key, text]): Row => ({
    key,
    english: english.get(key) ?? '',
    text,
  }));
  writeFileSync(file, writeSheet(rows, kindOf(file)));
  return rows.length;
}

/** Every fault is told at once, and then nothing is written. Answers the files that were written. */
export async function importWords(words: string, language: string, file: string): Promise<string[]> {
  const sources = sourcesOf(words, language);
  const now = allTexts(sources);
  const wanted = readSheet(readFileSync(file, 'utf8'), kindOf(file));
  const faults = [
    ...[...now.keys()].filter((key) => !wanted.has(key)).map((key) => `${key}: the sheet has no such row`),
    ...[...wanted].flatMap(([key, text]) => {
      const there = now.get(key);
      if (there === undefined) return [`${key}: the sources have no such text`];
      if (text.trim() === '' && there.trim() !== '') return [`${key}: the text is empty`];
      const fault = misfit(there, text);
      return fault === undefined ? [] : [`${key}: ${fault}`];
    }),
  ];
  if (faults.length > 0) throw new SheetError(`nothing was written:\n${faults.join('\n')}`);
  const written: [string, string][] = [];
  for (const [name, source] of sources) {
    const own = [...wanted].flatMap(([key, text]) =>
      key.startsWith(`${name}:`) ? [[key.slice(name.length + 1), text] as const] : [],
    );
    const changed = withTexts(source, new Map(own));
    if (changed === source) continue;
    const path = join(words, language, `${name}.ts`);
    written.push([path, await format(changed, { ...(await resolveConfig(path)), filepath: path })]);
  }
  for (const [path, source] of written) writeFileSync(path, source);
  return written.map(([path]) => path);
}
