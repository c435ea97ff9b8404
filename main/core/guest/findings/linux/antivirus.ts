/** Whether a virus scanner is installed: some lock new drivers out, or slow the first start down. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fine, none, recommended, seen } from '../check.ts';

const packages = ['clamav-daemon', 'clamd', 'falcon-sensor', 'ds_agent', 'sentinelagent', 'mdatp', 'esets', 'efs', 'cbagent', 'kesl', 'drweb-workstations', 'McAfeeTP', 'sep']; // prettier-ignore
const folders = ['/opt/sophos-av', '/opt/sophos-spl', '/opt/McAfee', '/opt/isec', '/opt/Symantec', '/opt/kaspersky', '/opt/CrowdStrike', '/opt/sentinelone', '/opt/ds_agent', '/opt/microsoft/mdatp', '/opt/eset', '/opt/drweb.com', '/opt/360sd']; // prettier-ignore

export const antivirus: Check<LinuxGuest> = {
  rule: 'linux.antivirus',
  from: 'judgement',
  async assess({ tree, packages: installed }) {
    const found = packages.filter((name) => installed?.has(name));
    for (const folder of folders) if (await tree.exists(folder)) found.push(folder);
    return found.length > 0 ? recommended(seen(found)) : fine(none);
  },
};
