/** Whether /lib and other system folders are relative links: an absolute link is wrong while the disk is mounted elsewhere for a repair. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const libLinks: Check<LinuxGuest> = {
  rule: 'linux.lib-links',
  about: { effect: 'degraded', prepare: 'system-files', from: 'check-tool' },
  async assess({ tree }) {
    const absolute: string[] = [];
    for (const path of ['/bin', '/sbin', '/lib', '/lib64']) {
      if ((await tree.stat(path, false))?.kind !== 'link') continue;
      const target = await tree.link(path);
      if (target?.startsWith('/') === true) absolute.push(`${path} → ${target}`);
    }
    return absolute.length > 0 ? fails(seen(absolute)) : passes(none);
  },
};
