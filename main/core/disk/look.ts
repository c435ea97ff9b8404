/** Everything there is to say about what was chosen, refused or not: for the cards of the page and the command line. */
import { basename, resolve } from 'node:path';
import { Failure } from '../../../contract/failure-error.ts';
import type { DiskLook, DiskReport } from '../../../contract/disks.ts';
import { withSubjects, type Subject } from './examine.ts';
import { assertSettled } from './in-use.ts';
import { completeInspection, type OpenedDisk } from './inspect.ts';
import type { DiskLayout, Known } from './layout.ts';
import type { Qemu } from './qemu.ts';
import { resolveSource } from './source-file.ts';
import { wrappingOf } from './wrapped.ts';

export interface LookOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long files that were written to a moment ago are watched; 0 leaves it out. */
  readonly settleMs?: number;
  /** Adds to the reports of the usable disks, in their order, what lies inside them; they are open meanwhile. */
  readonly inside?: (disks: readonly OpenedDisk[]) => Promise<readonly DiskReport[]>;
}

const defaultSettleMs = 400;

interface Read {
  readonly subject: Pick<Subject, 'name' | 'member'>;
  readonly known: Known;
  readonly outcome: DiskLayout | Failure;
}

/** One for each disk; never fails for the disks' own sake, only for ours (`machine.*`, a bug) or the signal's reason. */
export const lookAt = (path: string, qemu: Qemu, options: LookOptions = {}): Promise<DiskLook[]> =>
  lookAtEach([path], qemu, options);

/** The same of several files, whose disks are open together. */
export async function lookAtEach(paths: readonly string[], qemu: Qemu, options: LookOptions): Promise<DiskLook[]> {
  const { signal, inside } = options;
  const read: (Read & { readonly chosen: string; readonly finished: OpenedDisk | Failure })[] = [];
  const opened: OpenedDisk[] = [];
  try {
    for (const chosen of paths.map((path) => resolve(path)))
      for (const one of await readAll(chosen, options)) {
        const { subject, outcome } = one;
        const finished =
          outcome instanceof Failure
            ? outcome
            : await refusedOr(() => completeInspection(chosen, subject, outcome, qemu, signal));
        if (!(finished instanceof Failure)) opened.push(finished);
        read.push({ ...one, chosen, finished });
      }
    const reports = [...((await inside?.(opened)) ?? opened.map(({ disk }) => disk.report))];
    const looks: DiskLook[] = [];
    for (const { chosen, finished, ...one } of read) {
      const report = finished instanceof Failure ? finished : (reports.shift() ?? finished.disk.report);
      looks.push(await lookOf(chosen, one, report, signal));
    }
    return looks;
  } finally {
    await Promise.all(opened.map(({ blocks }) => blocks.close()));
  }
}

async function readAll(chosen: string, { signal, settleMs = defaultSettleMs }: LookOptions): Promise<Read[]> {
  const known: Known = {};
  try {
    const real = await resolveSource(chosen);
    const reads = await refusedOr(() =>
      withSubjects(real, known, signal, async (subjects) => {
        const found: Read[] = [];
        for (const subject of subjects) {
          const own: Known = subject.member === undefined ? known : {};
          found.push({ subject, known: own, outcome: await refusedOr(() => subject.read(own)) });
        }
        return found;
      }),
    );
    const outcomes = reads instanceof Failure ? [reads] : reads.map(({ outcome }) => outcome);
    const files = outcomes.flatMap((one) => (one instanceof Failure ? [real] : [...one.files]));
    // a copy under way looks like a truncated disk, and that is the less helpful thing to say
    await assertSettled([...new Set(files)], settleMs);
    return reads instanceof Failure ? [{ subject: { name: basename(chosen) }, known, outcome: reads }] : reads;
  } catch (error) {
    const outcome = asRefusal(error);
    if (outcome.code === 'source.missing') known.pieces = [{ name: basename(chosen), state: 'missing', bytes: 0 }];
    return [{ subject: { name: basename(chosen) }, known, outcome }];
  }
}

async function lookOf(
  chosen: string,
  { subject, known }: Read,
  finished: DiskReport | Failure,
  signal: AbortSignal | undefined,
): Promise<DiskLook> {
  const named = {
    path: chosen,
    name: subject.member === undefined ? basename(chosen) : subject.name,
    ...(subject.member === undefined ? {} : { member: subject.member }),
  };
  if (!(finished instanceof Failure)) {
    const report = finished;
    return {
      ...named,
      usable: true,
      report,
      refusals: [],
      files: report.files,
      format: report.format,
      ...(report.subformat === undefined ? {} : { subformat: report.subformat }),
      virtualSizeBytes: report.virtualSizeBytes,
    };
  }
  const wrapping = await wrappingOf(chosen, finished, subject.member?.name, signal);
  return {
    ...named,
    usable: false,
    refusals: [finished, ...(known.also ?? [])].map((failure) => failure.view()),
    files: known.pieces ?? [],
    ...(known.format === undefined ? {} : { format: known.format }),
    ...(known.subformat === undefined ? {} : { subformat: known.subformat }),
    ...(known.virtualSizeBytes === undefined ? {} : { virtualSizeBytes: known.virtualSizeBytes }),
    ...(wrapping === undefined ? {} : { wrapping }),
  };
}

async function refusedOr<T>(act: () => Promise<T>): Promise<T | Failure> {
  try {
    return await act();
  } catch (error) {
    return asRefusal(error);
  }
}

/** What lies in the disk, or in qemu-img's opinion of it; everything else is thrown on. */
function asRefusal(error: unknown): Failure {
  const failure = Failure.from(error);
  if (failure.code.startsWith('source.') || failure.code === 'machine.qemu-failed') return failure;
  throw error;
}
