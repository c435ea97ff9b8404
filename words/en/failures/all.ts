/** All English failure texts; a code without a text does not compile. */
import { accountEn } from './account.ts';
import { cloudEn } from './cloud.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { machineEn } from './machine.ts';
import { networkEn } from './network.ts';
import { askedEn, programEn } from './program.ts';
import { sourceEn } from './source.ts';

export const failuresEn: FailureTexts = {
  ...sourceEn,
  ...machineEn,
  ...networkEn,
  ...accountEn,
  ...cloudEn,
  ...programEn,
  ...askedEn,
};
