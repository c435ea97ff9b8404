/** Whether the initramfs of the default kernel can be unpacked. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, mayFail, passes, undecided } from '../check.ts';

export const defaultInitramfs: Check<LinuxGuest> = {
  rule: 'linux.default-initramfs',
  about: { effect: 'cannot-start', prepare: 'virtio', from: 'judgement' },
  assess({ boot: { initramfs, entry, missing } }) {
    if (initramfs === undefined) {
      if (entry?.unified?.isRead === false) return undecided('unclear', [entry.kernel ?? '']);
      // without one there is nothing to unpack; what that does is told with the drivers
      if (entry?.kernel !== undefined && entry.initramfs.length === 0 && entry.unified === undefined)
        return 'not-applicable';
      return missing.length > 0 ? undecided('absent', missing) : undecided('unreadable', entry?.initramfs ?? []);
    }
    const { path, list } = initramfs;
    const { stoppedBy } = list;
    if (stoppedBy === undefined) return passes({ says: 'files', where: path, count: list.entries.length });
    // one that we cannot unpack, or that is too large for us, may be whole
    return stoppedBy.reason === 'damaged' || list.segments.length === 0
      ? mayFail({ says: 'damaged', where: path, detail: stoppedBy.detail, more: 0 })
      : undecided('unreadable', [path]);
  },
};
