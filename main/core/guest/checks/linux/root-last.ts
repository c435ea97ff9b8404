/** Whether the root is the last partition of its disk, so that it can grow. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, passes } from '../check.ts';

export const rootLast: Check<LinuxGuest> = {
  rule: 'linux.root-last',
  about: { effect: 'degraded', prepare: 'partitions', from: 'linux-requirements' },
  assess({ root: { volume }, volumes }) {
    const { place } = volume;
    if (place.kind !== 'partition') return 'not-applicable';
    const behind = volumes.find(
      ({ place: other }) =>
        other.kind === 'partition' &&
        other.disk === place.disk &&
        other.partition.startBytes > place.partition.startBytes,
    );
    return behind === undefined
      ? passes({ says: 'last-on-disk', where: volume.name })
      : fails({
          says: 'behind-root',
          where: volume.name,
          what: [`${behind.name}: ${behind.content.kind}`],
        });
  },
};
