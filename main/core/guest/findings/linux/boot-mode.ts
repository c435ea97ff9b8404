/** Whether it can be told what starts the system: a BIOS, UEFI, or both. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended, seen } from '../check.ts';

export const bootMode: Check<LinuxGuest> = {
  rule: 'linux.boot-mode',
  item: 'GUESTOS.BootMode',
  from: 'image-check',
  assess({ boot, volumes }) {
    const rows = volumes.flatMap(({ name, place }) =>
      place.kind === 'partition' ? { name, type: place.partition.type } : [],
    );
    const efi = rows.find(({ type }) => type === 'EFI system');
    const bios = rows.find(({ type }) => type === 'BIOS boot');
    if (efi !== undefined && bios !== undefined)
      return fine({ says: 'either-boots', efi: efi.name, bios: bios.name });
    if (efi !== undefined) return fine(seen('EFI', efi.name));
    return boot.menus.length > 0
      ? fine({ says: 'no-efi-partition' })
      : recommended({ says: 'no-boot-means' });
  },
};
