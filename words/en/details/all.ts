/** All English sentences that stand inside failures and evidence; a code without one does not compile. */
import type { DetailTexts } from '../../detail-text.ts';
import { diskDamage } from './damage-disk.ts';
import { guestDamage } from './damage-guest.ts';
import { misfits, misfitWhole } from './misfits.ts';
import { remarks } from './remarks.ts';
import { structures } from './structures.ts';

export const details: DetailTexts = {
  sentences: { ...remarks, ...diskDamage, ...guestDamage },
  misfits,
  whole: misfitWhole,
  structures,
};
