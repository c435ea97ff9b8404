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

/** `by-name`: a name like /dev/sda1, which depends on drivers; `not-ours`: no disk at all (tmpfs, a network share). */
export type DeviceMatch = GuestVolume | 'missing' | 'by-name' | 'not-ours';

/** What the guest calls a device: in fstab, or as `root=` of its kernel. */
export function matchDevice(device: string, volumes: readonly GuestVolume[]): DeviceMatch {
  const [, key = '', quoted = ''] = /^(UUID|LABEL|PARTUUID|PARTLABEL)=(.*)$/i.exec(device) ?? byLink(device);
  const value = quoted.replace(/^"(.*)"$/, '$1');
  const find = (fits: (volume: GuestVolume) => boolean): DeviceMatch => volumes.find(fits) ?? 'missing';
  switch (key.toUpperCase()) {
    case 'UUID':
      return find(({ content }) => content.uuid.toLowerCase() === value.toLowerCase());
    case 'LABEL':
      return find(({ content }) => content.label === value);
    case 'PARTUUID':
      return find(
        ({ place }) => place.kind === 'partition' && place.partition.uuid.toLowerCase() === value.toLowerCase(),
      );
    case 'PARTLABEL':
      return find(({ place }) => place.kind === 'partition' && place.partition.name === value);
  }
  const logical = logicalName(device);
  if (logical !== undefined) {
    return find(({ place }) => place.kind === 'logical' && `${place.group}/${place.name}` === logical);
  }
  return /^\/dev\/(disk|sd|hd|vd|xvd|nvme|md|cciss)/.test(device) ? 'by-name' : 'not-ours';
}

function byLink(device: string): string[] {
  const [, kind = '', value = ''] = /^\/dev\/disk\/by-(uuid|label|partuuid|partlabel)\/(.+)$/.exec(device) ?? [];
  return [device, kind, value];
}

/** `/dev/mapper/centos-root` and `/dev/centos/root` are `centos/root`; in the first a hyphen of a name is doubled. */
function logicalName(device: string): string | undefined {
  const mapped = /^\/dev\/mapper\/(.+)$/.exec(device)?.[1];
  if (mapped !== undefined) {
    const [, group, name] = /^((?:[^-]|--)+)-((?:[^-]|--)+)$/.exec(mapped) ?? [];
    if (group === undefined || name === undefined) return undefined;
    return `${group.replaceAll('--', '-')}/${name.replaceAll('--', '-')}`;
  }
  const plain = /^\/dev\/([^/]+)\/([^/]+)$/.exec(device);
  const group = plain?.[1];
  return group === undefined || group === 'disk' || group === 'cciss' ? undefined : `${group}/${plain?.[2]}`;
}
