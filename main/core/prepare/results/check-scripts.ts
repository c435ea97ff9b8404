/**
 * The check scripts as one text each, to be shown, explained and saved. The shell script is kept in parts, which are joined
 * here: a person carries a single file to the server.
 */
import begin from '../../../../assets/check-scripts/check-linux/1-begin.sh?raw';
import facts from '../../../../assets/check-scripts/check-linux/2-facts.sh?raw';
import access from '../../../../assets/check-scripts/check-linux/3-access.sh?raw';
import network from '../../../../assets/check-scripts/check-linux/4-network.sh?raw';
import disks from '../../../../assets/check-scripts/check-linux/5-disks.sh?raw';
import drivers from '../../../../assets/check-scripts/check-linux/6-drivers.sh?raw';
import system from '../../../../assets/check-scripts/check-linux/7-system.sh?raw';
import windows from '../../../../assets/check-scripts/check-windows.ps1?raw';

const unix = (text: string) => text.replace(/\r\n/g, '\n');

/** Line ends as the system that runs it wants them, wherever this program was built. */
export const checkScripts = {
  'check-linux.sh': [begin, facts, access, network, disks, drivers, system].map(unix).join(''),
  'check-windows.ps1': unix(windows).replace(/\n/g, '\r\n'),
} as const;
