/** Which services of a Linux guest start by themselves: by systemd's links, or by those of System V. */
import type { GuestTree } from './guest-tree.ts';

const targets = ['multi-user', 'basic', 'sysinit', 'network', 'graphical', 'sockets'];
const runLevels = ['/etc/rc3.d', '/etc/rc.d/rc3.d', '/etc/init.d/rc3.d', '/etc/rc2.d'];

/** The link that starts one of `names`, e.g. `sshd`; undefined when nothing does. */
export async function starterOf(tree: GuestTree, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const unit = /\.\w+$/.test(name) ? name : `${name}.service`;
    for (const target of targets) {
      const path = `/etc/systemd/system/${target}.target.wants/${unit}`;
      // a link that leads out of what we read still counts
      if ((await tree.stat(path, false)) !== undefined) return path;
    }
  }
  for (const folder of runLevels) {
    const links = await tree.names(folder);
    const link = links.find((each) => names.some((name) => new RegExp(`^S\\d\\d${name}$`).test(each)));
    if (link !== undefined) return `${folder}/${link}`;
  }
  return undefined;
}
