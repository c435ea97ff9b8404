/** English of what is wrong in a damaged disk file; each stands after a colon. Values are bytes, offsets, names. */
import type { Sentences } from '../../../contract/said.ts';
import type { damageCodes } from '../../../contract/sentences.ts';

export const diskDamage = {
  // what is read where
  'header-claims': (bytes: number) => `its header claims a disk of ${bytes} bytes`,
  'impossible-number': (value: number) => `a header holds the impossible number ${value}`,
  'tables-too-large': () => 'its tables are larger than any disk needs',
  'table-used-twice': () => 'one of its tables is used twice',
  'place-used-twice': (offset: number) => `two different things are said to lie at ${offset} in the file`,
  'data-unclaimed': (offset: number) => `data at ${offset} in the file belongs to no part of the disk any more`,
  'tables-differ': () => 'its tables contradict their own copy',
  'tables-never-end': () => 'its tables take more work to follow than those of any sound disk',
  'qemu-img-check': (errors: number) => `qemu-img check finds ${errors} errors in its tables`,
  'qemu-img-refuses': (said: string) => `qemu-img cannot open it (${said})`,
  'asks-for': (bytes: number, offset: number) => `something in it asks for ${bytes} bytes at offset ${offset}`,
  'outside-file': (bytes: number, offset: number, fileBytes: number) =>
    `something in it leads to ${bytes} bytes at offset ${offset}, the file has ${fileBytes} bytes`,
  'outside-disk': (bytes: number, offset: number, diskBytes: number) =>
    `something in it leads to ${bytes} bytes at offset ${offset} of a disk of ${diskBytes} bytes`,
  'entry-outside-file': (entry: number, tableOffset: number) =>
    `entry ${entry} of its table at ${tableOffset} is not within the file`,
  'became-shorter': () => 'it became shorter while it was read',
  'qemu-img-size': (bytes: number, qemuBytes: number) => `its headers say ${bytes} bytes, qemu-img says ${qemuBytes}`,
  'qemu-nbd-read': (bytes: number, offset: number, error: number) =>
    `qemu-nbd cannot give ${bytes} bytes at ${offset}: error ${error}`,
  'qemu-nbd-map': (offset: number, error: number) => `qemu-nbd cannot tell what lies at ${offset}: error ${error}`,

  // headers of the formats
  'header-checksum': () => 'a checksum in its header is wrong',
  'cluster-bits': (bits: number) => `its clusters are of 2^${bits} bytes, which the format does not allow`,
  'table-entries': (entries: number) => `its tables have ${entries} entries each, which the format does not allow`,
  'first-table-entries': (entries: number) => `its first table has ${entries} entries, which does not fit the disk`,
  'block-table-short': (blocks: number, needed: number) =>
    `its block table has ${blocks} entries, the disk needs ${needed}`,
  'block-bytes': (bytes: number) => `its blocks are of ${bytes} bytes, which the format does not allow`,
  'block-and-sector-bytes': (blockBytes: number, sectorBytes: number) =>
    `its blocks are of ${blockBytes} bytes, its sectors of ${sectorBytes}, which the format does not allow`,
  'blocks-counted': (counted: number, found: number) =>
    `its header counts ${counted} blocks in use, its table has ${found}`,
  'block-state': (state: number) => `a block of it is in the state ${state}, which the format does not allow here`,
  'cluster-askew': (offset: number) => `its tables name the place ${offset}, where no cluster can begin`,
  'counts-outside': (offset: number) => `its counts of references, at ${offset}, are not within the file`,
  'mark-damaged': () => 'the mark in its footer is damaged',
  'footer-size': (bytes: number, foundBytes: number) =>
    `its footer says ${bytes} bytes, the disk in it has ${foundBytes}`,
  'marked-corrupt': () => 'it is marked as corrupt',
  'no-footer': () => 'it has no footer',
  'footers-differ': () => 'its two footers differ',
  'dynamic-header': () => 'its dynamic header is missing or makes no sense',
  'no-valid-header': () => 'neither of its two headers is valid',
  'regions-missing': () => 'its region table lacks the block table or the metadata',
  'metadata-incomplete': () => 'its metadata is incomplete',

  // VMDK
  'not-vmdk': () => 'it is no VMDK',
  'not-sparse-piece': () => 'it is no sparse piece of a VMDK',
  'sent-as-text': () => 'it was transferred as text, which damaged it',
  'hidden-parent': () => 'it hides a reference to a parent disk',
  'grain-sectors': (sectors: number) => `its grains are of ${sectors} sectors, which the format does not allow`,
  'no-grain-directory': () => 'its footer names no grain directory',
  'no-packed-grain': (offset: number, guestOffset: number) => `at ${offset} it has no packed grain for ${guestOffset}`,
  'grain-not-unpacked': (offset: number, error: string) =>
    `its packed grain at ${offset} cannot be unpacked (${error})`,
  'grain-short': (offset: number, bytes: number) => `its packed grain at ${offset} holds ${bytes} bytes`,
  'descriptor-alone': () => 'a descriptor alone, without the pieces it names',
  'piece-alone': () => 'a piece of a split disk, without the others',
  'descriptor-of-others': () => 'its own descriptor speaks of other files',
  'descriptor-bytes': (bytes: number) => `its descriptor is ${bytes} bytes long`,
  'descriptor-no-kind': () => 'its descriptor names no kind of disk',
  'descriptor-extents': (count: number) => `its descriptor names ${count} extents`,
  'descriptor-and-header': (descriptorBytes: number, headerBytes: number) =>
    `the descriptor says ${descriptorBytes} bytes, its header ${headerBytes}`,
  'extent-unreadable': (line: string) => `its descriptor has an extent that cannot be read: ${line}`,
  'extent-offset': (name: string) => `the extent ${name} has a wrong offset`,
  'extent-sectors': (name: string, sectors: string) => `the extent ${name} has ${sectors} sectors`,
  'piece-length': (name: string, bytes: number, descriptorBytes: number) =>
    `${name} is ${bytes} bytes long, its descriptor says ${descriptorBytes}`,

  // packages and packed files
  'cannot-be-unpacked': () => 'it cannot be unpacked: its data is damaged',
  'packed-differs': () => 'what is packed in it is not what its directory says',
  'packed-longer': (bytes: number) => `more is packed in it than the ${bytes} bytes that its directory names`,
  'packing-method': (method: number) => `it is packed by the method ${method}`,
  'directory-missing': () => 'its directory is missing: it was cut short',
  'directory-damaged': () => 'its directory is damaged',
  'directory-size': (files: number, bytes: number) => `its directory lists ${files} files in ${bytes} bytes`,
  'more-members': (most: number) => `more than ${most} files are in it`,
  'member-misplaced': () => 'a file in it is not where its directory says',
  'member-kind': (name: string, kind: string) => `${name} in it is of the odd kind “${kind}”`,
  'member-twice': (name: string) => `${name} is in it twice`,
  'member-bytes': (name: string, bytes: number) => `${name} is ${bytes} bytes long`,
  'member-sparse': () => 'a sparse file is in it',
  'member-header-bytes': (bytes: number) => `a header in it is ${bytes} bytes long`,
  'member-header-number': () => 'a header in it has letters where a number belongs',
  'pax-header': () => 'a pax header in it is damaged',
  'ovf-entities': () => 'its description declares entities',
  'ovf-too-large': () => 'its description is larger than any real one',
  'ovf-not-xml': () => 'its description is not XML',
  'ovf-odd': () => 'its description is not what OVF prescribes',
  'ovf-no-file': (disk: string) => `its description names no file for the disk ${disk}`,
} satisfies Partial<Sentences<typeof damageCodes>>;
