/** The error book in English: what ECS says of the object and the task of an import. */
import type { Book } from '../../../contract/error-book.ts';

const passed = {
  title: 'The dry run passed',
  meaning: 'No error: this is how ECS says that the request would have worked.',
  remedy: 'Nothing is to be done.',
};
const fit = 'Let this program convert the disk; it makes what ECS accepts.';

export const importBook: Book<'import'> = {
  'UnsupportedSuffix.OSSObject': {
    title: 'The object’s name ends wrongly',
    meaning: 'ECS goes by the ending of the name.',
    remedy: 'Let the name end in .qcow2, .vhd or .raw, as the format is.',
  },
  'InvalidOSSBucket.Malformed': {
    title: 'The bucket’s name is not allowed',
    meaning: '3 to 63 small letters, digits and hyphens; no hyphen at either end.',
    remedy: 'Check the spelling.',
  },
  'InvalidOSSObject.Malformed': {
    title: 'The object’s name is not allowed',
    meaning: 'At most 1,023 bytes, and no slash or backslash first.',
    remedy: 'Check the spelling, or copy the object’s URL from the OSS console.',
  },
  'InvalidOSSBucket.NotFound': {
    title: 'ECS does not find the bucket',
    meaning: 'It does not exist in the image’s region, or belongs to another account.',
    remedy: 'Check the name, the region and the account.',
  },
  'InvalidOSSObject.NotFound': {
    title: 'ECS does not find the object',
    meaning: 'The name is misspelt, the upload is not completed, or the object was removed while it was read.',
    remedy: 'Check the name in the OSS console, case included, and upload again if it is not there.',
  },
  'InvalidOSSBucket.NotMatched': {
    title: 'The bucket is somewhere else',
    meaning: 'Bucket and image must be in one region and one account; the message says what differs.',
    remedy: 'Choose a bucket in the image’s region, or import where the bucket is and copy the image.',
  },
  'InvalidOSSBucket.EncryptUnsupported': {
    title: 'The bucket is encrypted',
    meaning: 'ECS does not import from buckets with server-side encryption.',
    remedy: 'Use a bucket without it.',
  },
  'InvalidOSSBucket.FlowLimit': {
    title: 'OSS is slowing ECS down',
    meaning: 'Too much is read from the bucket at the moment.',
    remedy: 'Wait a little: it is tried again by itself.',
  },
  'InvalidOSSObject.Size': {
    title: 'The object is empty',
    meaning: 'It has no bytes.',
    remedy: 'Upload it again.',
  },
  'InvalidOSSObject.NeedRestore': {
    title: 'The object is archived',
    meaning: 'Objects of an archive class cannot be read before they are restored.',
    remedy: 'Restore it in the OSS console, or upload it into a bucket of the class Standard.',
  },
  'InvalidImageFormat.Malformed': {
    title: 'The object is not what the form says',
    meaning: 'Its content is of another format, damaged, or uses a feature ECS does not read.',
    remedy: fit,
  },
  'InvalidImageFormat.RegionNotSupported': {
    title: 'The format is not open in this region',
    meaning: 'Some formats are accepted in some regions only.',
    remedy: 'Convert to QCOW2 or RAW.',
  },
  'InvalidVHDImage.IncorrectSize': {
    title: 'The VHD contradicts itself',
    meaning: 'Its size is not the number of blocks in its header times their size, as some converters write it.',
    remedy: fit,
  },
  'InvalidBlockSize.NotSupport': {
    title: 'The disk’s block size is not supported',
    meaning: 'VHD and QCOW2 may be written with unusual block sizes; the message names it.',
    remedy: fit,
  },
  ImageIsImporting: {
    title: 'The image is being imported',
    meaning: 'A task is at work on it.',
    remedy: 'Follow or cancel that task.',
  },
  ImportImageFailed: {
    title: 'ECS could not start the import',
    meaning: 'It failed inside the service.',
    remedy: 'Try again later; if it stays, open a ticket with the request number.',
  },
  'ImageCheckUnsupported.WindowsImage': {
    title: 'ECS does not check this Windows',
    meaning: 'The image check exists for some systems only.',
    remedy: 'It is imported without the check, which changes nothing about the image.',
  },
  'QuotaExceed.Image': {
    title: 'No room for one more image',
    meaning: 'The region’s quota of custom images is used up.',
    remedy: 'Delete images nobody needs, or ask for a higher quota in the Quota Center.',
  },
  'DRYRUN.SUCCESS': passed,
  DryRunOperation: passed,
  'InvalidTaskId.NotFound': {
    title: 'The task does not exist',
    meaning: 'Tasks are kept for a limited time, and only in their region.',
    remedy: 'Look at the image instead.',
  },
  'InvalidTaskId.TaskActionNotSupport': {
    title: 'This kind of task cannot be cancelled',
    meaning: 'Only imports and exports can.',
    remedy: 'Wait until it ends.',
  },
  'InvalidTaskId.IncorrectTaskStatus': {
    title: 'The task is over',
    meaning: 'Only a running task can be cancelled.',
    remedy: 'Nothing is to be done.',
  },
  CancelTaskFailed: {
    title: 'The task could not be cancelled',
    meaning: 'It failed inside the service.',
    remedy: 'Try again; then wait for its end and delete the image.',
  },
};
