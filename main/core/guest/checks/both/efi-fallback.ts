/** Whether UEFI finds a boot loader by its default path: a new instance has none of the boot entries of the old machine. */
import { guestTree } from '../../facts/guest-tree.ts';
import type { OpenVolume } from '../../facts/open-volumes.ts';
import { type Outcome, absent, fails, mayFail, passes, seen } from '../check.ts';

const fallbacks = ['BOOTX64.EFI', 'BOOTAA64.EFI', 'BOOTIA32.EFI'];
const { signal } = new AbortController();

/** `also`: a BIOS can start it as well. Undecided when the EFI system partition cannot be read. */
export async function efiFallback(
  volumes: readonly OpenVolume[],
  hasEfiPartition: boolean,
  also: boolean,
): Promise<Outcome> {
  if (!hasEfiPartition) return passes({ says: 'no-efi-partition' });
  const partitions = volumes.filter(
    ({ volume: { place } }) => place.kind === 'partition' && place.partition.type === 'EFI system',
  );
  if (partitions.length === 0) return 'undecided';
  for (const { volume, files } of partitions) {
    const tree = guestTree([{ at: '/', files }], signal);
    for (const name of fallbacks) {
      const path = `/EFI/BOOT/${name}`;
      if (await tree.exists(path)) return passes(seen(`${volume.name}: ${path}`));
    }
  }
  const evidence = absent(partitions.map(({ volume }) => `${volume.name}: /EFI/BOOT/BOOTX64.EFI`));
  return also ? mayFail(evidence) : fails(evidence);
}
