/** English texts of the failures that lie in the cloud: regions, buckets, objects, images and its refusals. */
import type { FailureTexts } from './failure-text.ts';

const request = (id: string): string => (id === '' ? '' : ` Request ${id}.`);

export const cloudEn: FailureTexts<'cloud'> = {
  'cloud.region-unknown': ({ region }) => ({
    title: 'The region is not available',
    happened: `This account has no region ${region}, or images cannot be imported there.`,
    todo: 'Choose another region.',
  }),
  'cloud.bucket-missing': ({ bucket }) => ({
    title: 'The bucket does not exist',
    happened: `There is no bucket ${bucket} that this account can see.`,
    todo: 'Choose another bucket, or create one.',
  }),
  'cloud.bucket-elsewhere': ({ bucket, bucketRegion, region }) => ({
    title: 'The bucket is in another region',
    happened: `${bucket} is in ${bucketRegion}; the image goes to ${region}. ECS imports only from a bucket in the same region.`,
    todo: `Choose a bucket in ${region}, create one there, or import the image in ${bucketRegion}.`,
  }),
  'cloud.bucket-encrypted': ({ bucket }) => ({
    title: 'The bucket is encrypted',
    happened: `${bucket} encrypts its objects on the server. ECS cannot import from such a bucket.`,
    todo: 'Choose a bucket without server-side encryption, or create one.',
  }),
  'cloud.bucket-taken': ({ bucket }) => ({
    title: 'The bucket name is taken',
    happened: `Someone already has a bucket named ${bucket}; the names are shared by all accounts.`,
    todo: 'Choose another name.',
  }),
  'cloud.public-endpoint-forbidden': ({ bucket, requestId }) => ({
    title: 'The bucket cannot be used over the Internet',
    happened: `${bucket} refuses its public address.${request(requestId)}`,
    todo: 'Use a bucket that allows it, or run the program on a machine inside the same region’s network.',
  }),
  'cloud.object-exists': ({ bucket, key }) => ({
    title: 'An object of this name exists',
    happened: `${key} is already in ${bucket}, and this program overwrites nothing.`,
    todo: 'Choose another object name, or delete the object in the OSS console.',
  }),
  'cloud.object-missing': ({ bucket, key }) => ({
    title: 'The object is gone',
    happened: `${key} is no longer in ${bucket}. Someone, or a lifecycle rule of the bucket, removed it.`,
    todo: 'Check the bucket’s lifecycle rules, and try again: the disk is uploaded anew.',
  }),
  'cloud.object-differs': ({ bucket, key, expectedCrc64, foundCrc64 }) => ({
    title: 'The stored object is not equal to the converted disk',
    happened: `${key} in ${bucket} has the CRC-64 ${foundCrc64}; the converted disk has ${expectedCrc64}. It was not imported.`,
    todo: 'Make sure that nobody else writes to this object, and try again: the disk is uploaded anew.',
  }),
  'cloud.upload-gone': ({ bucket, key }) => ({
    title: 'The unfinished upload is gone',
    happened: `The parts of ${key} that were already in ${bucket} have been removed, perhaps by a lifecycle rule.`,
    todo: 'Try again: the upload starts from the beginning.',
  }),
  'cloud.image-name-taken': ({ name }) => ({
    title: 'The image name is taken',
    happened: `There is already an image named ${name} in this region.`,
    todo: 'Choose another image name.',
  }),
  'cloud.image-missing': ({ imageId }) => ({
    title: 'The image is gone',
    happened: `${imageId} no longer exists in this region. It was probably deleted in the console.`,
    todo: 'Try again: the image is imported anew.',
  }),
  'cloud.size-too-small': ({ disk, givenGiB, neededGiB }) => ({
    title: 'The disk size is too small',
    happened: `${disk} is ${neededGiB} GiB large for its guest; the form says ${givenGiB} GiB.`,
    todo: `Enter ${neededGiB} GiB or more. What counts is the virtual size, not what the file takes.`,
  }),
  'cloud.size-out-of-range': ({ disk, givenGiB, minGiB, maxGiB }) => ({
    title: 'The disk size is outside what ECS accepts',
    happened: `${disk} would be ${givenGiB} GiB; a disk of an image has ${minGiB} to ${maxGiB} GiB.`,
    todo: `Enter a size from ${minGiB} to ${maxGiB} GiB. If the disk itself is larger, shrink it on the source machine first.`,
  }),
  'cloud.quota-exceeded': ({ code, requestId }) => ({
    title: 'A quota of the account is used up',
    happened: `The cloud refused with ${code}.${request(requestId)}`,
    todo: 'Delete images that are no longer needed, or ask for a higher quota in the Quota Center, and try again.',
  }),
  'cloud.throttled': ({ code, requestId }) => ({
    title: 'The cloud asks to go slower',
    happened: `Too many requests from this account (${code}).${request(requestId)}`,
    todo: 'Nothing needs to be done: the program waits and tries again.',
  }),
  'cloud.unavailable': ({ status, code, requestId }) => ({
    title: 'The cloud has a problem of its own',
    happened: `It answered with HTTP ${status}${code === '' ? '' : ` ${code}`}.${request(requestId)}`,
    todo: 'Nothing needs to be done: the program waits and tries again.',
  }),
  'cloud.refused': ({ action, status, code, message, requestId }) => ({
    title: 'The cloud refused the request',
    happened: `${action} was refused with ${code} (HTTP ${status}): ${message}${request(requestId)}`,
    todo: 'Change what the message names, and try again. If it is not clear, give the request number to Alibaba Cloud’s support.',
  }),
  'cloud.import-failed': ({ taskId, code, message }) => ({
    title: 'ECS could not import the image',
    happened: `The import task ${taskId} failed${code === '' ? '' : ` with ${code}`}: ${message}`,
    todo: 'Check that system, architecture and boot mode in the form are those of the disk, and that the disk starts. Then try again.',
  }),
};
