/** English texts of the failures that lie in the source disk. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { unpackCommand } from '../../unpack-command.ts';

const size = format.bytes;

function unpackAdvice(file: string, wrapper: string): string {
  const command = unpackCommand(file, wrapper);
  return command === undefined
    ? 'Unpack it first (the Disks step offers it), then choose the disk file inside.'
    : `Unpack it first, for example with: ${command}. Then choose the disk file inside.`;
}

export const source: FailureTexts<'source'> = {
  'source.missing': ({ file }) => ({
    title: 'The file is not there',
    happened: `There is no file at ${file}.`,
    todo: 'Check the path, and that the drive or share it is on is connected. Then choose the file again.',
  }),
  'source.not-a-file': ({ file, found }) => ({
    title: 'Not a disk file',
    happened: `${file} is not an ordinary file: it is ${found}.`,
    todo: 'Choose the disk file itself, for example the .vmdk, .vhdx, .qcow2 or .img file.',
  }),
  'source.unreadable': ({ file, reason }) => ({
    title: 'The file cannot be read',
    happened: `Reading ${file} was refused: ${reason}.`,
    todo: 'Give your user the right to read it, or copy it to a folder you can read, and try again.',
  }),
  'source.empty': ({ file }) => ({
    title: 'The file is empty',
    happened: `${file} is 0 bytes long, so there is no disk in it.`,
    todo: 'Export or copy the disk again, and check that the copy finished.',
  }),
  'source.not-a-disk': ({ file, looksLike }) => ({
    title: 'This is not a disk image',
    happened: `The content of ${file} looks like this: ${looksLike}. What a file is called does not count; its content does.`,
    todo: 'Choose the disk file itself. In a VMware folder it is the .vmdk file, not .vmx, .nvram or .log.',
  }),
  'source.unsupported-format': ({ file, format }) => ({
    title: 'This disk format cannot be migrated',
    happened: `${file} is a disk of the format ${format}, which this program does not read.`,
    todo: 'Export the disk as VMDK, VHD, VHDX, QCOW2, VDI or RAW with the program that made it, and choose the result.',
  }),
  'source.wrapped': ({ file, wrapper }) => ({
    title: 'The disk is packed inside another file',
    happened: `${file} is packed: ${wrapper}.`,
    todo: unpackAdvice(file, wrapper),
  }),
  'source.ambiguous': ({ file, first, second }) => ({
    title: 'The file could be two kinds of disk',
    happened: `${file} reads as ${first} and also as ${second}. Guessing wrong would migrate the wrong bytes.`,
    todo: 'Export the disk again from the program that made it, into a new file.',
  }),
  'source.outside-reference': ({ file, reference }) => ({
    title: 'The disk refers to a file elsewhere',
    happened: `${file} names another file that it needs: ${reference}. It does not lie in the same folder, so it is not opened.`,
    todo: 'Export the disk as one self-contained file, or put all of its files into one folder.',
  }),
  'source.snapshot-child': ({ file, parent }) => ({
    title: 'This is a snapshot, not the whole disk',
    happened: `${file} holds only the changes since a snapshot; the rest is in ${parent}.`,
    todo: 'Delete (consolidate) the virtual machine’s snapshots, or clone or export the machine, and choose the disk that results.',
  }),
  'source.differencing': ({ file, parent }) => ({
    title: 'This disk holds only differences',
    happened: `${file} is a differencing disk; the rest of it is in ${parent}.`,
    todo: 'Merge the checkpoints (in Hyper-V: Edit Disk, Merge), or export the machine, and choose the whole disk.',
  }),
  'source.encrypted': ({ file, by }) => ({
    title: 'The disk is encrypted',
    happened: `${file} is encrypted (${by}), so nothing in it can be read.`,
    todo: 'Remove the encryption on the source machine, then export or copy the disk again.',
  }),
  'source.dirty': ({ file, detail }) => ({
    title: 'The disk was not closed cleanly',
    happened: `${file} has changes that were never written to their place: ${detail}.`,
    todo: 'Start the source machine once and shut it down properly, then export or copy the disk again.',
  }),
  'source.extent-missing': ({ file, extent }) => ({
    title: 'A piece of the split disk is missing',
    happened: `${file} is made of several files. This one is not beside it: ${extent}.`,
    todo: 'Copy the missing file into the same folder, under exactly this name, and try again.',
  }),
  'source.truncated': ({ file, extent, neededBytes, foundBytes }) => ({
    title: 'The disk is cut short',
    happened: `${file} needs ${size(neededBytes)} in ${extent}, but only ${size(foundBytes)} are there. A copy probably stopped early.`,
    todo: 'Copy the file again and compare its size with the original.',
  }),
  'source.corrupt': ({ file, detail }) => ({
    title: 'The disk is damaged',
    happened: `${file} contradicts itself: ${detail}.`,
    todo: 'Copy or export the disk again from the source machine. If the fault stays, check the disk there first.',
  }),
  'source.changed': ({ file, detail }) => ({
    title: 'The source disk changed',
    happened: `${file} is no longer the file that was inspected: ${detail}.`,
    todo: 'Make sure that nothing writes to it any more (shut the source machine down), then start a new migration with it.',
  }),
  'source.in-use': ({ file, detail }) => ({
    title: 'The source disk is in use',
    happened: `Another program is using ${file}: ${detail}.`,
    todo: 'Shut the virtual machine down, or wait until the copy is finished, and try again.',
  }),
  'source.share-gone': ({ file, reason }) => ({
    title: 'The drive or share of the disk is gone',
    happened: `${file} was there and cannot be reached any more: ${reason}.`,
    todo: 'Connect the drive or share again. The migration goes on by itself once the file is back.',
  }),
  'source.hash-differs': ({ file, member, algorithm }) => ({
    title: 'The package is damaged',
    happened: `${member} in ${file} is not what the package’s manifest says: its ${algorithm} differs.`,
    todo: 'Download or export the package again; something was changed or lost on the way.',
  }),
  'source.several-inside': ({ file, disks }) => ({
    title: 'Several disks are in this package',
    happened: `${file} holds ${disks}.`,
    todo: 'Say which of them is meant: choose one in the Disks step, or name it as "member" in the plan.',
  }),
  'source.nothing-inside': ({ file, inside }) => ({
    title: 'No disk in this package',
    happened: `${file} holds no disk that could be used: ${inside}.`,
    todo: 'Choose the package that holds the disk, or export the machine again with its disks.',
  }),
  'source.findings-open': ({ file, rules, lines }) => ({
    title: 'Strong findings are open',
    happened: `Looking inside ${file} found what will keep the server from starting or from being reached in ECS: ${rules}.`,
    todo: `Mend it on the source machine and take the disk anew. To go on all the same, accept each finding in the step Check and say why; a plan says it with ${lines}, the reason in place of each “…”.`,
  }),
};
