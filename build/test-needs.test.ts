/** What a test needs is read from its imports: a developer neither waits for a build nor misses one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needsOfFile, needsOfTests } from './test-needs.mjs';

const nothing = { programs: false, build: false };
const everything = { programs: true, build: true };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-needs-'));
  await writeFile(join(folder, 'child.ts'), "import { spawn } from 'node:child_process';\nspawn('true');\n");
  await writeFile(join(folder, 'dist.ts'), "export const program = '../dist/main/cli.js';\n");
  await writeFile(join(folder, 'far.ts'), "export {\n  program,\n} from './dist.ts';\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["import { a } from './child.ts';", { programs: true, build: false }],
  ["import './far.ts';", { programs: false, build: true }],
  ["const { a } = await import('./child.ts');", { programs: true, build: false }],
  ["import { chromium } from 'playwright-core';", { programs: true, build: false }],
  ["import { type A } from './far.ts';\nimport { b } from './child.ts';", everything],
  // gone at run time
  ["import type { A } from './child.ts';", nothing],
  ["import { expect } from 'vitest';\nexpect('./child.ts').toBe('distance');", nothing],
])('%j', async (text, needs) => {
  const file = join(folder, 'a.test.ts');
  await writeFile(file, text);
  expect(needsOfFile(file)).toEqual(needs);
});

test.each([
  [['contract/misfits.test.ts'], nothing],
  [['./contract/misfits.test.ts', '--retry=1'], nothing],
  [['main/core/disk/convert.test.ts'], { programs: true, build: false }],
  [['contract/misfits.test.ts', 'e2e/line'], everything],
  // not told apart from a path: better too much than too little
  [['-t', 'a name', 'contract/misfits.test.ts'], everything],
  [[], everything],
])('the tests of %j', (args, needs) => {
  expect(needsOfTests(args)).toEqual(needs);
});
