/** Whether cloud-init is installed: it sets host name, password and keys of every instance. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const cloudInit: Check<LinuxGuest> = {
  rule: 'linux.cloud-init',
  about: { effect: 'degraded', item: 'CloudInit', prepare: 'cloud-init', from: 'image-check' },
  async assess({ tree, packages }) {
    const version = packages?.get('cloud-init');
    if (version !== undefined) return passes(seen(`cloud-init ${version}`));
    for (const path of ['/etc/cloud/cloud.cfg', '/usr/bin/cloud-init'])
      if (await tree.exists(path)) return passes(seen(path));
    return fails(absent(['cloud-init', '/etc/cloud/cloud.cfg']));
  },
};
