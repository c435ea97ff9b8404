/** English words of Assess. */
import type { AssumptionWords, PrepareWords } from '../../prepare-words.ts';
import type { Titled } from '../../rules-words.ts';

const percent = (share: number) => Math.round(share * 100);

const reasons = {
  'already-in-cloud': { title: 'Already in Alibaba Cloud', text: 'Make an image of the instance, then start from it in another network, copy it to another region, or share it with another account. No file has to travel.' },
  'os-refused': { title: 'The operating system is ruled out', text: 'The import instructions name it among those that cannot be brought.' },
  'system-too-large': { title: 'The system disk is too large', text: 'More than 2048 GiB cannot be imported. Shrink it, or use Server Migration Center.' },
  'live-data': { title: 'Data must stay in sync', text: 'An image is the disk at one moment. What changes until the switch would be lost.' },
  'no-standstill': { title: 'The server may not stand still', text: 'A consistent copy needs the server to stand still while its disk is captured.' },
  'line-hopeless': { title: 'The upload would take weeks', text: 'The disk is too large for the line. Send less, over a faster line, or another way.' },
  'many-servers-thin-line': { title: 'Many servers and a thin line', text: 'Images are large; so many of them over this line cost more time and work than they save.' },
  'os-unlisted': { title: 'On no published list', text: 'Nobody promises that this system works. Try one server first.' },
  'os-family-only': { title: 'Newer than the published list', text: 'The import form knows the family; the last published list of versions is older than this one.' },
  'bits-32': { title: '32-bit Linux', text: 'The white paper wants 64 bits. The form takes 32, but few instance types start them.' },
  'bits-unfit': { title: 'No such edition', text: 'This system does not exist with so many bits: look again.' },
  'drivers-first': { title: 'Drivers come first', text: 'ECS does not add the virtio drivers to this system by itself; Prepare shows how.' },
  'own-licence': { title: 'Own licence', text: 'Only with your own licence (BYOL).' },
  'no-image-check': { title: 'No image check', text: 'ECS cannot look into images of this system after the import.' },
  'system-large': { title: 'A large system disk', text: 'Older documents stop at 500 GiB. Up to 2048 GiB is accepted today; it takes its time.' },
  'system-small': { title: 'A small system disk', text: 'Below 20 GiB is accepted, but advised against.' },
  'data-too-large': { title: 'A data disk is too large', text: 'More than 2048 GiB cannot be imported: synchronise its files instead.' },
  'data-too-many': { title: 'Too many data disks', text: 'Sixteen can be imported with the system disk. Synchronise the files of the others.' },
  'data-disks': { title: 'There are data disks', text: 'They can be imported too. For large or busy ones, import the system disk and synchronise the files.' },
  'window-short': { title: 'The window may be too short', text: 'In the slow case one server takes longer than it may stand still. Capturing a clone, or a snapshot of a virtual machine, shortens the standstill to minutes.' },
  'window-unknown': { title: 'Standstill not settled', text: 'Find out how long the server may stand still.' },
  'line-unknown': { title: 'Line not measured', text: 'Measure or type the line’s upload speed: without it nobody can say whether this takes hours or weeks.' },
  'line-thin': { title: 'A thin line', text: 'The upload takes long. It goes on after interruptions, and converting to QCOW2 keeps it small.' },
  'many-servers': { title: 'Many servers', text: 'Each is prepared and captured by hand. Server Migration Center does many at once.' },
  automated: { title: 'Set up by scripts', text: 'What is described by code is often quicker to set up anew.' },
  'file-system-unfit': { title: 'An unusual file system', text: 'The instructions name xfs, ext3 and ext4 for Linux and NTFS for Windows. Others may start, but nobody promises it.' },
  lvm: { title: 'LVM', text: 'The system disk should not use LVM; Server Migration Center can take it along.' },
  encrypted: { title: 'An encrypted disk', text: 'It must be decrypted before the capture.' },
  'network-cards': { title: 'Several network cards', text: 'Only one is supported: remove the settings of the others.' },
  ipv6: { title: 'IPv6', text: 'IPv6 addresses are not supported in the image: switch them off, and on again afterwards.' },
  'by-hand': { title: 'Grown by hand', text: 'What nobody could set up again the same way is what images are best at.' },
  'few-servers': { title: 'Few servers', text: 'The handwork stays small.' },
  'good-line': { title: 'A good line', text: 'The upload will not hold you up.' },
  'os-listed': { title: 'A listed operating system', text: 'The documents name it among those that can be brought.' },
} satisfies Readonly<Record<string, Titled>>; // prettier-ignore
export type ReasonId = keyof typeof reasons;

const assumptions = {
  'capture-rate': ({ slow, fast }) => `Disks are read at ${slow} to ${fast} MiB/s.`,
  'convert-rate': ({ slow, fast }) =>
    `Conversion and comparison together run at ${slow} to ${fast} MiB/s of used data.`,
  'uploaded-share': ({ slow, fast }) =>
    `The converted disk weighs ${percent(fast)} to ${percent(slow)} % of the used data.`,
  'line-share': ({ slow, fast }) => `The line carries ${percent(slow)} to ${percent(fast)} % of its speed.`,
  'used-unknown': ({ slow, fast }) =>
    `Nobody said how much is used, so between ${percent(fast)} and ${percent(slow)} % of each disk is.`,
  'import-queue': ({ slow, fast }) => `An import waits between ${fast} minutes and ${slow / 60} hours for its turn.`,
  'import-rate': ({ slow, fast }) => `ECS reads the object at ${slow} to ${fast} MiB/s.`,
  'snapshot-rate': ({ slow, fast }) => `The snapshot is written at ${slow} to ${fast} MiB/s.`,
  'prepare-time': ({ slow, fast }) => `The checklist takes ${fast} minutes to ${slow / 60} hours.`,
  'one-after-another': () => 'Servers follow one another; with several people, less.',
} satisfies Readonly<Record<string, AssumptionWords>>;
export type AssumptionId = keyof typeof assumptions;

export const assess: PrepareWords['assess'] = {
  headlines: {
    recommended: 'Recommended: bring the disk as an image.',
    possible: 'Possible: bring the disk as an image, and mind what is listed.',
    'another-way': 'Use another way.',
  },
  reasons,
  ways: {
    image: { title: 'Image migration (this program)', what: 'Capture the disk while the server stands still, convert, upload, import.', good: 'Everything comes along as it is; works from any platform, even from a file; a high rate of success.', bad: 'A copy of one moment; the whole disk travels; each server is prepared by hand.', standstill: 'While the disk is captured, and until the instance is tried' },
    smc: { title: 'Server Migration Center', what: 'A client on each running server copies its disks into the cloud and makes an image.', good: 'The server keeps running; later changes are copied again; many servers at once; LVM is fine.', bad: 'Needs a program on every server and access to the Internet from it; a temporary instance is billed; same list of systems.', standstill: 'Only for the last synchronisation' },
    'file-sync': { title: 'File synchronisation for data disks', what: 'Bring or set up the system, then copy the files of the data disks with rsync, robocopy or the like.', good: 'Only data travels, only once, and changes follow; any size.', bad: 'Not for the system disk; permissions and open files need care.', standstill: 'Only for the last synchronisation' },
    redeploy: { title: 'Redeploy', what: 'Set up fresh instances and install the applications again.', good: 'Clean, works for anything; little travels.', bad: 'By hand slow, full of steps, easy to get wrong. Only as good as what is known about the server.', standstill: 'Only for moving the data' },
    'cloud-copy': { title: 'Copy within Alibaba Cloud', what: 'Image or snapshot of the instance, then start, copy or share it.', good: 'System and data disks together, no file, minutes of work.', bad: 'Only for what already is in Alibaba Cloud. Stop the instance for a consistent snapshot.', standstill: 'While the snapshot is taken' },
  },
  phases: { prepare: 'Prepare', capture: 'Capture', convert: 'Convert', upload: 'Upload', import: 'Import (with queue)', snapshot: 'Snapshot' },
  assumptions,
  export: {
    title: 'Assessment',
    reasons: 'Reasons',
    ways: 'The ways compared',
    columns: ['Way', 'Fits', 'Elapsed, all servers', 'Handwork, all servers', 'Standstill'],
    fits: { best: 'best', possible: 'possible', no: 'no' },
    estimate: 'How long one server takes',
    perServer: 'One server',
    allServers: 'All servers',
    incomplete: 'Without the upload: the speed of the line is not known.',
    upload: 'To upload, one server',
    staging: 'Space needed here, one server',
    assumptions: 'Assumed',
    weights: { against: 'Against', mind: 'Mind', for: 'For' },
  },
}; // prettier-ignore
