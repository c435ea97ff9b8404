/** English texts of the failures that lie in this program, and of what was asked of it. */
import type { NotNow } from '../../../contract/failure.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { punctuation } from '../punctuation.ts';

const { named, sentence } = punctuation;

/** What must be otherwise first. */
const reasons: Readonly<Record<NotNow, string>> = {
  running: 'It is running.',
  started: 'It was started already, and its plan is settled.',
  finished: 'It has come to its end.',
  'image-made': 'It is finished, and its image stays. To delete the image, open it under Images and type its name.',
  draft: 'It is a draft: its plan is not settled yet.',
  'not-arrived': 'The image has not arrived yet, or the server is started from it already.',
  'not-packed': 'The file is not packed.',
  'not-open': 'The program is still starting.',
  'no-dialog': 'This window has no dialog of its own for files.',
  'practice-running': 'A practice migration is running, and a lesson begins the practice cloud anew.',
  'practice-elsewhere': 'The practice cloud was started by another program; its lessons are chosen there.',
  'no-feed': 'No address to ask for newer versions is set.',
  'no-sample': 'There is no sample disk: what makes one was missing when the program started.',
};

export const program: FailureTexts<'program'> = {
  'program.bug': ({ detail }) => ({
    title: 'Something unforeseen happened',
    happened: `This is a fault in the program: ${detail}`,
    todo: 'Your source disk is untouched. Try again; if it stays, report it together with the migration’s log.',
  }),
  'program.version-mismatch': ({ page, core }) => ({
    title: 'Two versions of the program met',
    happened: `This page speaks version ${page} of the contract, the running program version ${core}.`,
    todo: 'Close this page, start the program again, and use the window or link it opens.',
  }),
  'program.record-unreadable': ({ file, reason }) => ({
    title: 'A file of this program cannot be read',
    happened: sentence(`${file} is not what this program wrote: ${reason}`),
    todo: 'Correct the file or restore it from a backup. Otherwise forget the migration it belongs to, or rename the file: the program then starts without what it held, such as settings or kept accounts.',
  }),
  'program.migration-missing': ({ id }) => ({
    title: 'There is no such migration',
    happened: `${id} is not among the migrations on this machine.`,
    todo: 'Go back to the list of migrations. Perhaps it was forgotten, or made with another data folder.',
  }),
  'program.disconnected': () => ({
    title: 'The connection to the program is lost',
    happened:
      'The program behind this page does not answer. A migration that was running goes on, or goes on from where it was.',
    todo: 'Wait a moment: the page connects again by itself. If the program was closed, start it again.',
  }),
};

export const asked: FailureTexts<'asked'> = {
  'asked.cancelled': ({ stage }) => ({
    title: 'Cancelled',
    happened: `It was stopped on request during this stage: ${stage}.`,
    todo: 'Nothing needs to be done. Start a new migration when you like.',
  }),
  'asked.wrong-use': ({ reason }) => ({
    title: 'That is not how it is used',
    happened: reason,
    todo: 'Use --help to see the commands and their options.',
  }),
  'asked.plan-invalid': ({ file, problems }) => ({
    title: 'The plan cannot be used',
    happened: sentence(`${file} is not a valid plan: ${problems}`),
    todo: 'Correct these places, and run it again. The documentation describes every field.',
  }),
  'asked.input-invalid': ({ problems, of }) => ({
    title: 'Something is missing or not right',
    happened: sentence(`This was not accepted: ${of === undefined ? problems : named(of, problems)}`),
    todo: 'Correct it and try again.',
  }),
  'asked.address-unreadable': ({ reason }) => ({
    title: 'This is not the address of an OSS object',
    happened: `The address could not be read: ${reason}.`,
    todo: 'Copy the object’s URL from the OSS console, or write oss://bucket/key.',
  }),
  'asked.handle-unknown': () => ({
    title: 'The file has to be chosen again',
    happened: 'The program was started anew since this file was chosen, and only opens what was chosen since.',
    todo: 'Remove it here and choose it again.',
  }),
  'asked.not-now': ({ reason }) => ({
    title: 'That is not possible now',
    happened: reasons[reason],
    todo: 'Look at the state of the migration, and try again when it has changed.',
  }),
  'asked.outside-hours': ({ from, to }) => ({
    title: 'Waiting for the hours set for uploads',
    happened: `Uploads only run between ${from} and ${to}, as the settings ask.`,
    todo: 'Nothing needs to be done: it goes on by itself. To go on now, change the hours in the settings.',
  }),
};
