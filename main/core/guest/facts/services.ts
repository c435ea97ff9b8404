/** Which services of a Linux guest start by themselves: by systemd's links, those of System V, or OpenRC's. */
import type { GuestTree } from './guest-tree.ts';

const targets = [
  'multi-user',
  'basic',
  'sysinit',
  'network',
  'network-online',
  'graphical',
  'sockets',
  'default',
  'cloud-init',
];
const runLevels = ['/etc/rc3.d', '/etc/rc.d/rc3.d', '/etc/init.d/rc3.d', '/etc/rc2.d'];
const openRc = ['/etc/runlevels/default', '/etc/runlevels/boot', '/etc/runlevels/sysinit'];
const unitFolders = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

/** The link that starts one of `names`, e.g. `sshd`; undefined when nothing does, or it is masked. */
export async function starterOf(tree: GuestTree, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const unit = /\.\w+$/.test(name) ? name : `${name}.service`;
    if (await isMasked(tree, unit)) continue;
    for (const target of targets)
      for (const kind of ['wants', 'requires']) {
        const path = `/etc/systemd/system/${target}.target.${kind}/${unit}`;
        // a link that leads out of what we read still counts
        if ((await tree.stat(path, false)) !== undefined) return path;
      }
  }
  for (const folder of runLevels) {
    const links = await tree.names(folder);
    const link = links.find((each) => names.some((name) => new RegExp(`^S\\d\\d${name}$`).test(each)));
    if (link !== undefined) return `${folder}/${link}`;
  }
  for (const folder of openRc)
    for (const name of names)
      if ((await tree.stat(`${folder}/${name}`, false)) !== undefined) return `${folder}/${name}`;
  return undefined;
}

/** Whether the unit is a link to /dev/null, or an empty file, in the system's own folder. */
export async function isMasked(tree: GuestTree, unit: string): Promise<boolean> {
  const path = `/etc/systemd/system/${unit}`;
  const stat = await tree.stat(path, false);
  if (stat === undefined) return false;
  return stat.kind === 'link' ? (await tree.link(path)) === '/dev/null' : stat.kind === 'file' && stat.sizeBytes === 0;
}

/** The unit as systemd reads it, with its drop-ins behind; undefined when there is none. */
export async function unitText(tree: GuestTree, unit: string): Promise<string | undefined> {
  let text: string | undefined;
  for (const folder of unitFolders) {
    text = await tree.text(`${folder}/${unit}`);
    if (text !== undefined) break;
  }
  if (text === undefined) return undefined;
  for (const folder of unitFolders.toReversed())
    for (const name of await tree.names(`${folder}/${unit}.d`))
      if (name.endsWith('.conf')) text += `\n${(await tree.text(`${folder}/${unit}.d/${name}`)) ?? ''}`;
  return text;
}
