/** Whether the initramfs of the default kernel can be unpacked. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, recommended } from '../check.ts';

export const defaultInitramfs: Check<LinuxGuest> = {
  rule: 'linux.default-initramfs',
  from: 'judgement',
  assess({ boot: { initramfs } }) {
    if (initramfs === undefined) return undefined;
    const { path, list } = initramfs;
    const { stoppedBy } = list;
    if (stoppedBy === undefined) return fine({ says: 'files', where: path, count: list.entries.length });
    // a packing or size that we do not read says nothing against it
    return stoppedBy.reason === 'damaged' || list.segments.length === 0
      ? recommended({ says: 'damaged', where: path, detail: stoppedBy.detail, more: 0 })
      : undefined;
  },
};
