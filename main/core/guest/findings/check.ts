/** What a check of a guest is: one rule, the document it goes back to, and how it judges what was read. */
import type { Evidence } from '../../../../contract/evidence.ts';
import type { GuestGroup, GuestRule } from '../../../../contract/guest.ts';
import type { SourceId } from '../../../../contract/rules.ts';

export interface Verdict {
  readonly severity: GuestGroup;
  /** What was seen, and where. */
  readonly evidence: Evidence;
}

export interface Check<Guest> {
  readonly rule: GuestRule;
  /** The item of Alibaba's image check that it answers ahead of time, e.g. `GUESTOS.Fstab`. */
  readonly item?: string;
  readonly from: SourceId;
  /** Undefined: does not apply, or cannot be told. */
  readonly assess: (guest: Guest) => Promise<Verdict | undefined> | Verdict | undefined;
}

export const strong = (evidence: Evidence): Verdict => ({ severity: 'strong', evidence });
export const recommended = (evidence: Evidence): Verdict => ({ severity: 'recommended', evidence });
export const fine = (evidence: Evidence): Verdict => ({ severity: 'none', evidence });

export const none: Evidence = { says: 'none' };
/** One thing that is there, or what a file says; a key and its value as `key = value`. */
export const seen = (what: string | readonly string[], where?: string): Evidence => ({
  says: 'seen',
  where,
  what: typeof what === 'string' ? [what] : what,
});
export const absent = (what: string | readonly string[], where?: string): Evidence => ({
  says: 'absent',
  where,
  what: typeof what === 'string' ? [what] : what,
});

/** With disks still to come, what is not on these is no proof of a fault. */
export const notHere = (complete: boolean, what: readonly string[], where?: string): Verdict =>
  (complete ? strong : recommended)({ says: 'elsewhere', where, what, complete });
