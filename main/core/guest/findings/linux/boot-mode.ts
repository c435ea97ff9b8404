/** Whether it can be told what starts the system: a BIOS, UEFI, or both. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended } from '../check.ts';

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
      return fine(`${efi.name} for UEFI and ${bios.name} for a BIOS: either starts it`);
    if (efi !== undefined) return fine(`UEFI: ${efi.name} is an EFI system partition`);
    return boot.menus.length > 0
      ? fine('BIOS: no EFI system partition')
      : recommended('neither an EFI system partition nor a boot menu');
  },
};
