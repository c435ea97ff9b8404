/** English texts of the checks that look inside a disk: what each one is about, and what to do when it fails. */
import type { DiskFinding } from '../../../contract/disks.ts';
import type { Evidence } from '../../../contract/evidence.ts';
import type { GuestRule } from '../../../contract/guest.ts';
import type { FindingText } from '../disks.ts';
import { evidenceText } from './evidence.ts';
import { installCommand, isDebian } from '../../guest-commands.ts';

type Facts = DiskFinding['facts'];
interface Text {
  /** What was found, before the evidence. */
  readonly says: string;
  readonly remedy: string | ((facts: Facts) => string);
}

const install =
  (name: string, debianName = name) =>
  (facts: Facts): string =>
    `On the source machine: ${installCommand(facts, name, debianName)}`;
const addDrivers =
  (drivers: string) =>
  (facts: Facts): string =>
    isDebian(facts)
      ? `On the source machine add ${drivers}, one a line, to /etc/initramfs-tools/modules, then: update-initramfs -u -k all`
      : `On the source machine: dracut -f --add-drivers "${drivers}" for the default kernel`;
const inConsole = 'Turn it off on the source machine, or after the import through the console.';

const texts: { readonly [R in GuestRule]: Text } = {
  'guest.damaged': { says: 'A part of the system could not be read', remedy: 'Check the file systems on the source machine (fsck, chkdsk) and copy the disk again.' },
  'guest.not-read': { says: 'The disk was not looked into', remedy: 'Nothing to do: the image is checked after the import as well.' },
  'guest.no-system': { says: 'No system that this program can read was found', remedy: 'Check that this is the disk the server starts from.' },
  'guest.data-disk': { says: 'It belongs to the system on another disk', remedy: 'Nothing to do.' },
  'guest.disk-missing': { says: 'A volume needs another disk', remedy: 'Choose the server’s other disks as well, so that they are migrated together.' },
  'guest.not-opened': { says: 'Volumes that only the system itself can open', remedy: 'Make sure that the system opens them without anybody at its console; a locked root does not start by itself on ECS.' },
  'linux.boot-menu': { says: 'What starts the system is not complete', remedy: (facts) => isDebian(facts) ? 'On the source machine: update-grub' : 'On the source machine: grub2-mkconfig -o /boot/grub2/grub.cfg' },
  'linux.default-initramfs': { says: 'The initramfs of the default kernel cannot be unpacked', remedy: (facts) => isDebian(facts) ? 'On the source machine: update-initramfs -u' : 'On the source machine: dracut -f' },
  'linux.virtio': { says: 'The default kernel cannot read its disk on ECS', remedy: addDrivers('virtio_blk virtio_pci virtio_net') },
  'linux.nvme': { says: 'The default kernel cannot read its disk on instances with NVMe disks', remedy: addDrivers('nvme nvme-core') },
  'linux.grub': { says: 'The root that the kernel is told to mount may not be found', remedy: 'Name the root by UUID (blkid shows it) in the boot loader’s settings, and make its menu anew.' },
  'linux.fstab': { says: 'A device of /etc/fstab may not be found', remedy: 'Name devices by UUID (blkid shows it), remove lines of disks that stay behind, or add nofail.' },
  'linux.dhcp': { says: 'The network has a fixed address', remedy: 'Set the first network card to DHCP: ECS gives every instance its address that way.' },
  'linux.card-names': { says: 'The network settings belong to a card that stays behind', remedy: 'Remove the hardware address from these files, and 70-persistent-net.rules altogether.' },
  'linux.selinux': { says: 'SELinux is on', remedy: 'Set SELINUX=disabled in /etc/selinux/config, or permissive with /.autorelabel made before the export.' },
  'linux.sshd': { says: 'No SSH server starts by itself', remedy: (facts) => `${install('openssh-server')(facts)}, then: systemctl enable ${isDebian(facts) ? 'ssh' : 'sshd'}` },
  'linux.cloud-init': { says: 'cloud-init is not installed', remedy: install('cloud-init') },
  'linux.growpart': { says: 'The root cannot grow with its disk', remedy: install('cloud-utils-growpart', 'cloud-guest-utils') },
  'linux.root-last': { says: 'The root is not the last partition', remedy: 'Go on; the root then cannot be enlarged in place. Move what lies behind it to change that.' },
  'linux.free-space': { says: 'The root is nearly full', remedy: 'Free some space on the source machine, or enlarge the root.' },
  'linux.rtc': { says: 'The hardware clock is taken as local time', remedy: 'On the source machine: timedatectl set-local-rtc 0' },
  'linux.qemu-ga': { says: 'The agent of QEMU is installed', remedy: (facts) => `On the source machine: ${isDebian(facts) ? 'apt remove' : 'yum remove'} qemu-guest-agent` },
  'linux.cloud-assistant': { says: 'Cloud Assistant is not installed', remedy: 'Install it after the import, in the console of ECS.' },
  'linux.security-center': { says: 'The agent of Security Center is not installed', remedy: 'Install it after the import if Security Center is used.' },
  'linux.password-files': { says: 'The password files cannot be written', remedy: 'On the source machine: chattr -i -a /etc/passwd /etc/shadow /etc/group /etc/gshadow' },
  'linux.lib-links': { says: 'System folders are absolute links', remedy: 'Make them relative, for example: ln -sfn usr/lib /lib' },
  'linux.old-kernel': { says: 'The kernel is too old for newer instance families', remedy: 'Update the system (CentOS 5: to 5.11), or choose an older instance family.' },
  'linux.other-platform': { says: 'Tools of another platform are installed', remedy: 'Remove them before the export or after the import.' },
  'linux.antivirus': { says: 'A virus scanner is installed', remedy: 'Turn it off until the first start on ECS went well, or exclude the system folders.' },
  'linux.boot-mode': { says: 'What starts the system cannot be told', remedy: 'Check on the source machine: a folder /sys/firmware/efi means UEFI; choose the boot mode of the form accordingly.' },
  'linux.efi-fallback': { says: 'UEFI finds the boot loader only by the boot entry of the old machine', remedy: (facts) => isDebian(facts) ? 'On the source machine: grub-install --target=x86_64-efi --removable' : 'On the source machine: mkdir -p /boot/efi/EFI/BOOT; copy shimx64.efi there as BOOTX64.EFI and grubx64.efi beside it' },
  'linux.ext-features': { says: 'ext4 has features that Alibaba Cloud’s instructions rule out', remedy: 'Usually nothing: newer kernels start with 64bit. If the import or the start fails, unmount it and run resize2fs -s, or tune2fs -O ^project,^quota.' },
  'linux.file-system': { says: 'The root is on a file system that Alibaba Cloud does not name as supported', remedy: 'Test an instance of the image before it is used; to be safe, move the root to ext4 or XFS.' },
  'linux.firewall': { says: 'A firewall starts with the system', remedy: 'Turn it off on the source machine (systemctl disable --now firewalld), or make sure that it lets TCP port 22 in; ECS has security groups.' },
  'linux.ipv6': {
    says: 'Fixed IPv6 addresses are set',
    remedy: 'Remove them from these files: an instance gets its addresses from its network.',
  },
  'linux.lvm': { says: 'The root is a logical volume', remedy: 'Test an instance of the image: ECS’s requirements for system disks do without LVM, and the root does not grow by itself.' },
  'linux.network-manager': { says: 'The network may be left unset', remedy: 'Remove NetworkManager-config-server; of NetworkManager and the service network let only one start.' },
  'linux.not-clean': { says: 'File systems were not unmounted', remedy: 'Shut the server down and copy the disk again; what is read here may be stale.' },
  'linux.other-cloud': { says: 'Agents of another cloud are installed', remedy: 'Remove them before the export or after the import; those that set passwords or the network first.' },
  'linux.root-account': { says: 'Root cannot be given a password or sign in', remedy: 'On the source machine: usermod -s /bin/bash root, and see that the package passwd is installed.' },
  'linux.root-login': { says: 'The SSH server does not let root in with a password', remedy: 'Set PermitRootLogin yes and PasswordAuthentication yes in sshd_config, or start the instance with a key pair and another user.' },
  'linux.second-card': { says: 'There are settings for several network cards', remedy: 'Remove those of the second card and on: an image starts with one; others are added afterwards.' },
  'linux.secure-boot': { says: 'The kernel insists on signed modules', remedy: 'Remove these arguments from the boot loader’s settings, or make sure that all drivers are signed.' },
  'linux.swap': { says: 'The system swaps to a volume', remedy: 'Go on; ECS’s requirements advise against it. A swap file can be made on the instance instead.' },
  'windows.storage-driver': { says: 'Windows cannot read its disk on ECS', remedy: 'Install Alibaba Cloud’s virtio drivers on the source machine and restart it once.' },
  'windows.network-driver': { says: 'Windows has no driver for the network card of ECS', remedy: 'Install Alibaba Cloud’s virtio drivers on the source machine.' },
  'windows.bootmgr': { says: 'The boot manager is missing', remedy: 'Check that this is the disk Windows starts from; repair with: bcdboot C:\\Windows' },
  'windows.bcd': { says: 'The boot configuration does not lead to Windows', remedy: 'On the source machine: bcdboot C:\\Windows; take the disk with the system partition too.' },
  'windows.registry': { says: 'The registry was not closed or cannot be read', remedy: 'Start and shut down Windows in order, then copy the disk again.' },
  'windows.dirty': { says: 'Windows was not shut down in order', remedy: 'Shut Windows down (shutdown /s /t 0) and copy the disk again.' },
  'windows.hibernated': { says: 'Windows is hibernated', remedy: 'On the source machine: powercfg /h off; then shut down and copy the disk again.' },
  'windows.disk-filters': { says: 'Filters of disks are registered that are gone', remedy: 'Delete these names from UpperFilters of the disk class; keep partmgr.' },
  'windows.sysprep': { says: 'Setup or Sysprep was interrupted', remedy: 'Let it finish on the source machine, or make the disk anew.' },
  'windows.update': { says: 'An update waits for a restart', remedy: 'Restart Windows until no update is left, then copy the disk again.' },
  'windows.hotfix': { says: 'Updates of Windows are known to make trouble', remedy: 'Uninstall those named as installed (wusa /uninstall /kb:…), install those named as missing.' },
  'windows.xen': { says: 'A leftover Xen driver hides devices', remedy: 'Clear hide_devices below Services\\XenPCI\\Parameters.' },
  'windows.device-install': { says: 'Windows may not install devices', remedy: 'Set DeviceInstallDisabled to 0 or delete it.' },
  'windows.rdp': { says: 'Remote Desktop is off', remedy: 'Turn it on (System, Remote settings) and let it through the firewall.' },
  'windows.cloud-assistant': { says: 'Cloud Assistant is not installed', remedy: 'Install it after the import, in the console of ECS.' },
  'windows.supported': { says: 'ECS’s image check does not know this Windows', remedy: 'Go on without the check, or upgrade Windows first.' },
  'windows.other-platform': { says: 'Tools of another platform are running', remedy: inConsole },
  'windows.antivirus': { says: 'A virus scanner is installed', remedy: 'Turn it off or uninstall it until the first start on ECS went well.' },
  'windows.drive-letters': { says: 'The drive letter C belongs to another partition', remedy: 'On the source machine delete the value \\DosDevices\\C: below HKLM\\SYSTEM\\MountedDevices, restart, and copy the disk again.' },
  'windows.efi-fallback': { says: 'UEFI finds Windows only by the boot entry of the old machine', remedy: 'On the source machine: mountvol S: /S, then copy S:\\EFI\\Microsoft\\Boot\\bootmgfw.efi to S:\\EFI\\BOOT\\BOOTX64.EFI.' },
  'windows.firewall': { says: 'The firewall keeps Remote Desktop out', remedy: 'On the source machine: netsh advfirewall firewall set rule group="remote desktop" new enable=yes; or turn the firewall off.' },
  'windows.fixed-address': { says: 'Network cards have fixed addresses', remedy: 'Set them to DHCP: ECS gives every instance its address that way.' },
  'windows.free-space': { says: 'The volume of Windows is nearly full', remedy: 'Free some space on the source machine (cleanmgr), or enlarge the volume.' },
  'windows.nvme': { says: 'Windows cannot start from an NVMe disk', remedy: 'Choose NVMe support “no” in the form and an instance family without NVMe disks; Windows Server 2012 R2 and later have the driver stornvme.' },
  'windows.other-cloud': { says: 'Agents of another cloud are running', remedy: 'Uninstall them before the export or after the import.' },
  'windows.qemu-ga': { says: 'The agent of QEMU is running', remedy: 'Uninstall QEMU guest agent on the source machine.' },
  'windows.read-only-drivers': { says: 'Files of virtio drivers are read-only', remedy: 'On the source machine: attrib -r on each of these files.' },
  'windows.scsi-driver': { says: 'The virtio SCSI driver is not fit to start from', remedy: 'Install Alibaba Cloud’s virtio drivers on the source machine and restart it once.' },
  'windows.secure-boot': { says: 'Windows was started with Secure Boot', remedy: 'Turn Secure Boot off on the source machine and start it once that way, suspending BitLocker before.' },
  'windows.uac': { says: 'User Account Control is on', remedy: 'Go on; turn it off (EnableLUA 0) if programs are to be set up unattended.' },
}; // prettier-ignore

export function guestFinding(rule: GuestRule, facts: Facts, evidence?: Evidence): FindingText {
  const { says, remedy } = texts[rule];
  return {
    says: evidence === undefined ? `${says}.` : `${says}: ${evidenceText(evidence)}.`,
    remedy: typeof remedy === 'string' ? remedy : remedy(facts),
  };
}
