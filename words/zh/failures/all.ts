/** All Chinese failure texts. */
import { account } from './account.ts';
import { cloud } from './cloud.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { machine } from './machine.ts';
import { network } from './network.ts';
import { asked, program } from './program.ts';
import { source } from './source.ts';

export const failures: FailureTexts = {
  ...source,
  ...machine,
  ...network,
  ...account,
  ...cloud,
  ...program,
  ...asked,
};
