/** Whether the initramfs of the default kernel can be unpacked. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, mayFail, passes } from '../check.ts';

export const defaultInitramfs: Check<LinuxGuest> = {
  rule: 'linux.default-initramfs',
  about: { effect: 'cannot-start', prepare: 'virtio', from: 'judgement' },
  assess({ boot: { initramfs } }) {
    if (initramfs === undefined) return 'undecided';
    const { path, list } = initramfs;
    const { stoppedBy } = list;
    if (stoppedBy === undefined) return passes({ says: 'files', where: path, count: list.entries.length });
    // one that we cannot unpack, or that is too large for us, may be whole
    return stoppedBy.reason === 'damaged' || list.segments.length === 0
      ? mayFail({ says: 'damaged', where: path, detail: stoppedBy.detail, more: 0 })
      : 'undecided';
  },
};
