/** Whether the UEFI of a new instance finds Windows without the boot entry of the old machine. */
import type { WindowsGuest } from '../../facts/windows.ts';
import type { Check } from '../check.ts';
import { efiFallback } from '../both/efi-fallback.ts';

export const efiFallbackOfWindows: Check<WindowsGuest> = {
  rule: 'windows.efi-fallback',
  about: { effect: 'cannot-start', from: 'judgement' },
  assess({ opened, volumes, bootManagers }) {
    const hasEfi = volumes.some(({ place }) => place.kind === 'partition' && place.partition.type === 'EFI system');
    return efiFallback(
      opened,
      hasEfi,
      bootManagers.some(({ mode }) => mode === 'BIOS'),
    );
  },
};
