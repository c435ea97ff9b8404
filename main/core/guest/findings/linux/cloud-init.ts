/** Whether cloud-init is installed: it sets host name, password and keys of every instance. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fine, recommended, seen } from '../check.ts';

export const cloudInit: Check<LinuxGuest> = {
  rule: 'linux.cloud-init',
  item: 'GUESTOS.CloudInit',
  from: 'image-check',
  async assess({ tree, packages }) {
    const version = packages?.get('cloud-init');
    if (version !== undefined) return fine(seen(`cloud-init ${version}`));
    for (const path of ['/etc/cloud/cloud.cfg', '/usr/bin/cloud-init'])
      if (await tree.exists(path)) return fine(seen(path));
    return recommended(absent(['cloud-init', '/etc/cloud/cloud.cfg']));
  },
};
