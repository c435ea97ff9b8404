/** What a check is: the rule, what its fault does to the server in ECS, and how it judges what was read of the disks. */
import type { Evidence, EvidenceOf } from '../../../../contract/evidence.ts';
import type { GuestCheck, GuestGroup } from '../../../../contract/guest.ts';
import type { SourceId } from '../../../../contract/rules.ts';
import type { GuestCheckId } from '../../../../words/en/checks/checks.ts';

/** What the fault does in ECS. `degraded`: the server runs, but something is missing, slow or not as the documents ask. */
export type Effect = 'cannot-start' | 'cannot-be-reached' | 'degraded';

export interface Rule {
  readonly rule: GuestCheckId;
  readonly about: {
    readonly effect: Effect;
    /** The item of Alibaba's image check that it answers before the import, without the `GUESTOS.` before it. */
    readonly item?: string;
    /** The item of the Prepare checklist that has the commands to fix it. */
    readonly prepare?: string;
    /** The document that asks for it. */
    readonly from: SourceId;
  };
}

export interface Check<Guest> extends Rule {
  readonly assess: (guest: Guest) => Promise<Outcome> | Outcome;
}

/** `undecided`: nothing of what the check needs can be read. `not-applicable`: this guest has nothing to check. */
export type Outcome = Verdict | 'undecided' | 'not-applicable';

/**
 * `may-fail`: the fault is there, but it does not always have its effect. `undecided`: the fault may be there; that is no
 * pass, and as grave as the fault itself.
 */
export interface Verdict {
  readonly verdict: 'fails' | 'may-fail' | 'passes' | 'undecided';
  /** What was seen, and where. */
  readonly evidence: Evidence;
}

export const fails = (evidence: Evidence): Verdict => ({ verdict: 'fails', evidence });
export const mayFail = (evidence: Evidence): Verdict => ({ verdict: 'may-fail', evidence });
export const passes = (evidence: Evidence): Verdict => ({ verdict: 'passes', evidence });
/** `what`: the files or volumes that would have told. */
export const undecided = (why: EvidenceOf<'undecided'>['why'], what: readonly string[] = []): Verdict => ({
  verdict: 'undecided',
  evidence: { says: 'undecided', why, what },
});

/** The only place that puts a check into one of Alibaba's three groups. */
function groupOf(effect: Effect, verdict: Verdict['verdict']): GuestGroup {
  if (verdict === 'passes') return 'none';
  return verdict !== 'may-fail' && effect !== 'degraded' ? 'strong' : 'recommended';
}

/** A check as the report has it. */
export const reported = ({ rule, about }: Rule, { verdict, evidence }: Verdict): GuestCheck => ({
  rule,
  severity: groupOf(about.effect, verdict),
  evidence,
  ...(about.item === undefined ? {} : { item: about.item }),
  ...(about.prepare === undefined ? {} : { prepare: about.prepare }),
});

export const none: Evidence = { says: 'none' };
const listed = (says: 'seen' | 'absent', what: string | readonly string[], where?: string): Evidence => ({
  says,
  where,
  what: typeof what === 'string' ? [what] : what,
});
/** What is there, or what a file says; a key and its value as `key = value`. */
export const seen = (what: string | readonly string[], where?: string): Evidence => listed('seen', what, where);
export const absent = (what: string | readonly string[], where?: string): Evidence => listed('absent', what, where);

const grades: readonly Verdict['verdict'][] = ['fails', 'undecided', 'may-fail', 'passes'];

/** Of what one check found the gravest, with all that was found in the same way in the same place. */
export function gravest(found: readonly Verdict[]): Verdict | undefined {
  const [first] = found.toSorted((one, other) => grades.indexOf(one.verdict) - grades.indexOf(other.verdict));
  if (first === undefined) return undefined;
  const { evidence, verdict } = first;
  const whatOf = (one: Evidence): readonly string[] =>
    'what' in one && typeof one.what !== 'string' && one.says === evidence.says ? one.what : [];
  const what = found.filter((one) => one.verdict === verdict).flatMap((one) => whatOf(one.evidence));
  return what.length < 2 ? first : { verdict, evidence: { ...evidence, what } as Evidence };
}

/** What is not on these disks is only certain to be missing when these are all the disks. */
export const notHere = (complete: boolean, what: readonly string[], where?: string): Verdict =>
  (complete ? fails : mayFail)({ says: 'elsewhere', where, what, complete });

/** The names of a text, one on a line or parted by commas. */
export const namesIn = (text: string): string[] =>
  text.split(/[,\n]/).flatMap((name) => (name.trim() === '' ? [] : name.trim()));
