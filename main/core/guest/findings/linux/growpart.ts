/** Whether the root can be enlarged when the instance gets a larger disk: growpart, with cloud-init to call it. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fine, recommended, seen } from '../check.ts';

export const growpart: Check<LinuxGuest> = {
  rule: 'linux.growpart',
  item: 'GUESTOS.OnlineResizeFS',
  from: 'image-check',
  async assess({ tree, packages }) {
    const found = ['cloud-utils-growpart', 'cloud-guest-utils', 'growpart', 'cloud-utils'].find((name) =>
      packages?.has(name),
    );
    if (found !== undefined) return fine(seen(found));
    if (await tree.exists('/usr/bin/growpart')) return fine(seen('/usr/bin/growpart'));
    return recommended(absent('/usr/bin/growpart'));
  },
};
