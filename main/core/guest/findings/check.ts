/** What a check of a guest is: one rule, the document it goes back to, and how it judges what was read. */
import type { GuestGroup, GuestRule } from '../../../../contract/guest.ts';
import type { SourceId } from '../../../../contract/rules.ts';

export interface Verdict {
  readonly severity: GuestGroup;
  /** What was seen, and where. */
  readonly evidence: string;
}

export interface Check<Guest> {
  readonly rule: GuestRule;
  /** The item of Alibaba's image check that it answers ahead of time, e.g. `GUESTOS.Fstab`. */
  readonly item?: string;
  readonly from: SourceId;
  /** Undefined: does not apply, or cannot be told. */
  readonly assess: (guest: Guest) => Promise<Verdict | undefined> | Verdict | undefined;
}

export const strong = (evidence: string): Verdict => ({ severity: 'strong', evidence });
export const recommended = (evidence: string): Verdict => ({ severity: 'recommended', evidence });
export const fine = (evidence: string): Verdict => ({ severity: 'none', evidence });

/** With disks still to come, what is not on these is no proof of a fault. */
export const notHere = (complete: boolean, what: string): Verdict =>
  complete ? strong(`${what}: on none of these disks`) : recommended(`${what}: not on this disk`);

/** At most five of a list, for people. */
export const some = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
