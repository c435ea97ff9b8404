/** English texts of what is found about source disks, of how pieces were met, and of the advice on formats. */
import type { DiskEstimate, DiskFinding, DiskRule, PieceState } from '../../contract/disks.ts';
import type { DiskReport } from '../../contract/disks.ts';
import { format } from './format.ts';

export interface FindingText {
  /** What was found; one sentence. */
  says: string;
  /** What to do about it. */
  remedy: string;
}
type Facts = DiskFinding['facts'];
const size = (facts: Facts, name: string): string => format.bytes(Number(facts[name] ?? 0));
const exportAgain = 'Export or copy the disk again from the source machine.';

const texts: { readonly [R in DiskRule]: (facts: Facts) => FindingText } = {
  'size-above-limit': (f) => ({
    says: `The disk has ${f['sizeGiB']} GiB; ECS takes at most ${f['limitGiB']} GiB.`,
    remedy: 'Make the disk smaller before the export, or move its data with Server Migration Center.',
  }),
  'size-below-limit': (f) => ({
    says: `The disk is smaller than ${f['limitGiB']} GiB.`,
    remedy: `Nothing to do: it is imported as a disk of ${f['limitGiB']} GiB.`,
  }),
  'system-size-older': (f) => ({
    says: `The disk has ${f['sizeGiB']} GiB. Older documents allow system disks of at most ${f['limitGiB']} GiB; the present interface allows more.`,
    remedy: 'Go on. Should ECS refuse the size, make the disk smaller before the export.',
  }),
  'system-size-small': (f) => ({
    says: `The disk has ${f['sizeGiB']} GiB; ECS advises at least ${f['limitGiB']} GiB for a system disk.`,
    remedy: `Choose ${f['limitGiB']} GiB or more as the system disk size of the image.`,
  }),
  'vhd-size-above-limit': (f) => ({
    says: `The disk has ${f['sizeGiB']} GiB; a VHD holds at most ${f['limitGiB']} GiB.`,
    remedy: 'Choose QCOW2 or RAW as the target format.',
  }),
  'no-boot-loader': () => ({
    says: 'Nothing on this disk could start a system: no boot code, no EFI system partition.',
    remedy: 'Choose the disk the server starts from as the system disk; this one may be a data disk.',
  }),
  'no-root': () => ({
    says: 'No partition of this disk holds a file system a system could have its root on.',
    remedy: 'Choose the disk the server starts from as the system disk; this one may be a data disk.',
  }),
  'no-partition-table': () => ({
    says: 'The disk has no partition table.',
    remedy: 'Fine for a data disk. A system disk needs an MBR or a GPT: check that this is the right disk.',
  }),
  'partition-table-unreadable': () => ({
    says: 'The partition table contradicts itself or names places beyond the disk.',
    remedy: `Check the disk on the source machine. ${exportAgain}`,
  }),
  'gpt-backup-missing': () => ({
    says: 'The copy of the GPT at the end of the disk is missing, as after enlarging a disk.',
    remedy: 'Nothing to do before the import; afterwards let the system move the copy (for example: sgdisk -e).',
  }),
  'gpt-first-missing': () => ({
    says: 'The GPT at the start of the disk is gone or damaged; its copy at the end was read instead.',
    remedy:
      'A BIOS start may fail with it. Repair it on the source machine (for example: gdisk, then w), and copy the disk again.',
  }),
  'sectors-4096': () => ({
    says: 'The partition table counts in sectors of 4096 bytes. Disks in ECS have sectors of 512 bytes, so no partition is found there.',
    remedy: 'Copy the system to a disk with sectors of 512 bytes on the source side, and export that one.',
  }),
  'no-active-partition': () => ({
    says: 'The disk starts by BIOS with code that looks for the active partition, and no partition is marked active.',
    remedy:
      'Mark the partition that the system starts from (Windows: diskpart, active; Linux: sfdisk --activate), then copy the disk again.',
  }),
  'hybrid-table': () => ({
    says: 'The disk has a GPT and an MBR that both name partitions.',
    remedy: 'Say how the server starts (BIOS or UEFI) in the image’s form; the program does not guess it here.',
  }),
  'dynamic-disk': () => ({
    says: 'The disk belongs to a Windows dynamic volume.',
    remedy: 'A dynamic disk starts only if its volume lies on this disk alone. Convert it to a basic disk first.',
  }),
  'encrypted-volume': (f) => ({
    says: `These partitions are encrypted: ${f['partitions']}. They cannot be looked into.`,
    remedy: 'Turn encryption off on the source machine first; nobody can type the password while ECS starts the image.',
  }),
  'raid-member': () => ({
    says: 'A partition is a member of a Linux RAID.',
    remedy: 'Bring all members of the array, or copy the data to a plain file system first.',
  }),
  lvm: () => ({
    says: 'The disk uses LVM, which the requirements for Linux images advise against.',
    remedy: 'Go on if the root volume lies on this disk alone; else move the system to a plain partition.',
  }),
  'swap-partition': () => ({
    says: 'The disk has a swap partition, which the requirements for Linux images advise against.',
    remedy: 'Go on, or remove the partition and its line in /etc/fstab before the export.',
  }),
  'not-shut-down': () => ({
    says: 'A file system was not unmounted: the server was running or crashed when the disk was copied.',
    remedy: 'Shut the server down properly and copy the disk again, or accept that the last changes may be missing.',
  }),
  'boot-mode-unclear': () => ({
    says: 'The disk could start by BIOS and by UEFI.',
    remedy: 'Choose in the image’s form what the source machine used.',
  }),
  'snapshots-inside': (f) => ({
    says: `The file holds ${f['count']} snapshots of its own; the disk as it is now is what is migrated.`,
    remedy: 'Nothing to do: the snapshots are left behind.',
  }),
  'renamed-pieces': (f) => ({
    says: `Pieces were found under other names: ${f['pieces']}.`,
    remedy: 'Check that these are the right pieces; give them their own names to be sure.',
  }),
  'descriptor-rebuilt': (f) => ({
    says: `The descriptor ${f['file']} is missing; it was worked out from the pieces, and nothing was written beside them.`,
    remedy: 'Check that the sizes are right; copy the descriptor from the source machine to be sure.',
  }),
  'counts-stale': () => ({
    says: 'The file was never closed: its counts of references are out of date. What is where is written down whole.',
    remedy: 'Shut the server down properly and copy the disk again, or accept that the last changes may be missing.',
  }),
  'space-lost': (f) => ({
    says: `${f['count']} clusters of the file are marked as used and belong to no part of the disk.`,
    remedy: 'After a crash this is harmless. If the disk lacks data, take it again from the source machine.',
  }),
  'manifest-absent': () => ({
    says: 'The package has no manifest, so its bytes cannot be checked.',
    remedy: 'Compare the package’s size with the original.',
  }),
  'manifest-not-checked': () => ({
    says: 'The package’s hash of this disk is compared when the migration starts, since that reads all of it.',
    remedy: 'Nothing to do.',
  }),
  'manifest-unreadable': () => ({
    says: 'The package has a manifest that cannot be read, so its bytes cannot be checked.',
    remedy: 'Download the manifest or the whole package again; or compare the package’s size with the original.',
  }),
  'manifest-silent': () => ({
    says: 'The package’s manifest does not name this disk, so its bytes cannot be checked.',
    remedy: 'Check that the manifest belongs to this package; or compare the disk’s size with the original.',
  }),
  'capacity-differs': (f) => ({
    says: `The package’s description says ${size(f, 'saysBytes')}, the disk has ${size(f, 'isBytes')}.`,
    remedy: 'The disk’s own size counts. Check that this is the right disk.',
  }),
  'geometry-differs': (f) => ({
    says: `The VHD names two sizes: ${f['footerBytes']} bytes, and ${f['geometryBytes']} bytes by cylinders. Its maker’s programs go by the second.`,
    remedy: 'Nothing to do: the size its maker goes by is migrated.',
  }),
  'not-whole-sectors': (f) => ({
    says: `The disk is ${f['bytes']} bytes long, not a whole number of sectors; it is filled up with zeros.`,
    remedy: 'Nothing to do.',
  }),
};

export const finding = (rule: DiskRule, facts: Facts): FindingText => texts[rule](facts);

export const pieceState: { readonly [S in PieceState]: string } = {
  found: 'found',
  missing: 'missing',
  'wrong-size': 'wrong size',
  'wrong-header': 'wrong content',
  renamed: 'found under another name',
};

/** How a disk divides itself, and how it starts, as far as it can be told. */
export interface LayoutWords {
  readonly tables: Readonly<Record<DiskReport['partitionTable'], string>>;
  readonly bootModes: Readonly<Record<DiskReport['bootMode'], string>>;
}
export const layout: LayoutWords = {
  tables: {
    mbr: 'MBR',
    gpt: 'GPT',
    hybrid: 'GPT with an MBR beside it',
    none: 'none',
    unreadable: 'unreadable',
  },
  bootModes: { BIOS: 'BIOS', UEFI: 'UEFI', unknown: 'unknown' },
};

export const advice: { readonly [B in DiskEstimate['advice']['because']]: string } = {
  'already-right': 'The source disk is in this format already and clean, so it is uploaded as it is.',
  'smallest-documented': 'The smallest of the forms that ECS documents.',
};
