/** Whether cloud-init sets up each new instance in ECS: host name, password, keys. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen, undecided } from '../check.ts';

export const cloudInit: Check<LinuxGuest> = {
  rule: 'linux.cloud-init',
  about: { effect: 'degraded', item: 'CloudInit', prepare: 'cloud-init', from: 'image-check' },
  assess({ network: { cloudInit: found }, packages }) {
    if (!found.installed) return fails(absent(['cloud-init', '/etc/cloud/cloud.cfg']));
    if (found.offBy !== undefined) return fails({ says: 'turned-off', what: found.offBy });
    const { sources } = found;
    if (!found.findsEcs && sources !== undefined)
      return fails(seen(`datasource_list: ${sources.names.join(', ')}`, sources.file));
    if (found.unclear.length > 0) return undecided('unclear', found.unclear);
    const version = packages?.get('cloud-init');
    return passes(seen(version === undefined ? '/etc/cloud/cloud.cfg' : `cloud-init ${version}`));
  },
};
