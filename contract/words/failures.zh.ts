/** All Chinese failure texts. */
import { accountZh } from './account.zh.ts';
import { cloudZh } from './cloud.zh.ts';
import type { FailureTexts } from './failure-text.ts';
import { machineZh } from './machine.zh.ts';
import { networkZh } from './network.zh.ts';
import { askedZh, programZh } from './program.zh.ts';
import { sourceZh } from './source.zh.ts';

export const failuresZh: FailureTexts = {
  ...sourceZh,
  ...machineZh,
  ...networkZh,
  ...accountZh,
  ...cloudZh,
  ...programZh,
  ...askedZh,
};
