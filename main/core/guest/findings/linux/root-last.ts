/** Whether the root is the last partition of its disk, so that it can grow. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended } from '../check.ts';

export const rootLast: Check<LinuxGuest> = {
  rule: 'linux.root-last',
  from: 'linux-requirements',
  assess({ root: { volume }, volumes }) {
    const { place } = volume;
    if (place.kind !== 'partition') return undefined;
    const behind = volumes.find(
      ({ place: other }) =>
        other.kind === 'partition' &&
        other.disk === place.disk &&
        other.partition.startBytes > place.partition.startBytes,
    );
    return behind === undefined
      ? fine({ says: 'last-on-disk', where: volume.name })
      : recommended({
          says: 'behind-root',
          where: volume.name,
          what: [`${behind.name}: ${behind.content.kind}`],
        });
  },
};
