/** The workflows are what GitHub will read: whole YAML, known scripts, files that exist, actions held to one commit. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { 'runs-on': string; needs?: string | string[]; steps: Step[] }>>;
}

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github', 'workflows');

test.each(await readdir(folder))('%s', async (name) => {
  const workflow = parse(await readFile(join(folder, name), 'utf8')) as Workflow;
  expect(workflow.on).toBeDefined();
  expect(workflow.permissions).toEqual({ contents: 'read' });
  for (const [job, { steps, needs = [], ...rest }] of Object.entries(workflow.jobs)) {
    expect(rest['runs-on'], job).toBeTruthy();
    for (const needed of [needs].flat()) expect(Object.keys(workflow.jobs)).toContain(needed);
    for (const { uses, run } of steps) {
      // a tag can be moved to other code, a commit cannot
      expect(uses ?? '@'.padEnd(41, '0'), job).toMatch(/@[0-9a-f]{40}$/);
      for (const [, script = ''] of (run ?? '').matchAll(/npm (?:run )?((?<=run )\S+|test)/g))
        expect(Object.keys(packageJson.scripts), job).toContain(script);
      for (const [path] of (run ?? '').matchAll(/\bbuild\/\S+/g)) expect(existsSync(join(root, path)), path).toBe(true);
    }
  }
});
