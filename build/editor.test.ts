/** The debugger's starts in the repository are commands that there are, and what they wait for is what is printed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

interface Launch {
  readonly name: string;
  readonly runtimeExecutable: string;
  readonly runtimeArgs: readonly string[];
  readonly serverReadyAction?: { readonly pattern: string };
}

const root = join(import.meta.dirname, '..');
const { configurations } = JSON.parse(await readFile(join(root, '.vscode', 'launch.json'), 'utf8')) as {
  readonly configurations: readonly Launch[];
};

test.each(configurations)('$name', async ({ runtimeExecutable, runtimeArgs, serverReadyAction }) => {
  expect(runtimeExecutable).toBe('npm');
  const [script] = runtimeArgs.filter((each) => each !== 'run');
  expect(Object.keys(packageJson.scripts)).toContain(script);
  if (serverReadyAction === undefined) return;
  const [words = ''] = serverReadyAction.pattern.split(' (');
  expect(await readFile(join(root, 'build', 'dev', 'dev.ts'), 'utf8')).toContain(`\`${words} `);
});
