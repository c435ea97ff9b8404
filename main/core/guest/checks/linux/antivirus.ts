/** Whether a virus scanner is installed: some keep new drivers from loading, or make the first start slow. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, namesIn, none, passes, seen } from '../check.ts';

const packages = namesIn(`
  clamav-daemon, clamd, falcon-sensor, ds_agent, sentinelagent, mdatp, esets, efs, cbagent, kesl,
  drweb-workstations, McAfeeTP, sep
`);
const folders = namesIn(`
  /opt/sophos-av, /opt/sophos-spl, /opt/McAfee, /opt/isec, /opt/Symantec, /opt/kaspersky,
  /opt/CrowdStrike, /opt/sentinelone, /opt/ds_agent, /opt/microsoft/mdatp, /opt/eset, /opt/drweb.com,
  /opt/360sd
`);

export const antivirus: Check<LinuxGuest> = {
  rule: 'linux.antivirus',
  about: { effect: 'degraded', from: 'judgement' },
  async assess({ tree, packages: installed }) {
    const found = packages.filter((name) => installed?.has(name));
    for (const folder of folders) if (await tree.exists(folder)) found.push(folder);
    return found.length > 0 ? fails(seen(found)) : passes(none);
  },
};
