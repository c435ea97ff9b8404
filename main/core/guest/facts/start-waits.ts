/** All that the start of a Linux guest waits for beside its root: /etc/fstab, /etc/crypttab and mount units. */
import { type FstabLine } from './fstab.ts';
import type { GuestTree } from './guest-tree.ts';
import { readSections, valueOf } from './network/key-files.ts';

export interface CryptLine {
  /** Below /dev/mapper. */
  readonly name: string;
  readonly device: string;
  /** A file, or `none` for what a person types. */
  readonly key: string;
  readonly options: readonly string[];
}

export interface StartWait extends FstabLine {
  /** The file that says so. */
  readonly file: string;
  /** Without it the start is only later; else it ends in a question at the console. */
  readonly onlyDelays: boolean;
}

const mostLines = 1_000;
const units = '/etc/systemd/system';

export function readCrypttab(text: string): CryptLine[] {
  return text.split('\n', mostLines).flatMap((line) => {
    const [name = '', device = '', key = 'none', options = ''] = line.trim().split(/\s+/);
    return name === '' || name.startsWith('#') || device === ''
      ? []
      : [{ name, device, key, options: options.split(',') }];
  });
}

/** What must be there at the start; lines with `nofail` or `noauto`, and those mounted on demand, need not be. */
export const fstabWaits = (lines: readonly FstabLine[]): StartWait[] =>
  lines
    .filter(
      ({ options }) =>
        !options.some((one) => one === 'noauto' || one === 'nofail' || /^(x-systemd\.automount|bg)$/.test(one)),
    )
    .map((line) => ({ ...line, file: '/etc/fstab', onlyDelays: line.type === 'swap' || isShare(line) }));

/** On another machine: no disk of this one, and the start does without it. */
export const isShare = ({ device, type }: FstabLine): boolean =>
  /^(nfs4?|cifs|smb3?|smbfs|glusterfs|ceph|lustre|fuse\.(sshfs|glusterfs|ceph|rclone|s3fs)|beegfs|gpfs)$/.test(type) ||
  /^(\/\/|\w[\w.-]*:\/)/.test(device);

/** Folders of the host of the old machine. */
export const isHostFolder = ({ device, type }: FstabLine): boolean =>
  /^(vmhgfs|fuse\.vmhgfs-fuse|vboxsf|prl_fs|hgfs|9p|virtiofs)$/.test(type) || device.startsWith('.host:');

/** Units that something starts; what only wants them does without. */
export async function unitWaits(tree: GuestTree): Promise<StartWait[]> {
  const names = await tree.names(units);
  const starters = names.filter((name) => /\.(wants|requires)$/.test(name));
  const pulled = new Map<string, boolean>();
  for (const folder of starters)
    for (const name of await tree.names(`${units}/${folder}`))
      if (/\.(mount|swap)$/.test(name)) pulled.set(name, folder.endsWith('.requires') || pulled.get(name) === true);
  const waits: StartWait[] = [];
  for (const [name, isRequired] of pulled) {
    const file = `${units}/${name}`;
    const text = await tree.text(file);
    if (text === undefined) continue;
    const sections = readSections(text);
    const section = name.endsWith('.swap') ? 'Swap' : 'Mount';
    const options = (valueOf(sections, section, 'Options') ?? 'defaults').split(',');
    const device = valueOf(sections, section, 'What');
    if (device === undefined || options.includes('nofail')) continue;
    waits.push({
      device,
      mountPoint: valueOf(sections, section, 'Where') ?? 'none',
      type: section === 'Swap' ? 'swap' : (valueOf(sections, section, 'Type') ?? ''),
      options,
      file,
      onlyDelays: !isRequired || section === 'Swap',
    });
  }
  return waits;
}
