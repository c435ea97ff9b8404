/** English of our look beside Alibaba Cloud's image check, and of what was accepted. */
import type { Comparison } from '../../../contract/compare-checks.ts';
import type { GuestGroup } from '../../../contract/guest.ts';

export const compareChecks = {
  title: 'Before and after the import',
  intro:
    'On the left what was read from the disk before it was sent, on the right what Alibaba Cloud’s image check says of the image.',
  columns: { check: 'Check', ours: 'Seen on the disk', theirs: 'Image check', means: 'How they go together' },
  nothing: 'not looked at',
  groups: {
    strong: 'Strongly recommended fix',
    recommended: 'Recommended optimization',
    none: 'No risk',
  } satisfies Record<GuestGroup, string>,
  means: {
    agree: 'Both say the same.',
    differ:
      'Both looked and judge it otherwise: one saw the disk before the import, the other the image, and their rules are not the same.',
    'no-item': 'Not an item of Alibaba Cloud’s check.',
    'not-reported': 'An item of Alibaba Cloud’s check that is not in this report.',
    'theirs-only': 'Only the image check tells: it takes the imported image, or is not read here.',
  } satisfies Record<Comparison, string>,
  /** Of several checks that answer one item. */
  together: (texts: readonly string[]) => texts.join('; '),
  accepted: 'Accepted findings',
  acceptedBy: (reason: string, by: string | undefined, when: string | undefined) =>
    [reason, by, when].filter(Boolean).join(' · '),
};
