/** Strong findings a person goes on with all the same: which one, why, and of which state of the disk. */
import { guestRule, type GuestCheck, type GuestReport } from './guest.ts';
import { z } from './schema.ts';

/** Says something: at least one letter or digit. */
export const acceptanceReason = z
  .string()
  .trim()
  .max(500)
  .regex(/[\p{L}\p{N}]/u, 'reason');

export const acceptance = z.strictObject({
  rule: guestRule,
  reason: acceptanceReason,
  /** Of the disk it was said about; a disk that changed is to be looked at anew. Absent: of whatever is there. */
  stamp: z.string().max(64).optional(),
  /** Added by core. */
  when: z.iso.datetime().optional(),
  by: z.string().max(128).optional(),
});
export type Acceptance = z.infer<typeof acceptance>;

export const acceptances = z.array(acceptance).max(100);

interface Looked {
  readonly guest?: GuestReport | undefined;
  readonly stamp?: string | undefined;
}

export const strongChecks = ({ guest }: Looked): readonly GuestCheck[] =>
  guest?.checks.filter(({ severity }) => severity === 'strong') ?? [];

export const acceptanceOf = (
  rule: GuestCheck['rule'],
  { stamp }: Looked,
  accepted: readonly Acceptance[] = [],
): Acceptance | undefined =>
  accepted.find((one) => one.rule === rule && (one.stamp === undefined || one.stamp === stamp));

/** What nobody has accepted yet; a migration does not start before that is empty. */
export const openChecks = (disk: Looked, accepted: readonly Acceptance[] = []): readonly GuestCheck[] =>
  strongChecks(disk).filter(({ rule }) => acceptanceOf(rule, disk, accepted) === undefined);
