/** All English failure texts; a code without a text does not compile. */
import { accountEn } from './account.en.ts';
import { cloudEn } from './cloud.en.ts';
import type { FailureTexts } from './failure-text.ts';
import { machineEn } from './machine.en.ts';
import { networkEn } from './network.en.ts';
import { askedEn, programEn } from './program.en.ts';
import { sourceEn } from './source.en.ts';

export const failuresEn: FailureTexts = {
  ...sourceEn,
  ...machineEn,
  ...networkEn,
  ...accountEn,
  ...cloudEn,
  ...programEn,
  ...askedEn,
};
