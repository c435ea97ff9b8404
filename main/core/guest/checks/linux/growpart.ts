/** Whether growpart is there, with which the root grows when the instance gets a larger disk. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const growpart: Check<LinuxGuest> = {
  rule: 'linux.growpart',
  about: { effect: 'degraded', item: 'OnlineResizeFS', prepare: 'growpart', from: 'image-check' },
  async assess({ tree, packages }) {
    const found = ['cloud-utils-growpart', 'cloud-guest-utils', 'growpart', 'cloud-utils'].find((name) =>
      packages?.has(name),
    );
    if (found !== undefined) return passes(seen(found));
    if (await tree.exists('/usr/bin/growpart')) return passes(seen('/usr/bin/growpart'));
    return fails(absent('/usr/bin/growpart'));
  },
};
