/** All Chinese failure texts. */
import { accountZh } from './account.ts';
import { cloudZh } from './cloud.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { machineZh } from './machine.ts';
import { networkZh } from './network.ts';
import { askedZh, programZh } from './program.ts';
import { sourceZh } from './source.ts';

export const failuresZh: FailureTexts = {
  ...sourceZh,
  ...machineZh,
  ...networkZh,
  ...accountZh,
  ...cloudZh,
  ...programZh,
  ...askedZh,
};
