/** Reads a plan file: strict, with paths made absolute from the plan's own folder. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import { plan, type Plan } from '../../../contract/plan.ts';
import { z } from '../../../contract/schema.ts';
import type { StoredDraft } from './record.ts';

const largestPlanBytes = 1_000_000;

/** Fails with `asked.plan-invalid`, naming every field that is wrong. */
export async function readPlanFile(file: string): Promise<Plan> {
  const problem = (problems: string, cause?: unknown): Failure =>
    new Failure('asked.plan-invalid', { file, problems }, { cause });
  let value: unknown;
  try {
    if ((await stat(file)).size > largestPlanBytes) throw problem('larger than 1 MB');
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw problem((error as Error).message, error);
  }
  const parsed = plan.safeParse(value);
  if (!parsed.success) throw problem(z.prettifyError(parsed.error), parsed.error);
  const folder = dirname(resolve(file));
  const { stagingFolder } = parsed.data;
  return {
    ...parsed.data,
    disks: parsed.data.disks.map((disk) => ({ ...disk, path: resolve(folder, disk.path) })),
    ...(stagingFolder === undefined ? {} : { stagingFolder: resolve(folder, stagingFolder) }),
  };
}

/** Settles a draft. Fails with `asked.plan-invalid` while something is missing or unfit. */
export function settle(draft: StoredDraft): Plan {
  const { typed: _typed, assess: _assess, prepare: _prepare, ...wish } = draft; // how it came about is not part of it
  const parsed = plan.safeParse({ schema: 1, ...withoutEmpty(wish), image: withoutEmpty(draft.image) });
  if (parsed.success) return parsed.data;
  throw new Failure('asked.plan-invalid', { file: draft.name, problems: z.prettifyError(parsed.error) });
}

const withoutEmpty = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined && field !== ''),
  ) as Partial<T>;

/** A plan as a draft, so that a migration started from a file can be looked at like any other. */
export const draftOf = ({ schema: _, ...wish }: Plan): StoredDraft => wish;
