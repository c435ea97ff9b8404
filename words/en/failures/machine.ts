/** English texts of the failures that lie in this machine. */
import { format } from '../format.ts';
import type { FailureTexts } from '../../failure-text.ts';

const size = format.bytes;

export const machine: FailureTexts<'machine'> = {
  'machine.staging-full': ({ folder, neededBytes, freeBytes }) => ({
    title: 'Not enough space for the converted disk',
    happened: `Converting needs ${size(neededBytes)} in ${folder}, and ${size(freeBytes)} are free.`,
    todo: 'Free some space there and try again.',
  }),
  'machine.folder-unwritable': ({ folder, reason }) => ({
    title: 'The folder cannot be written to',
    happened: `Writing in ${folder} was refused: ${reason}.`,
    todo: 'Give your user the right to write there, or choose another folder, and try again.',
  }),
  'machine.file-failed': ({ file, reason }) => ({
    title: 'A file could not be used',
    happened: `Working on ${file} failed: ${reason}.`,
    todo: 'Check that its drive is connected, healthy and not full, and try again.',
  }),
  'machine.qemu-missing': ({ program, install }) => ({
    title: `${program} is not installed`,
    happened: `Disks are converted with ${program}, and it was not found on this machine.`,
    todo: `Install it: ${install}. Then try again.`,
  }),
  'machine.qemu-too-old': ({ program, version, oldest, install }) => ({
    title: 'qemu-img is too old',
    happened: `${program} is version ${version}; at least ${oldest} is needed.`,
    todo: `Install a newer one: ${install}. Then try again.`,
  }),
  'machine.qemu-failed': ({ doing, exit, said }) => ({
    title: 'qemu-img stopped with an error',
    happened: `While ${doing}, qemu-img ended with ${exit}. It said: ${said === '' ? 'nothing' : said}`,
    todo: 'Check that the drive is healthy and not full, and try again. If it happens again, the source disk may be damaged.',
  }),
  'machine.convert-stalled': ({ quietMs }) => ({
    title: 'The conversion stood still',
    happened: `qemu-img made no progress for ${format.duration(quietMs)} and was stopped.`,
    todo: 'Check the drive or network share that the source disk is on, and try again.',
  }),
  'machine.converted-differs': ({ file, detail }) => ({
    title: 'The converted disk is not equal to the source disk',
    happened: `Comparing it with ${file} found a difference: ${detail}. It was not uploaded.`,
    todo: 'Make sure that nothing writes to the source disk, and try again. If it happens again, test this machine’s memory and drive.',
  }),
  'machine.converted-damaged': ({ file, offsetBytes, lengthBytes }) => ({
    title: 'The converted disk was damaged after it was made',
    happened: `${file} no longer has the bytes that were proven equal to the source disk: ${size(lengthBytes)} from byte ${format.count(offsetBytes)} on differ.`,
    todo: 'Try again: the disk is converted anew. If it happens again, test this machine’s drive and memory.',
  }),
  'machine.port-taken': ({ port }) => ({
    title: `Port ${port} is taken`,
    happened: `Another program already listens on port ${port} of this machine.`,
    todo: 'Choose another port, or leave it out to get a free one.',
  }),
  'machine.data-busy': ({ folder, pid }) => ({
    title: 'The program is already running',
    happened: `The data in ${folder} is in use by process ${pid}.`,
    todo: 'Use the window or page that is already open, or end that process first.',
  }),
  'machine.vault-unavailable': ({ reason }) => ({
    title: 'The system’s key store cannot be used',
    happened: `The secret was not kept, because it would not have been safe: ${reason}.`,
    todo: 'Keep the account for this session only, or set up the system’s key store and try again.',
  }),
};
