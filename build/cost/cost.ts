/**
 * `npm run cost` says what the next change costs: it makes one change of each kind in a copy of the tree, lets the
 * compiler and the tests say that nothing was left out, and counts the files. It also counts arrows between rooms, places
 * the formatter leaves alone, and lines. Fails when one of them is over its ceiling.
 * `npm run cost -- --lines TREE` counts the lines of another tree in the same way.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mostIgnores } from '../check-files.mjs';
import { capture, newestNode, root } from '../setup.mjs';
import { arrowsUp, ignores, namesIn, productLines } from './counts.ts';
import { apply, filesOf, type Trial } from './trial.ts';
import { trials } from './trials.ts';

/** The lines on the day before the rooms were put in order. */
const mostLines = 71_300;
/** Of what a tool finds wrong with a trial change. */
const mostSaid = 12;

function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'cost-'));
  for (const name of namesIn(root)) cpSync(join(root, name), join(copy, name));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

async function run(copy: string, tool: string, args: readonly string[]): Promise<string[]> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const program = join(copy, 'node_modules', tool);
  const { ok, output } = await capture(newestNode(), [program, ...args], { cwd: copy, env });
  const said = output.split('\n').filter((line) => /error TS|^ FAIL|Error:/.test(line));
  return ok ? [] : [[`${tool} ${args.join(' ')}`, ...said.slice(0, mostSaid)].join('\n')];
}

/** What the compiler and the tests find missing. */
async function missing(copy: string): Promise<string[]> {
  const found = await run(copy, 'typescript/bin/tsc', ['-p', '.']);
  for (const test of trials.flatMap(({ tests }) => tests))
    found.push(...(await run(copy, 'vitest/vitest.mjs', ['run', '--reporter', 'dot', ...test])));
  return found;
}

const textsOf = (copy: string): Map<string, string> =>
  new Map(namesIn(copy).map((name) => [name, readFileSync(join(copy, name), 'latin1')]));

function show(what: string, count: number, most: number, list: readonly string[] = []): boolean {
  const over = count > most;
  console.log(`${over ? 'FAILED' : 'ok    '} ${what}: ${count}, at most ${most}`);
  for (const line of list) console.log(`       ${line}`);
  return over;
}
const showTrial = (trial: Trial): boolean => {
  const files = filesOf(trial);
  const { name, most, copies } = trial;
  return show(`files for ${name}`, files.length, most, copies === undefined ? files : [`${copies.to}/`, ...files]);
};

async function tryChanges(): Promise<boolean> {
  const copy = copyOfTree();
  try {
    for (const trial of trials) apply(trial, copy);
    const before = textsOf(copy);
    const problems = await missing(copy);
    for (const problem of problems) console.log(`FAILED a trial change leaves something out: ${problem}`);
    const over = trials.map(showTrial);
    for (const [name, text] of textsOf(copy))
      if (before.get(name) !== text) console.log(`       written by a test, not by hand, so not counted: ${name}`);
    return problems.length > 0 || over.includes(true);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function countTree(): boolean {
  const arrows = arrowsUp(root);
  return [
    show('arrows between rooms that run back up, in core and in the page', arrows.length, 0, arrows),
    show('places the formatter leaves alone', ignores(root), mostIgnores),
    show('lines of source', productLines(root), mostLines),
  ].includes(true);
}

const { lines } = parseArgs({ options: { lines: { type: 'string' } } }).values;
if (lines !== undefined) console.log(productLines(lines));
else {
  const over = [countTree(), await tryChanges()];
  process.exitCode = over.includes(true) ? 1 : 0;
}
