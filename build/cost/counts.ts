/** What is counted over the sources as they are: arrows between rooms, lines, and places the formatter leaves alone. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { countIgnores, repositoryFiles } from '../check-files.mjs';
import { outside, pathOf, rooms } from '../rooms.mjs';

interface Source {
  readonly name: string;
  readonly text: string;
}

export const namesIn = (tree: string): string[] =>
  [...repositoryFiles(tree)].map((path) => relative(tree, path).split(sep).join('/'));

const product = /^(contract|words|main|practice|preload|renderer)\/.*\.(ts|tsx|css)$/;
const beside = new RegExp(`${outside}|^renderer/(test|gallery)/`);

/** Without tests, doubles, helpers and the gallery. */
const sourcesOf = (tree: string): Source[] =>
  namesIn(tree)
    .filter((name) => product.test(name) && !beside.test(name))
    .map((name) => ({ name, text: readFileSync(join(tree, name), 'utf8') }));

export const productLines = (tree: string): number =>
  sourcesOf(tree).reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);

export const ignores = (tree: string): number =>
  [...repositoryFiles(tree)].reduce((sum, path) => sum + countIgnores(readFileSync(path, 'utf8')), 0);

const floorOf = (name: string): number => rooms.findIndex(({ room }) => new RegExp(pathOf(room)).test(name));

/** Imports of a room that stands later in the table of rooms, in core and in the page. */
export function arrowsUp(tree: string): string[] {
  return sourcesOf(tree)
    .filter(({ name }) => /^(contract|words|main\/core|renderer)\/.*\.tsx?$/.test(name))
    .flatMap(({ name, text }) =>
      ts
        .preProcessFile(text)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => join(dirname(name), fileName).split(sep).join('/'))
        .filter((target) => floorOf(target) > floorOf(name))
        .map((target) => `${name} → ${target}`),
    );
}
