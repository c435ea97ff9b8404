/** Whether Windows was shut down in order. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, passes } from '../check.ts';

export const dirty: Check<WindowsGuest> = {
  rule: 'windows.dirty',
  about: { effect: 'degraded', prepare: 'win-hibernation', from: 'judgement' },
  assess({ root: { files, volume } }) {
    if (files.clean === undefined) return 'undecided';
    return files.clean
      ? passes({ says: 'left-in-order', what: [volume.name] })
      : fails({ says: 'not-in-order', what: [volume.name] });
  },
};
