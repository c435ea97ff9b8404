/** Reads the answers of Assess as they were typed: complete ones, or which are still open and what is wrong with the others. Pure. */
import { assessAnswers, type AssessAnswers } from '../../contract/assess.ts';
import type { AssessDraft } from '../../contract/preparing.ts';

export type AssessField = keyof AssessDraft;
/** Why a typed number cannot be used. `words` has the sentence for each. */
export type NumberProblem = 'not-a-number' | 'not-whole' | 'too-small' | 'too-large';

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
}
const ranges = {
  servers: { min: 1, max: 100_000, whole: true },
  systemDiskGiB: { min: 0.1, max: 1_000_000 },
  systemUsedGiB: { min: 0, max: 1_000_000 },
  dataUsedGiB: { min: 0, max: 1_000_000 },
  mbitPerSecond: { min: 0.001, max: 1_000_000 },
  windowHours: { min: 0, max: 10_000 },
  networkCards: { min: 0, max: 64, whole: true },
} as const satisfies Partial<Record<AssessField, Range>>;
type NumberField = keyof typeof ranges;

/** The decimal comma of half the world is understood. */
const numberIn = (text: string): number => Number(text.trim().replace(',', '.'));

function problemOf(text: string, { min, max, whole }: Range): NumberProblem | undefined {
  const value = numberIn(text);
  if (!Number.isFinite(value)) return 'not-a-number';
  if (whole && !Number.isInteger(value)) return 'not-whole';
  return value < min ? 'too-small' : value > max ? 'too-large' : undefined;
}

/** Sizes one after the other, e.g. `100; 500`. Blanks, commas and semicolons all part them. */
const sizesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '');

export type AssessProblems = Partial<Record<AssessField, NumberProblem>>;

export function assessProblems(draft: AssessDraft): AssessProblems {
  const problems: AssessProblems = {};
  for (const [field, range] of Object.entries(ranges) as [NumberField, Range][]) {
    const text = draft[field] ?? '';
    const problem = text.trim() === '' ? undefined : problemOf(text, range);
    if (problem !== undefined) problems[field] = problem;
  }
  const wrong = sizesIn(draft.dataDisksGiB ?? '')
    .map((one) => problemOf(one, ranges.systemDiskGiB))
    .find((one) => one !== undefined);
  return wrong === undefined ? problems : { ...problems, dataDisksGiB: wrong };
}

/** Without these there is no verdict. */
const asked = ['from', 'os', 'systemDiskGiB', 'setUp'] as const satisfies readonly AssessField[];
export const openAnswers = (draft: AssessDraft): (typeof asked)[number][] =>
  asked.filter((field) => draft[field] === undefined || draft[field] === '');

function optional<K extends string>(name: K, text: string | undefined): { [P in K]?: number } {
  const typed = text?.trim() ?? '';
  return (typed === '' ? {} : { [name]: numberIn(typed) }) as { [P in K]?: number };
}

/** The answers, once nothing is open or wrong. Defaults: one server, no live data, everything else not known. */
export function answersOf(draft: AssessDraft): AssessAnswers | undefined {
  if (openAnswers(draft).length > 0 || Object.keys(assessProblems(draft)).length > 0) return undefined;
  const mbit = optional('mbitPerSecond', draft.mbitPerSecond);
  const { line = 'no', architecture } = draft;
  return assessAnswers.safeParse({
    from: draft.from,
    os: draft.os,
    ...(architecture === undefined ? {} : { bits: architecture === 'i386' ? 32 : 64 }),
    servers: numberIn(draft.servers?.trim() || '1'),
    ...optional('systemDiskGiB', draft.systemDiskGiB),
    ...optional('systemUsedGiB', draft.systemUsedGiB),
    dataDisksGiB: sizesIn(draft.dataDisksGiB ?? '').map(numberIn),
    ...optional('dataUsedGiB', draft.dataUsedGiB),
    setUp: draft.setUp,
    line: line === 'no' || mbit.mbitPerSecond === undefined ? { known: 'no' } : { known: line, ...mbit },
    ...optional('windowHours', draft.windowHours),
    liveData: draft.liveData === true,
    inside: {
      fileSystem: draft.fileSystem ?? 'unknown',
      lvm: draft.lvm ?? 'unknown',
      encrypted: draft.encrypted ?? 'unknown',
      ...optional('networkCards', draft.networkCards),
      ipv6: draft.ipv6 ?? 'unknown',
    },
  }).data;
}

/** For the estimates of a capture: as answered, or a disk of the usual size until then. */
export function captureSizesOf(draft: AssessDraft): { virtualGiB: number; usedGiB?: number; known: boolean } {
  const problems = assessProblems(draft);
  const size = problems.systemDiskGiB === undefined ? optional('virtualGiB', draft.systemDiskGiB) : {};
  const used = problems.systemUsedGiB === undefined ? optional('usedGiB', draft.systemUsedGiB) : {};
  return { ...used, virtualGiB: size.virtualGiB ?? 100, known: size.virtualGiB !== undefined };
}
