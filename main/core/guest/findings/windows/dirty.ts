/** Whether the volume of Windows was left in order. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, recommended } from '../check.ts';

export const dirty: Check<WindowsGuest> = {
  rule: 'windows.dirty',
  from: 'judgement',
  assess({ root: { files, volume } }) {
    if (files.clean === undefined) return undefined;
    return files.clean
      ? fine({ says: 'left-in-order', what: [volume.name] })
      : recommended({ says: 'not-in-order', what: [volume.name] });
  },
};
