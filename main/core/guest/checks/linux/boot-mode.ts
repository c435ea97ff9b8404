/** Whether the disk shows how the system starts: by BIOS, by UEFI, or by either. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, mayFail, passes, seen } from '../check.ts';

export const bootMode: Check<LinuxGuest> = {
  rule: 'linux.boot-mode',
  about: { effect: 'cannot-start', item: 'BootMode', from: 'image-check' },
  assess({ boot, volumes }) {
    const rows = volumes.flatMap(({ name, place }) =>
      place.kind === 'partition' ? { name, type: place.partition.type } : [],
    );
    const efi = rows.find(({ type }) => type === 'EFI system');
    const bios = rows.find(({ type }) => type === 'BIOS boot');
    if (efi !== undefined && bios !== undefined)
      return passes({ says: 'either-boots', efi: efi.name, bios: bios.name });
    if (efi !== undefined) return passes(seen('EFI', efi.name));
    return boot.menus.length > 0 ? passes({ says: 'no-efi-partition' }) : mayFail({ says: 'no-boot-means' });
  },
};
