/** Whether Setup or Sysprep was interrupted. */
import { softwareText, type WindowsGuest } from '../../facts/windows.ts';
import { hiveNumber } from './boot-driver.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const sysprep: Check<WindowsGuest> = {
  rule: 'windows.sysprep',
  about: { effect: 'cannot-be-reached', item: 'Sysprep', prepare: 'win-sysprep', from: 'image-check' },
  async assess(guest) {
    if (guest.system.hive === undefined) return 'undecided';
    const type = await hiveNumber(guest, 'system', 'Setup', 'SetupType');
    const running = await hiveNumber(guest, 'system', 'Setup', 'SystemSetupInProgress');
    const state = await softwareText(guest, 'Microsoft\\Windows\\CurrentVersion\\Setup\\State', 'ImageState');
    // generalised with Sysprep on purpose: Setup must run at the next start
    const isGeneralised = /GENERALIZE_RESEAL_TO_OOBE/.test(state ?? '');
    if (isGeneralised) return passes(seen(`ImageState = ${state}`));
    if (running === 1 || (type !== undefined && type !== 0))
      return fails(seen([`SetupType = ${type ?? 0}`, `SystemSetupInProgress = ${running ?? 0}`], 'Setup'));
    if (state !== undefined && state !== 'IMAGE_STATE_COMPLETE') return fails(seen(`ImageState = ${state}`));
    return passes(none);
  },
};
