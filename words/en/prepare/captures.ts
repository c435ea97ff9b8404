/** English words of the capture guides. */
import type { PrepareWords } from '../../prepare-words.ts';

const off =
  'Cold means: the machine is shut down, not paused, not suspended. Then no file is half written and the copy is the server as it was.';
const shutDown = {
  title: 'Shut it down',
  text: 'From inside, by its own shutdown, so that everything is written. Leave it off until the copy is complete.',
};
const choose = {
  title: 'Choose the file',
  text: 'Point the Disks step at it, or put it where this program can read it.',
};
const dd: PrepareWords['captures']['dd-rescue']['steps'] = {
  rescue: {
    title: 'Start a rescue system',
    text: 'Start the machine from a rescue medium (any live Linux on a USB stick, DVD or over the network), so that its own disk is not in use. Nothing of the disk may be mounted.',
  },
  'find-disk': {
    title: 'Find the disk',
    text: 'The whole disk (sda, nvme0n1, cciss/c0d0), not one of its partitions (sda1).',
  },
  share: { title: 'Connect the share', text: 'The recipe under Shares has your own names in it.' },
  read: {
    title: 'Read it, with progress and a checksum',
    text: 'Put your own disk and file into the first two lines. Mind the direction: “disk” is only read. The checksum is taken of exactly what was read.',
  },
  'read-old': {
    title: 'The same with an old dd',
    text: 'Where dd does not know status=progress (before coreutils 8.24). It reports every half minute.',
  },
  compare: {
    title: 'Compare',
    text: 'Reads the file once more. “same” means that what lies on the share is what was read.',
  },
};
const ddExpect = ['server.raw: as large as the disk. Choose it in the Disks step.', 'server.sha256: its checksum.'];

export const captures: PrepareWords['captures'] = {
  'vmware-copy': { title: 'Copy a disk from ESXi', when: 'A virtual machine on ESXi or vCenter, and you may log in to the host.', cold: off, steps: {
    snapshots: { title: 'Remove snapshots', text: 'A disk with snapshots is a chain of files; consolidate first. The list shows the machines.' },
    'shut-down': shutDown,
    copy: { title: 'Clone the disk on the host', text: 'With the names of your datastore and machine. Leave out “-d thin” to keep its kind. The clone is whole, without snapshots.' },
    fetch: { title: 'Fetch both files', text: 'Or download them in the datastore browser. The small file describes, the -flat file holds the data; keep them together.' } },
    expect: ['server.vmdk: a few hundred bytes of text. Choose this one.', 'server-flat.vmdk: the data, as large as the disk.'] },
  'vmware-ovf': { title: 'Export as OVF or OVA', when: 'A virtual machine on ESXi, vCenter or Workstation, without access to the host’s files.', cold: off, steps: {
    'shut-down': shutDown,
    export: { title: 'Export in the client', text: 'The machine’s menu > Export OVF template. Or by command as below.' },
    ovftool: { title: 'Export by command', text: 'ovftool asks for the password.' } },
    expect: ['server.ova: everything in one file. Choose it.', 'Or server.ovf, server.mf and one .vmdk for each disk, compressed. Keep them together.'] },
  'vmware-split': { title: 'Take a split disk', when: 'VMware Workstation or Fusion, the disk “split into multiple files”.', cold: off, steps: {
    'shut-down': shutDown,
    'all-pieces': { title: 'Copy the whole set', text: 'The descriptor (server.vmdk) and all pieces (server-s001.vmdk …). Merging them with vmware-vdiskmanager is no longer needed.' },
    choose: { title: 'Choose any of them', text: 'The Disks step finds the others and says which is missing.' } },
    expect: ['server.vmdk: the descriptor.', 'server-s001.vmdk, server-s002.vmdk …: pieces of about 2 GB.'] },
  'hyper-v-export': { title: 'Export from Hyper-V', when: 'A virtual machine on Hyper-V.', cold: off, steps: {
    checkpoints: { title: 'Remove checkpoints', text: 'In Hyper-V Manager > Checkpoints > Delete subtree; wait until the .avhdx files are merged.' },
    'shut-down': shutDown,
    export: { title: 'Export, or copy the disk', text: 'The machine’s menu > Export; or copy the .vhdx file while the machine is off.' } },
    expect: ['…\\Virtual Hard Disks\\server.vhdx (or .vhd): choose it.'] },
  'virtualbox-copy': { title: 'Copy from VirtualBox', when: 'A machine of VirtualBox; also the way from an installation medium (ISO) to a disk.', cold: off, steps: {
    'shut-down': shutDown,
    flatten: { title: 'Clone it if it has snapshots', text: 'A full clone has one whole disk.' },
    choose } ,
    expect: ['server.vdi (or .vmdk, .vhd) in the machine’s folder: choose it.'] },
  'kvm-copy': { title: 'Copy from KVM', when: 'libvirt, Proxmox, oVirt and other KVM platforms.', cold: off, steps: {
    'shut-down': { title: 'Shut it down, and find its disks', text: 'The second command lists the files.' },
    copy: { title: 'Copy it whole', text: 'Also joins a chain of backing files into one.' },
    choose },
    expect: ['server.qcow2: choose it.'] },
  'xen-copy': { title: 'Export from Xen', when: 'XenServer, XCP-ng and other Xen platforms.', cold: off, steps: {
    'shut-down': shutDown,
    export: { title: 'Export the disk', text: 'Put the disk’s own number from the list into the second command.' },
    choose },
    expect: ['server.vhd: choose it.'] },
  disk2vhd: { title: 'Disk2vhd to a share', when: 'A physical Windows, or a virtual one whose platform you cannot reach.', cold: 'Disk2vhd copies a running Windows from a shadow copy. Stop databases and applications first: what is written during the copy does not come along. For a truly cold copy, use dd from a rescue system.', steps: {
    get: { title: 'Get Disk2vhd', text: 'From Microsoft’s Sysinternals pages.' },
    quiet: { title: 'Make it quiet', text: 'Stop applications, databases and scheduled tasks. Suspend antivirus.' },
    window: { title: 'In its window', text: 'Untick “Use Vhdx” for a VHD, leave “Use Volume Shadow Copy” ticked, tick C: and the small system partition beside it, type the share as file name (\\\\station\\VHD_DIR\\server.vhd), Create.' },
    command: { title: 'Or by command', text: 'With your own share. “*” instead of C: takes all volumes.' },
    check: { title: 'Look at the file', text: 'The boot partition (System Reserved, or EFI) must be in it, or it will not start.' } },
    expect: ['server.vhd (up to 2040 GiB) or server.vhdx: choose it.'] },
  'dd-rescue': { title: 'dd from a rescue system to a share', when: 'A physical server, or any machine whose platform you cannot reach.', cold: 'Cold means: the machine runs a rescue system, and nothing of its own disk is mounted. dd of a running system gives a copy whose files do not belong together.', steps: dd, expect: ddExpect },
  'aws-export': { title: 'Export from AWS', when: 'An EC2 instance whose image may be exported (not those from the marketplace).', cold: off, steps: {
    image: { title: 'Make an image', text: 'Stop the instance first.' },
    export: { title: 'Export it to a bucket', text: 'Needs the role vmimport in your account.' },
    fetch: { title: 'Fetch it', text: 'Outgoing traffic is billed.' } },
    expect: ['export-ami-….vmdk: choose it.'] },
  'azure-export': { title: 'Export from Azure', when: 'A virtual machine with managed disks.', cold: off, steps: {
    'shut-down': { title: 'Deallocate it', text: 'So that the disk can be read.' },
    export: { title: 'Get an address for its disk', text: 'The answer is an address that is good for a day.' },
    fetch: { title: 'Fetch it', text: 'Goes on after an interruption. Outgoing traffic is billed.' } },
    expect: ['server.vhd, fixed, as large as the disk: choose it.'] },
  'gcp-export': { title: 'Export from Google Cloud', when: 'A Compute Engine instance.', cold: off, steps: {
    image: { title: 'Stop it and make an image', text: 'Of its boot disk.' },
    export: { title: 'Export it to a bucket', text: 'Runs a build that takes a while.' },
    fetch: { title: 'Fetch it', text: 'Outgoing traffic is billed.' } },
    expect: ['server.qcow2: choose it.'] },
  'other-cloud-dd': { title: 'From another cloud', when: 'A cloud without an export, or one you may not use.', cold: 'Cold means: the instance runs the cloud’s rescue system, or its disk hangs on a second instance. A snapshot turned into a second disk does as well.', steps: {
    'own-export': { title: 'Look for an export first', text: 'Many clouds export images as QCOW2, VHD or VMDK: these can be chosen as they are. Otherwise attach a copy of the disk to a small helper instance and read it there.' }, ...dd }, expect: ddExpect },
  'alibaba-image': { title: 'Image of an instance', when: 'A server that already is in Alibaba Cloud.', cold: 'For a consistent image, stop the instance or its services. Then the snapshot is the disk as it was.', steps: {
    stop: { title: 'Stop the instance', text: 'Or the services that write.' },
    image: { title: 'Create a custom image', text: 'In Images, choose the instance: snapshots of system and data disks become one image. A data disk’s snapshot alone makes none.' },
    next: { title: 'Use it elsewhere', text: 'Another network of the region: start from it. Another region: copy it. Another account: share it.' } },
    expect: ['A custom image; no file.'] },
}; // prettier-ignore
