/** Whether the UEFI of a new instance finds the boot loader without the boot entry of the old machine. */
import type { LinuxGuest } from '../../facts/linux.ts';
import type { Check } from '../check.ts';
import { efiFallback } from '../both/efi-fallback.ts';

export const efiFallbackOfLinux: Check<LinuxGuest> = {
  rule: 'linux.efi-fallback',
  about: { effect: 'cannot-start', from: 'judgement' },
  assess({ opened, volumes }) {
    const types = volumes.flatMap(({ place }) => (place.kind === 'partition' ? place.partition.type : []));
    return efiFallback(opened, types.includes('EFI system'), types.includes('BIOS boot'));
  },
};
