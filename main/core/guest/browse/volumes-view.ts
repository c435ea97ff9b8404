/** The volumes of a server's disks as a person browses them: those of its system first, by where they are mounted. */
import type { GuestVolumeView } from '../../../../contract/browse.ts';
import type { BlockSource } from '../../disk/block-source.ts';
import { cachedSource } from '../cached-source.ts';
import type { FileSystem } from '../file-system.ts';
import { linuxRoot } from '../facts/linux-root.ts';
import { linuxMounts } from '../facts/linux.ts';
import { openVolumes } from '../facts/open-volumes.ts';
import { isWindowsRoot } from '../facts/windows.ts';
import { disksOf, findVolumes, type GuestVolume } from '../volumes.ts';

export interface Browsable {
  readonly view: GuestVolumeView;
  readonly files: FileSystem | undefined;
}

/** Fails only with what the disks or the signal fail with. */
export async function browsableVolumes(disks: readonly BlockSource[], signal: AbortSignal): Promise<Browsable[]> {
  const { volumes } = await findVolumes(
    disks.map((disk) => cachedSource(disk)),
    signal,
  );
  const { opened } = await openVolumes(volumes, signal);
  const mountPoints = new Map<GuestVolume, string>();
  for (const root of opened) {
    if (mountPoints.has(root.volume)) continue;
    const linux = await linuxRoot(root, signal);
    // of the volume of a Btrfs, the root is what counts
    if (linux !== undefined)
      for (const { volume, at } of (await linuxMounts(linux, opened, volumes, signal)).mounts.toReversed())
        mountPoints.set(volume, at);
    else if (await isWindowsRoot(root, signal)) mountPoints.set(root.volume, 'C:');
  }
  const rank = ({ view }: Browsable): number =>
    view.mountPoint !== undefined ? view.mountPoint.length : view.readable ? 10_000 : 20_000;
  return volumes
    .map((volume): Browsable => {
      const { name, place, sizeBytes, content } = volume;
      const files = opened.find((each) => each.volume === volume)?.files;
      const mountPoint = mountPoints.get(volume);
      const view = {
        name,
        disks: [...disksOf(place)],
        sizeBytes,
        content: files?.kind ?? content.kind,
        ...(content.label === '' ? {} : { label: content.label }),
        ...(mountPoint === undefined ? {} : { mountPoint }),
        readable: files !== undefined,
      };
      return { view, files };
    })
    .sort((one, other) => rank(one) - rank(other));
}
