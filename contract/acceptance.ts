/** Strong findings that a person accepts: which one, why, and of which state of the disk. */
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
  /** Of the disk it was said about; a disk that changed is to be looked at anew. Absent: of any state. */
  stamp: z.string().max(64).optional(),
  /** Added by core. */
  when: z.iso.datetime().optional(),
  by: z.string().max(128).optional(),
});
export type Acceptance = z.infer<typeof acceptance>;

export const acceptances = z.array(acceptance).max(100);

/** A disk in its place, as far as it was looked into. */
export interface LookedDisk {
  readonly role: 'system' | 'data';
  readonly report?: Looked | undefined;
}
interface Looked {
  readonly guest?: GuestReport | undefined;
  readonly stamp?: string | undefined;
}

/** What is checked of a disk in its place: a system on a data disk is not the one that starts. */
export const checksOf = ({ role, report }: LookedDisk): readonly GuestCheck[] =>
  (report?.guest?.checks ?? []).filter(({ rule }) => role === 'system' || rule.startsWith('guest.'));

export const acceptanceOf = (
  rule: GuestCheck['rule'],
  { report }: LookedDisk,
  accepted: readonly Acceptance[] = [],
): Acceptance | undefined =>
  accepted.find((one) => one.rule === rule && (one.stamp === undefined || one.stamp === report?.stamp));

const strongOf = (disk: LookedDisk): readonly GuestCheck[] =>
  disk.role === 'system' ? checksOf(disk).filter(({ severity }) => severity === 'strong') : [];

/** Strong findings not accepted yet; a migration does not start before there are none. */
export const openChecks = (disk: LookedDisk, accepted?: readonly Acceptance[]): readonly GuestCheck[] =>
  strongOf(disk).filter(({ rule }) => acceptanceOf(rule, disk, accepted) === undefined);

/** Of what was accepted, that which a strong finding of these disks is about. */
export const acceptedFor = (
  disks: readonly LookedDisk[],
  accepted: readonly Acceptance[] | undefined,
): readonly Acceptance[] => {
  const strong = disks.flatMap((disk) =>
    strongOf(disk).flatMap(({ rule }) => acceptanceOf(rule, disk, accepted) ?? []),
  );
  return [...new Set(strong)];
};
