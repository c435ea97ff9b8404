/** The lines of /etc/fstab, and which volume of these disks each one means. */
import type { GuestVolume } from '../volumes.ts';

export interface FstabLine {
  readonly device: string;
  readonly mountPoint: string;
  readonly type: string;
  readonly options: readonly string[];
}

const mostLines = 1_000;

export function readFstab(text: string): FstabLine[] {
  return text.split('\n', mostLines).flatMap((line) => {
    const [device = '', mountPoint = '', type = '', options = 'defaults'] = line.trim().split(/\s+/);
    if (device === '' || device.startsWith('#') || mountPoint === '') return [];
    return [{ device, mountPoint: octal(mountPoint), type, options: options.split(',') }];
  });
}

/** fstab(5) writes a space as `\040`. */
const octal = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));

/**
 * `by-name`: a name like /dev/vda1, which depends on the kind of instance; `cannot-be`: a name that no disk of ECS has;
 * `not-ours`: no disk at all (tmpfs, a network share).
 */
export type DeviceMatch = GuestVolume | 'missing' | 'by-name' | 'cannot-be' | 'not-ours';

/** What the guest calls a device: in fstab, or as `root=` of its kernel. `mapped`: names that its crypttab makes. */
export function matchDevice(
  device: string,
  volumes: readonly GuestVolume[],
  mapped: ReadonlyMap<string, string> = new Map(),
): DeviceMatch {
  const [, key = '', quoted = ''] = /^(UUID|LABEL|PARTUUID|PARTLABEL)=(.*)$/i.exec(device) ?? byLink(device);
  const value = quoted.replace(/^"(.*)"$/, '$1');
  const find = (fits: (volume: GuestVolume) => boolean): DeviceMatch => volumes.find(fits) ?? 'missing';
  switch (key.toUpperCase()) {
    case 'UUID':
      return find(({ content }) => content.uuid.toLowerCase() === value.toLowerCase());
    case 'LABEL':
      return find(({ content }) => content.label === unescaped(value));
    case 'PARTUUID':
      return find(
        ({ place }) =>
          place.kind === 'partition' &&
          place.partition.uuid.toLowerCase() === value.replace(/\/PARTNROFF=.*$/, '').toLowerCase(),
      );
    case 'PARTLABEL':
      return find(({ place }) => place.kind === 'partition' && place.partition.name === unescaped(value));
  }
  const opened = mapped.get(/^\/dev\/mapper\/(.+)$/.exec(device)?.[1] ?? '');
  if (opened !== undefined) return matchDevice(opened, volumes);
  const logical = logicalName(device.replace(/^\/dev\/disk\/by-id\/dm-name-/, '/dev/mapper/'));
  if (logical !== undefined) {
    const found = find(({ place }) => place.kind === 'logical' && `${place.group}/${place.name}` === logical);
    return found === 'missing' && /^mpath/.test(logical) ? 'cannot-be' : found;
  }
  // LVM has a hyphen in its names, and crypttab would say of others; only a locked root is opened without it
  if (/^\/dev\/mapper\/(?!control$)/.test(device)) return /\/luks-/.test(device) ? 'missing' : 'cannot-be';
  // virtio disks are vd*, NVMe ones nvme*; they carry no serial number, no name of a maker, and another place on the bus
  if (/^\/dev\/((sd|hd|xvd|dasd)[a-z]|cciss|ida\/|mpath|sr\d|fd\d|cdrom|dvd|floppy)/.test(device)) return 'cannot-be';
  if (/^\/dev\/disk\/by-(path|id|diskseq|loop-inode)\//.test(device)) return 'cannot-be';
  return /^\/dev\/(disk|vd|nvme|md|dm-\d)/.test(device) ? 'by-name' : 'not-ours';
}

/** udev writes what is no plain letter as `\x20`. */
const unescaped = (text: string): string =>
  text.replace(/\\x([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

function byLink(device: string): string[] {
  const [, kind = '', value = ''] = /^\/dev\/disk\/by-(uuid|label|partuuid|partlabel)\/(.+)$/.exec(device) ?? [];
  return [device, kind, value];
}

const notGroups = ['disk', 'cciss', 'ida', 'mapper', 'md', 'block', 'input', 'fd', 'loop', 'zvol'];

/** `/dev/mapper/centos-root` and `/dev/centos/root` are `centos/root`; in the first a hyphen of a name is doubled. */
function logicalName(device: string): string | undefined {
  const mapped = /^\/dev\/mapper\/(.+)$/.exec(device)?.[1];
  if (mapped !== undefined) {
    const [, group, name] = /^((?:[^-]|--)+)-((?:[^-]|--)+)$/.exec(mapped) ?? [];
    if (group === undefined || name === undefined) return undefined;
    return `${group.replaceAll('--', '-')}/${name.replaceAll('--', '-')}`;
  }
  const [, group, name] = /^\/dev\/([^/]+)\/([^/]+)$/.exec(device) ?? [];
  return group === undefined || notGroups.includes(group) ? undefined : `${group}/${name}`;
}
