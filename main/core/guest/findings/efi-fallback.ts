/** Whether a UEFI that remembers nothing finds something to start: a new instance knows no boot entry of the old machine. */
import { guestTree } from '../facts/guest-tree.ts';
import type { OpenVolume } from '../facts/open-volumes.ts';
import { absent, fine, recommended, seen, strong, type Verdict } from './check.ts';

const fallbacks = ['BOOTX64.EFI', 'BOOTAA64.EFI', 'BOOTIA32.EFI'];
const { signal } = new AbortController();

/** `also`: a BIOS can start it as well. Undefined when the EFI system partition cannot be read. */
export async function efiFallback(
  volumes: readonly OpenVolume[],
  hasEfiPartition: boolean,
  also: boolean,
): Promise<Verdict | undefined> {
  if (!hasEfiPartition) return fine({ says: 'no-efi-partition' });
  const partitions = volumes.filter(
    ({ volume: { place } }) => place.kind === 'partition' && place.partition.type === 'EFI system',
  );
  if (partitions.length === 0) return undefined;
  for (const { volume, files } of partitions) {
    const tree = guestTree([{ at: '/', files }], signal);
    for (const name of fallbacks) {
      const path = `/EFI/BOOT/${name}`;
      if (await tree.exists(path)) return fine(seen(`${volume.name}: ${path}`));
    }
  }
  const evidence = absent(partitions.map(({ volume }) => `${volume.name}: /EFI/BOOT/BOOTX64.EFI`));
  return also ? recommended(evidence) : strong(evidence);
}
