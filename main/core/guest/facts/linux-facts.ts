/** What is told of a Linux guest, out of everything that was read of it. */
import type { GuestFacts } from '../../../../contract/guest.ts';
import type { LinuxGuest } from './linux.ts';

/** Packages that decide how a guest behaves on ECS. */
const notable = [
  'cloud-init', 'cloud-utils-growpart', 'cloud-guest-utils', 'qemu-guest-agent', 'open-vm-tools', 'NetworkManager', 'network-manager',
  'netplan.io', 'ifupdown', 'systemd', 'openssh-server', 'dracut', 'initramfs-tools', 'firewalld', 'walinuxagent', 'WALinuxAgent',
]; // prettier-ignore

export function linuxFacts(guest: LinuxGuest): GuestFacts {
  const { release, boot, root, network, packages, architecture, hostName } = guest;
  const { files, volume } = root;
  return {
    osType: 'linux',
    ...defined({
      distribution: release?.distribution,
      version: release?.version,
      prettyName: release?.prettyName,
      edition: release?.edition,
      architecture,
      kernel: boot.kernel,
      hostName,
    }),
    kernels: [...boot.kernels],
    bootMode: bootModeOf(guest),
    bootLoaders: [...new Set(boot.menus.map(({ menu }) => menu.loader))],
    root: {
      volume: volume.name,
      fileSystem: files.kind,
      totalBytes: files.totalBytes,
      ...defined({ freeBytes: files.freeBytes }),
    },
    networkCards: [...network.cards],
    packages: Object.fromEntries(
      notable.flatMap((name) => {
        const version = packages?.get(name);
        return version === undefined ? [] : [[name, version]];
      }),
    ),
    bootDrivers: [],
  };
}

/** An EFI system partition means UEFI unless a BIOS could start it as well; without one only BIOS is left. */
function bootModeOf({ volumes, boot }: LinuxGuest): GuestFacts['bootMode'] {
  const types = volumes.flatMap(({ place }) => (place.kind === 'partition' ? place.partition.type : []));
  if (!types.includes('EFI system')) return boot.menus.length > 0 ? 'BIOS' : 'unknown';
  return types.includes('BIOS boot') ? 'unknown' : 'UEFI';
}

/** Leaves out what is undefined. */
export function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
