/** Reads a plan file: strict, with paths made absolute from the plan's own folder. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import { fit, fitJson, misfit } from '../../../contract/misfits.ts';
import type { Text } from '../../../contract/said.ts';
import { plan, type Plan } from '../../../contract/plan.ts';
import type { StoredDraft } from './record.ts';

const largestPlanBytes = 1_000_000;

/** Fails with `asked.plan-invalid`, naming every field that is wrong. */
export async function readPlanFile(file: string): Promise<Plan> {
  const problem = (problems: Text, cause?: unknown): Failure =>
    new Failure('asked.plan-invalid', { file, problems }, { cause });
  let text: string;
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw problem(misfit('must-be-file').misfits);
    if (facts.size > largestPlanBytes) throw problem(misfit('file-too-large', largestPlanBytes).misfits);
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw problem((error as Error).message, error);
  }
  const read = fitJson(plan, text);
  if ('misfits' in read) throw problem(read.misfits);
  const folder = dirname(resolve(file));
  const { stagingFolder } = read.data;
  return {
    ...read.data,
    disks: read.data.disks.map((disk) => ({ ...disk, path: resolve(folder, disk.path) })),
    ...(stagingFolder === undefined ? {} : { stagingFolder: resolve(folder, stagingFolder) }),
  };
}

/** Settles a draft. Fails with `asked.plan-invalid` while something is missing or unfit. */
export function settle(draft: StoredDraft): Plan {
  const { typed: _typed, assess: _assess, prepare: _prepare, ...wish } = draft; // how it came about is not part of it
  const settled = fit(plan, { schema: 1, ...withoutEmpty(wish), image: withoutEmpty(draft.image) });
  if ('data' in settled) return settled.data;
  throw new Failure('asked.plan-invalid', { file: draft.name, problems: settled.misfits });
}

const withoutEmpty = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && field !== '')) as Partial<T>;

/** A plan as a draft, so that a migration started from a file can be looked at like any other. */
export const draftOf = ({ schema: _, ...wish }: Plan): StoredDraft => wish;
