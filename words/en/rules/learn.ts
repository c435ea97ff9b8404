/** English words of Learn: steps and glossary. */
import type { Titled } from '../../rules-words.ts';

export const steps = {
  assess: { title: 'Assess', text: 'Decide whether bringing the disk is the right way at all: how many servers, how large, how fast the line, how much handwork is in them, how long they may stand still.' },
  shares: { title: 'Set up a shared folder', text: 'Captured disks are large. A shared folder on the conversion station (NFS for Linux, SMB for Windows) lets every server write to the place where they are converted. It needs room for all captured disks and for what is converted from them.' },
  prepare: { title: 'Prepare the server', text: 'Change the few settings that keep a copy from starting, or from being reached, in ECS. Do it on the server, or on a clone of it, before the disk is captured.' },
  capture: { title: 'Capture the disk', text: 'Get the system disk as a file: copied or exported from the hypervisor, made by Disk2vhd on Windows, or by dd on Linux. Take it while the server stands still.' },
  convert: { title: 'Convert', text: 'Turn the file into a format ECS takes: QCOW2 or VHD for a small upload, RAW where nothing else will do. Every byte is compared with the source afterwards.' },
  upload: { title: 'Upload', text: 'Put the converted disk into an OSS bucket in the region where the image is wanted. Large files travel in parts and go on after an interruption.' },
  authorise: { title: 'Let ECS read the bucket', text: 'Once per account, a role is created that allows the ECS service to read the uploaded object. Without it the import is refused.' },
  import: { title: 'Import', text: 'Fill in the form, most of which is already known from the disk, and let ECS make an image of it. Depending on size and on other imports that wait, this takes minutes to hours. It can be cancelled.' },
  check: { title: 'Image check', text: 'After the import ECS looks inside the image and reports what would keep an instance from starting or working. It costs nothing and never stops the import.' },
  launch: { title: 'Start an instance', text: 'Choose the image under custom images, start an instance of it, log in, and try the applications before anybody depends on it.' },
  'within-cloud': { title: 'Between regions, networks and accounts', text: 'A server that is already in Alibaba Cloud needs no file: make a snapshot or an image of the stopped instance. For another network of the region, start from that image. For another region, copy the image. For another account, share it.' },
} satisfies Readonly<Record<string, Titled>>; // prettier-ignore
export type StepId = keyof typeof steps;

export const glossary = {
  'image-migration': { title: 'Image migration', text: 'The whole content of a server’s disk (system, programs, data) becomes a file, the file becomes an image in the cloud, and instances started from the image are the server again.' },
  redeployment: { title: 'Redeployment', text: 'Installing everything again on a fresh instance, as on a new server. Works for anything, but by hand it is slow and easy to get wrong.' },
  'cold-migration': { title: 'Cold migration', text: 'The server stands still while its disk is captured; what changes afterwards does not come along. Simple, and it rarely fails. This program does cold migrations. A tool that copies a running disk cannot promise that its files belong together.' },
  'hot-migration': { title: 'Hot migration', text: 'The server keeps working while a copy follows its changes, until one switches over. Importing images cannot do this; Server Migration Center comes close by repeating its synchronisation.' },
  'lazy-migration': { title: 'Fetching on demand', text: 'Leaving files where they are and having them fetched into OSS when first asked for. Meant for pictures and downloads of a web site, not for servers; this program has no part in it.' },
  p2v: { title: 'P2V, physical to virtual', text: 'A physical server becomes an instance. Its disk is read by a tool on the server (Disk2vhd, dd); the drivers for the virtual disk and network card must be there before the first start.' },
  v2v: { title: 'V2V, virtual to virtual', text: 'A virtual machine, of a hypervisor or of another cloud, becomes an instance. Its disk already is a file, or can be exported as one.' },
  'custom-image': { title: 'Custom image', text: 'An image of your own: imported from a file, or made of an instance’s snapshot. Instances are started from it; it can be copied to other regions and shared with other accounts.' },
  snapshot: { title: 'Snapshot', text: 'The content of a disk at one moment. An import makes one, and it is billed by the size of the imported file. For a consistent snapshot of an instance, stop it or its services. Images need a snapshot of the system disk; data disks alone make none.' },
  'virtual-size': { title: 'Virtual size and stored size', text: 'Virtual size is what the guest sees; stored size is what the file takes here. The form asks for the virtual size.' },
  uses: { title: 'What images are good for', text: 'Growing a web site by starting more, or larger, instances of one image; standing up databases on fast disks; keeping a server’s image as a backup one can start.' },
  challenges: { title: 'What makes it hard', text: 'Formats differ between platforms, drivers differ between machines, settings are bound to the old network, and the files are large. Each step of this program is there for one of these.' },
  byol: { title: 'BYOL, bring your own licence', text: 'The licence inside the image goes on being used and must be valid in the cloud. The other choice, for Windows Server, is a licence from Alibaba Cloud.' },
  virtio: { title: 'virtio', text: 'The drivers for the virtual disk and network card of ECS. A system without them does not find its disk.' },
  'cloud-init': { title: 'cloud-init', text: 'A service that asks the cloud at each start for host name, password, keys and network, and lets the root file system grow.' },
  'boot-mode': { title: 'Boot mode', text: 'BIOS or UEFI: how the disk is started. An image started the other way finds nothing to boot.' },
  oss: { title: 'OSS, bucket, object', text: 'Object Storage Service keeps files as objects in buckets. The converted disk is one object, in a bucket of the image’s region.' },
  'service-role': { title: 'Service roles', text: 'AliyunECSImageImportDefaultRole lets ECS read from OSS for imports; AliyunECSImageExportDefaultRole lets it write for exports.' },
  'image-check': { title: 'Image check', text: 'What ECS looks for in a Linux or Windows image. Some systems cannot be checked.' },
  'image-check-groups': { title: 'The three groups of a report', text: 'Strongly recommended fixes: without them an instance may not start. Recommended optimizations: something will work less well. No risks found.' },
  'split-disk': { title: 'Split disk', text: 'VMware can keep one disk in many pieces of 2 GB. They belong together; all of them are needed.' },
} satisfies Readonly<Record<string, Titled>>; // prettier-ignore
export type GlossaryId = keyof typeof glossary;
