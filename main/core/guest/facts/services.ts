/** Which services of a Linux guest start by themselves: by systemd's links, those of System V, OpenRC's, or a job of Upstart. */
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
export type Starters = (...names: readonly string[]) => Promise<string | undefined>;

export const starterOf = async (tree: GuestTree, names: readonly string[]): Promise<string | undefined> =>
  (await startersOf(tree))(...names);

/** For many services: the folders are listed once. */
export async function startersOf(tree: GuestTree): Promise<Starters> {
  const units = new Map<string, string>();
  for (const folder of ['/etc/systemd/system', '/usr/lib/systemd/system'])
    for (const target of await tree.names(folder)) {
      const [, name = ''] = /^([\w-]+)\.target\.(wants|requires)$/.exec(target) ?? [];
      if (!targets.includes(name)) continue;
      // a link that leads out of what we read still counts
      for (const unit of await tree.names(`${folder}/${target}`))
        if (!units.has(unit)) units.set(unit, `${folder}/${target}/${unit}`);
    }
  const links: (readonly [string, string])[] = [];
  for (const folder of runLevels)
    for (const link of await tree.names(folder)) {
      const name = /^S\d\d(.+)$/.exec(link)?.[1];
      if (name !== undefined) links.push([name, `${folder}/${link}`]);
    }
  for (const folder of openRc) for (const name of await tree.names(folder)) links.push([name, `${folder}/${name}`]);
  const jobs = new Set(await tree.names('/etc/init'));
  return async (...names) => {
    for (const name of names) {
      const unit = /\.\w+$/.test(name) ? name : `${name}.service`;
      if (await isMasked(tree, unit)) continue;
      const path = units.get(unit) ?? links.find(([each]) => each === name)?.[1];
      if (path !== undefined) return path;
      if (jobs.has(`${name}.conf`) && (await startsAsJob(tree, name))) return `/etc/init/${name}.conf`;
    }
    return undefined;
  };
}

/** Upstart's. */
async function startsAsJob(tree: GuestTree, name: string): Promise<boolean> {
  if (/^\s*manual/m.test((await tree.text(`/etc/init/${name}.override`)) ?? '')) return false;
  return /^\s*start on/m.test((await tree.text(`/etc/init/${name}.conf`)) ?? '');
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
