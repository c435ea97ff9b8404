/** English words of the tools: what each is for and its state today. */
import type { RulesWords } from '../../rules-words.ts';

export const tools = {
  alip2v: 'Made a VHD of a running Windows, or a RAW file of a Linux. It was given up by its maker for Server Migration Center, and its downloads should not be used.',
  'cloud-migration-tool': 'The forerunner of Server Migration Center: moved the disk of a running server into the image list.',
  smc: 'Moves running servers: a client on each server, or a connector at vCenter, copies the disks into the cloud, repeats the copy for what changed, and makes an image. Its images are named IMAGE_FROM_SMC…. It cannot take a disk file.',
  disk2vhd: 'Turns the disks of a running Windows into VHD or VHDX files by shadow copy. From Microsoft’s Sysinternals; take it from there. The file may lie on a shared folder.',
  dd: 'Copies a Linux disk byte by byte to a RAW file. Part of every Linux. Run it from a rescue system.',
  xenconvert: 'Turned VMDK into VHD, one file at a time. Citrix no longer offers it.',
  starwind: 'Converts between VMDK, VHD and IMG on Windows. Free to use from its maker; this program does the same without it.',
  'vmware-converter': 'Turns a physical or virtual Windows or Linux into a VMDK while it runs. Offered again by its maker since 2022.',
  'qemu-img': 'Converts between QCOW2, VHD, RAW, VMDK, VDI and VHDX. Alibaba Cloud’s own guide uses it, and so does this program.',
  'vmware-vdiskmanager': 'Part of VMware Workstation. Merged the pieces of a split VMDK, which is no longer needed here.',
  virtualbox: 'Runs virtual machines on a desktop. The way from an installation medium to a disk: install, then bring the disk.',
  packer: 'Builds images from scripts. Fits when a server is already described by code.',
  'oss-client': 'Upload files to OSS by hand. This program uploads by itself, in parts, and proves what arrived.',
  'image-check-tool': 'Alibaba Cloud’s check for a Linux server before its disk is taken. Its JSON report can be read here, in place of our own check script.',
  nfs: 'Shares a folder with Linux servers. dd writes its file there.',
  smb: 'Shares a folder with Windows servers. Disk2vhd writes its file there.',
} satisfies Readonly<Record<string, string>>; // prettier-ignore
export type ToolId = keyof typeof tools;

export const toolStates: RulesWords['toolStates'] = {
  current: 'Current.',
  usable: 'Still usable, not needed here.',
  retired: 'No longer offered.',
};

export const osNotes: RulesWords['osNotes'] = {
  'paper-r2-standard': 'The white paper names the Standard edition only; the newer instructions name no edition.',
  'paper-editions':
    'The white paper names the Standard, Datacenter and (up to 2008 R2) Enterprise editions; the newer instructions name no edition.',
  'needs-sp1': 'Service Pack 1 or later is required.',
  byol: 'Only with a licence of your own.',
  'newer-than-texts': 'The import form has this system; the list of versions that was last published is older than it.',
  'not-on-list': 'Not on any published list. “Other Windows” with an own licence may do; try it first.',
  'client-refused':
    'A desktop Windows, which the instructions rule out. “Other Windows” with an own licence at your own risk.',
  'client-differs':
    'The white paper allowed the Professional and Enterprise editions; the newer instructions rule Windows 7 out.',
  'others-linux': 'ECS sets nothing up inside: with DHCP the network works, the password stays as it is.',
  'customized-linux': 'Needs a small file and a script of yours inside the image, and a disk of more than 5 GiB.',
  'btrfs-default': 'Its installer prefers btrfs for the root; the instructions name xfs, ext3 and ext4 only.',
  'no-check': 'ECS cannot check images of this system.',
  'end-of-life': 'No longer maintained by its maker; newer instance types may not start it.',
};
