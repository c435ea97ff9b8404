/** Whether the volume of Windows was left in order. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fine, recommended } from '../check.ts';

export const dirty: Check<WindowsGuest> = {
  rule: 'windows.dirty',
  from: 'judgement',
  assess({ root: { files, volume } }) {
    if (files.clean === undefined) return undefined;
    return files.clean
      ? fine(`${volume.name}: left in order`)
      : recommended(`${volume.name}: not shut down in order`);
  },
};
