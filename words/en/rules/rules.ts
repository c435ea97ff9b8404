/** English words of the rules: what the older document says, what the newer one says, and what this program does. */
import type { RuleWords } from '../../rules-words.ts';

export const rules = {
  'system-disk-size': {
    says: 'A system disk may have up to 500 GB.',
    today: 'A system disk may have 1 to 2048 GiB.',
    weDo: 'We take 1 to 2048 GiB and remind you above 500 GiB.',
  },
  'system-disk-size-console': {
    says: 'The console’s form takes system disks of 5 to 500 GiB.',
    today: 'A system disk may have 1 to 2048 GiB.',
    weDo: 'We take 1 to 2048 GiB.',
  },
  'system-disk-size-windows': {
    says: 'A system disk should have 40 to 500 GiB.',
    today: 'A system disk may have 1 to 2048 GiB.',
    weDo: 'We take 1 to 2048 GiB. A new instance gets at least 40 GiB unless you ask for less.',
  },
  'system-disk-advised': { says: 'A Linux system disk should have at least 20 GiB.', weDo: 'We warn below 20 GiB.' },
  'size-is-virtual': {
    says: 'The size in the form follows the disk’s virtual size, not the size of its file.',
    weDo: 'The form is filled with the virtual size, rounded up to whole GiB.',
  },
  'data-disk-size': {
    says: 'A data disk may have 5 to 1000 GiB.',
    today: 'A data disk may have 1 to 2048 GiB.',
    weDo: 'We take 1 to 2048 GiB.',
  },
  'data-disks': {
    says: 'Only system disks can be brought as images; data disks are filled by file synchronisation afterwards.',
    today: 'One import takes a system disk and up to sixteen data disks.',
    weDo: 'We bring data disks too. File synchronisation stays the better way for disks that are large or keep changing.',
  },
  'data-disks-between-regions': {
    says: 'Between regions and networks of Alibaba Cloud, system and data disks move together as one image.',
  },
  'vhd-size': {
    says: 'A VHD is refused when its size and the size its block table implies differ.',
    weDo: 'We write VHD files with the exact size, or QCOW2, where this cannot happen.',
  },
  'snapshot-size': {
    says: 'The import makes a snapshot that is billed; its size is that of the imported file, not of the system disk.',
  },
  'launch-size': { says: 'A new instance’s system disk has at least 40 GiB or the image’s size, whichever is more.' },

  formats: {
    says: 'Uploaded disks must be RAW or VHD.',
    today: 'RAW, VHD and QCOW2 are taken; VMDK only as an invited preview.',
    weDo: 'We convert to QCOW2, VHD or RAW, never leave VMDK.',
  },
  'formats-2021': {
    says: 'Uploaded disks must be RAW, QCOW2 or VHD; everything else is converted first.',
    today: 'The same three, and VMDK as an invited preview.',
    weDo: 'We convert VMDK all the same.',
  },
  'format-advice': { says: 'QCOW2 and VHD are the advised formats.', weDo: 'QCOW2 is our first choice.' },
  iso: { says: 'Installation media (ISO) cannot be imported: install a machine from it and bring that machine’s disk.' },
  'raw-is-large': { says: 'A RAW file is as large as the disk, empty space included. Convert it before the upload.' },
  'split-vmdk': {
    says: 'A VMDK in pieces is first merged into one with vmware-vdiskmanager.',
    today: 'qemu-img reads the pieces as they are.',
    weDo: 'No merging: choose any piece, and we find the set and say what is missing.',
  },
  'object-over-5-gib': { says: 'Files over 5 GiB are uploaded in parts that can be resumed.', weDo: 'We always upload in parts.' },

  'file-systems-linux': {
    says: 'Linux servers may use ext3 or ext4.',
    today: 'Linux servers may use xfs, ext3 or ext4.',
    weDo: 'We take all three for the root file system.',
  },
  'file-systems-windows': { says: 'Windows servers use NTFS.' },
  'file-system-whole': { says: 'File systems must be free of errors before the disk is captured.' },
  'ext4-64bit': {
    says: 'An ext4 file system must not have the 64bit feature.',
    today: 'The newer page no longer asks for this.',
    weDo: 'We warn only: current distributions switch the feature on for every new file system.',
  },
  'ext4-project-quota': { says: 'The ext4 features project and quota must not be on together.' },
  'free-space': { says: 'The system disk needs room to spare for what ECS writes at the first start.' },
  'tolerated-file-systems': { says: 'ext2, UFS and UDF are tolerated; xfs, ext3 and ext4 are advised.' },

  'partition-tables': { says: 'The disk may have an MBR or a GPT.' },
  'partitions-linux': {
    says: 'A Linux system disk has one partition, the root.',
    today: 'The root must be the last partition, without LVM and without a swap partition.',
    weDo: 'We accept several partitions and warn when the root cannot grow.',
  },
  'partitions-windows': { says: 'A Windows system disk may have several partitions.' },
  'no-lvm': { says: 'The system disk must not use LVM.', weDo: 'We warn; Server Migration Center can handle LVM.' },
  'no-swap-partition': { says: 'The system disk must not hold a swap partition.' },
  'root-last': { says: 'The root partition must be the last one, so that it can grow to the size of the new disk.' },
  fstab: {
    says: 'Remove the mount entries from /etc/fstab before the export.',
    today: 'Leave /etc/fstab as it is: a wrong entry keeps the instance from starting.',
    weDo: 'Keep the entries of the system disk, by UUID; take out only those of disks and shares that do not come along.',
  },
  'uuid-names': { says: 'fstab and boot loader name their devices by UUID, since ECS gives disks other names.' },
  'boot-mode': { says: 'The import must say whether the disk starts by BIOS or UEFI; 64-bit ARM only by UEFI.' },

  'windows-activation': { says: 'An imported Windows must be able to activate itself.' },
  'windows-firewall': { says: 'The Windows firewall must be off, or remote login fails.' },
  'windows-rdp-port': { says: 'Port 3389 must be open for Remote Desktop.' },
  'windows-uac': { says: 'User Account Control must be off.' },
  'windows-clients': {
    says: 'Windows 7 Professional and Enterprise can be brought; XP, 8 and 10 cannot.',
    today: 'XP, 7, 8, 8.1 and 10 cannot be brought.',
    weDo: 'We advise against all of them. Whoever insists chooses “Other Windows” with an own licence.',
  },
  'windows-virtio-readonly': {
    says: 'Where the community’s virtio drivers are installed, netkvm.sys, balloon.sys, vioser.sys, viostor.sys and pvpanic.sys must not be read-only.',
  },
  'windows-system-files': { says: 'Critical system files must be unchanged.' },
  'windows-sysprep': { says: 'A Sysprep run must not have been interrupted.' },
  'linux-selinux': {
    says: 'SELinux must not be on.',
    today: 'SELinux must not be on at the import; it can be switched on afterwards by following its own guide.',
    weDo: 'We ask for it to be off until the instance has started once.',
  },
  'linux-firewall': { says: 'The firewall must be off.' },
  'linux-ssh-port': { says: 'Port 22 must be open.' },
  'linux-network-manager': {
    says: 'NetworkManager must be stopped or removed.',
    today: 'The image check no longer looks at it.',
    weDo: 'Off where the release has another service for its network; it stays where it is the only one (release 8 and later of Red Hat’s family, Fedora).',
  },
  'linux-dhcp': { says: 'The network card gets its address by DHCP.' },
  'linux-virtio': { says: 'The drivers for Xen or KVM must be installed.' },
  'linux-cloud-init': { says: 'cloud-init must be installed: it sets host name, time source and package source.' },
  'linux-system-files': { says: 'Files under /sbin, /bin and /lib must be unchanged.' },
  'linux-issue': { says: '/etc/issue must be unchanged: ECS recognises the distribution by it.' },
  'linux-menu-lst': { says: '/boot/grub/menu.lst must be unchanged, or the instance does not start.' },
  'linux-shadow': { says: '/etc/shadow must be writable, so that a password can be set.' },
  'linux-64-bit': {
    says: 'Linux servers must be 64-bit.',
    today: 'The form also offers i386.',
    weDo: 'We let 32-bit systems pass with a warning: few instance types start them.',
  },
  'redhat-byol': { says: 'Red Hat Enterprise Linux needs its own licence; serial numbers and service come from the maker.' },
  'one-network-card': { says: 'Only one network card is supported.' },
  'no-ipv6': { says: 'IPv6 addresses are not supported.' },
  'no-qemu-ga': { says: 'The QEMU guest agent must not be installed: it gets in the way of services ECS needs.' },
  'non-standard-linux': { says: 'A Linux that ECS does not offer itself is imported as Others Linux or as Customized Linux.' },
  'others-linux': { says: 'Others Linux: ECS sets up nothing. Without DHCP, address, routes and password are set by hand over the remote console.' },
  'customized-linux': { says: 'Customized Linux: ECS leaves the wanted settings in a file, and a script inside the image applies them.' },
  'clock-utc': { says: 'The hardware clock should run in UTC.' },
  licence: {
    says: 'Licence types are Auto, Aliyun and BYOL; the default is Auto.',
    today: 'Licence types are Aliyun and BYOL; the default is Aliyun, and it counts for Windows Server only.',
    weDo: 'We always send one of the two.',
  },
  'image-check-default': {
    says: 'In Server Migration Center the image check is on unless switched off.',
    today: 'An import by the API is checked only when it asks for it.',
    weDo: 'We always ask, where the system can be checked.',
  },
  'image-check-systems': { says: 'Some systems cannot be checked.', weDo: 'For those we do not ask, and say so.' },
  'cold-only': { says: 'An image is taken from a server that stands still. A copy that follows a running server is not part of this.' },
  'public-endpoint': {
    says: 'Accounts new to OSS since March 2025 cannot upload to regions in mainland China over the public endpoint.',
    weDo: 'We try a small upload before the conversion starts.',
  },

  'password-length': { says: 'The administrator’s password has 8 to 30 characters.' },
  'password-kinds': { says: 'It has three of these: small letters, capital letters, digits, special characters.' },
  'password-windows-slash': { says: 'On Windows it must not start with a slash.' },

  'drivers-added': {
    says: 'ECS adds the virtio drivers itself for Windows Server 2008 and later, CentOS 6 to 8, Ubuntu 12 and later, Debian 7 and later, SUSE 11 and later. Others are prepared before the capture.',
  },
  'virtio-kernel': { says: 'The kernel needs virtio for block devices and network, built in or as modules.' },
  'virtio-initramfs': { says: 'Where virtio is a module, it must be in the initramfs, or the root disk is not found.' },
  nvme: {
    says: 'Newer instance families attach disks by NVMe; the image must have the driver and be marked for it.',
    weDo: 'We mark the image only when the driver is there.',
  },
  'old-kernels': { says: 'Kernels before those of CentOS 5.11 do not start on newer instance families.' },
  'fw-cfg': {
    says: 'CentOS Stream, Anolis, AlmaLinux, Rocky Linux, UOS, Kylin and 64-bit ARM need a kernel with CONFIG_FW_CFG_SYSFS and SHA-512 passwords.',
  },
} satisfies Readonly<Record<string, RuleWords>>; // prettier-ignore
export type RuleId = keyof typeof rules;
