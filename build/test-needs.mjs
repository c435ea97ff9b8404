/**
 * What the chosen tests need before they run, read from what they import: one that reaches no program needs none
 * installed, one that reaches no built file needs no build. Tests declare nothing, so nothing can be forgotten.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { repositoryFiles } from './check-files.mjs';
import { root } from './setup.mjs';

/** Imports of our own files that are there at run time: types alone are gone by then. */
const imports = /(?:^(?:import|export)\s(?!type\b)[\w\s{},*$]*|\bimport\(\s*)['"](\.[^'"]+)['"]/gm;
/** The only ways to start another program. */
const startsPrograms = /['"`](?:(?:node:)?child_process|playwright-core)['"`]/;
const readsBuild = /['"`/]dist['"`/]/;

/** Every file that is loaded when `file` is, itself included. */
function loadedWith(file, seen = new Map()) {
  if (seen.has(file) || !/\.[mc]?[jt]sx?$/.test(file) || !existsSync(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, path] of text.matchAll(imports)) loadedWith(join(dirname(file), path), seen);
  return seen;
}

/** `file` by its full path. */
export function needsOfFile(file) {
  const texts = [...loadedWith(file).values()];
  return {
    programs: texts.some((text) => startsPrograms.test(text)),
    build: texts.some((text) => readsBuild.test(text)),
  };
}

/** `args` are vitest's: parts of paths, and options. Everything is needed when it cannot be told which tests are meant. */
export function needsOfTests(args) {
  const paths = args.filter((each) => !each.startsWith('-')).map((each) => each.replaceAll('\\', '/'));
  const parts = paths.map((each) => each.replace(/^\.\//, ''));
  const tests = [...repositoryFiles()].filter((file) => /\.test\.tsx?$/.test(file));
  const name = (file) => relative(root, file).split(sep).join('/');
  const chosen = parts.map((part) =>
    tests.filter((file) => file.split(sep).join('/') === part || name(file).includes(part)),
  );
  if (chosen.length === 0 || chosen.some((files) => files.length === 0)) return { programs: true, build: true };
  const needs = chosen.flat().map(needsOfFile);
  return { programs: needs.some((each) => each.programs), build: needs.some((each) => each.build) };
}
