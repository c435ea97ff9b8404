/** English of what ECS's image check looks at. Source: Alibaba Cloud's documentation, Image check items. */
interface CheckWords {
  meaning: string;
  /** Absent where the item only reports. */
  remedy?: string;
}

const items: Readonly<Record<string, CheckWords>> = {
  platform: { meaning: 'Which kind of system is on the disk.' },
  osversion: { meaning: 'The version of the system.' },
  architecture: { meaning: 'The processor architecture of the system.' },
  kernelversion: { meaning: 'The version of the kernel.' },
  rtctimemode: {
    meaning: 'Whether the hardware clock keeps UTC or local time.',
    remedy: 'Set the hardware clock to UTC, or the time will be off by the time zone.',
  },
  bootmode: {
    meaning: 'Which boot mode the system disk is set up for.',
    remedy: 'Choose this boot mode when the image is imported: BIOS for LEGACY, UEFI for UEFI.',
  },
  virtio: {
    meaning:
      'Whether the virtio drivers are there when the system starts. Without them ECS’s disks and network are not found.',
    remedy: 'Install the virtio drivers; on Linux also build them into the initramfs.',
  },
  nvme: {
    meaning: 'Whether the NVMe driver is there. Newer instance types attach their disks by NVMe.',
    remedy:
      'Install the driver, rebuild the initramfs and set the kernel parameters; until then use types without NVMe.',
  },
  fstab: {
    meaning: 'Whether what /etc/fstab mounts exists.',
    remedy: 'Correct the devices in /etc/fstab, best by UUID, and take out what is gone.',
  },
  grub: {
    meaning: 'Whether the boot loader’s configuration names devices that exist.',
    remedy: 'Correct the devices and UUIDs, and write grub.cfg anew.',
  },
  dhcp: {
    meaning: 'Whether the network card gets its address by DHCP.',
    remedy: 'Set it to DHCP: a fixed address from before leaves the instance without network.',
  },
  selinux: {
    meaning: 'Whether SELinux is switched on.',
    remedy: 'Disable SELinux before the image is used, or relabel after the first start.',
  },
  onlineresizefs: {
    meaning: 'Whether the root file system grows with the disk.',
    remedy: 'Install cloud-init with growpart.',
  },
  systemimage: {
    meaning: 'Whether this is a system disk at all, not an installation medium, a data disk or an empty one.',
    remedy: 'Migrate the disk the server starts from.',
  },
  cloudassistant: {
    meaning: 'Whether the Cloud Assistant agent is installed.',
    remedy: 'Install it to run commands on the instance from the console.',
  },
  cloudinit: {
    meaning:
      'Whether cloud-init is installed. Without it, passwords, keys and host names set in the console do not reach the system.',
    remedy: 'Install cloud-init, or sign in with the image’s own password.',
  },
  securitycenteragent: {
    meaning: 'Whether the Security Center agent is installed.',
    remedy: 'Install it if you use Security Center.',
  },
  supportmocinstancetypes: {
    meaning: 'Whether the kernel runs on current instance types.',
    remedy: 'Upgrade a system that is no longer maintained; CentOS 5 at least to 5.11.',
  },
  bcd: {
    meaning: 'Whether the boot configuration data are valid.',
    remedy: 'Restore the BCD with bcdboot or the recovery medium.',
  },
  registry: {
    meaning: 'Whether the registry’s hives can be read.',
    remedy: 'Restore the damaged hive from a backup.',
  },
  hotfix: {
    meaning: 'Whether an update known to break the start is installed, or one that is needed is missing.',
    remedy: 'Uninstall or install the updates named.',
  },
  disk: {
    meaning: 'Whether a disk filter of former software is still registered although its driver is gone.',
    remedy: 'Take its name out of UpperFilters, and keep partmgr.',
  },
  sysprep: {
    meaning: 'Whether Sysprep was interrupted.',
    remedy: 'Let it finish on the source, and migrate again.',
  },
  update: {
    meaning: 'Whether an update of Windows was interrupted.',
    remedy: 'Let it finish on the source, and migrate again.',
  },
  xen: {
    meaning: 'Whether a left-over Xen driver hides the devices.',
    remedy: 'Clear hide_devices of the service XenPCI in the registry.',
  },
  server: {
    meaning: 'Whether the installation of devices is switched off.',
    remedy: 'Set DeviceInstallDisabled to 0 in the registry.',
  },
  desktopconfig: { meaning: 'Whether desktop.ini is in order.', remedy: 'Restore the file.' },
  bootmgr: {
    meaning: 'Whether the boot manager is there.',
    remedy: 'Restore bootmgr with bcdboot or the recovery medium.',
  },
};

export const imageCheck = {
  imageCheck: {
    items,
    unknown: {
      meaning: 'An item this program does not know yet.',
      remedy: 'Look it up in Alibaba Cloud’s list of image check items.',
    } as CheckWords,
    nothing: 'Nothing to do.',
    columns: { item: 'Item', found: 'Found', todo: 'What to do' },
  },
};
