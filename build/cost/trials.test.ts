/** The trial changes go with the tree as it is, and touch no more files than they may. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apply, filesOf } from './trial.ts';
import { trials } from './trials.ts';

const root = join(import.meta.dirname, '..', '..');
const touched = ['contract', 'words', 'main', 'practice', 'docs', 'build'];

it('has an anchor for every edit', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'trials-'));
  try {
    for (const name of touched) await cp(join(root, name), join(copy, name), { recursive: true });
    for (const trial of trials) apply(trial, copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

it.each(trials)('$name touches at most $most files', (trial) =>
  expect(filesOf(trial).length).toBeLessThanOrEqual(trial.most),
);
