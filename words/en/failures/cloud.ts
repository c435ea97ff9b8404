/** English texts of the failures that lie in the cloud: regions, buckets, objects, images and its refusals. */
import { bookedCode, type BookEntry } from '../../../contract/error-book.ts';
import { errorBook } from '../error-book/book.ts';
import type { FailureTexts } from '../../failure-text.ts';
import { format } from '../format.ts';

/** What the error book says of a code, if it knows it. */
const explained = (said: string): BookEntry | undefined => {
  const code = bookedCode(said);
  return code === undefined ? undefined : errorBook[code];
};
const request = (id: string): string => (id === '' ? '' : ` Request ${id}.`);

export const cloud: FailureTexts<'cloud'> = {
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
    happened: `${bucket} refuses its public address, as it does for all accounts that began to use OSS after March 2025 where a bucket is in mainland China.${request(requestId)}`,
    todo: 'Use a domain of your own: bind it to the bucket in the OSS console (Domain Names), point its CNAME record there and upload its certificate, then choose it as the “Way into OSS” and measure the network, which tries it. A domain for mainland China needs an ICP filing. Or run this program inside the region’s network with the internal endpoint, or import in Hong Kong and copy the image from there.',
  }),
  'cloud.object-exists': ({ bucket, key }) => ({
    title: 'An object of this name exists',
    happened: `${key} is already in ${bucket}, and this program overwrites nothing.`,
    todo: 'Choose another object name, or delete the object in the OSS console.',
  }),
  'cloud.object-appeared': ({ bucket, key }) => ({
    title: 'Somebody else stored an object under this name',
    happened: `While ${key} was on its way to ${bucket}, another object took that name. It was not touched; the parts of the disk have arrived, but cannot be joined under it.`,
    todo: 'Look at that object in the OSS console. Once it is moved away or removed, try again: nothing that has arrived is sent again.',
  }),
  'cloud.object-replaced': ({ bucket, key }) => ({
    title: 'The object is not the one that was uploaded',
    happened: `${key} in ${bucket} was replaced by another object after it had been uploaded. Nothing proves that an image of it is your server, so none was kept. That object was not touched.`,
    todo: 'Find out who writes to this bucket. Try again once the object is moved away or removed, or start a migration with another object name.',
  }),
  'cloud.object-missing': ({ bucket, key }) => ({
    title: 'The object is not there',
    happened: `There is no ${key} in ${bucket}. If it was there before, someone or a lifecycle rule of the bucket removed it.`,
    todo: 'Check the name and the bucket’s lifecycle rules. A disk that was uploaded here is uploaded anew when you try again.',
  }),
  'cloud.object-differs': ({ bucket, key, expectedCrc64, foundCrc64 }) => ({
    title: 'The stored object is not equal to the converted disk',
    happened: `${key} in ${bucket} has the CRC-64 ${foundCrc64}; the converted disk has ${expectedCrc64}. It was not imported.`,
    todo: 'Make sure that nobody else writes to this object, and try again: the disk is uploaded anew.',
  }),
  'cloud.object-unfit': ({ bucket, key, storageClass, encrypted }) => ({
    title: 'ECS will not import the object as it is stored',
    happened: `${bucket}/${key} is complete, but has the storage class ${storageClass}${encrypted === 'yes' ? ' and is encrypted by the server' : ''}.`,
    todo: 'Use a bucket with the storage class Standard and without server-side encryption, and go on: the object is sent there.',
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
  'cloud.vhd-size-uneven': ({ disk, sizeBytes, blockBytes }) => ({
    title: 'This disk does not fit a growing VHD',
    happened: `${disk} has ${sizeBytes} bytes. A growing VHD is made of blocks of ${blockBytes} bytes, and ECS refuses one whose size is not a whole number of them (InvalidVHDImage.IncorrectSize).`,
    todo: 'Choose QCOW2 as the target format; or enlarge a copy of the disk to whole blocks first.',
  }),
  'cloud.storage-class-unfit': ({ bucket, storageClass }) => ({
    title: 'The bucket’s storage class is no use for an import',
    happened: `Objects in ${bucket} are stored as ${storageClass}: ECS cannot read them before they are restored.`,
    todo: 'Choose or create a bucket of the class Standard.',
  }),
  'cloud.object-name-unfit': ({ key, format }) => ({
    title: 'The object’s name does not end as it must',
    happened: `ECS goes by the ending of the name, and ${key} is not one of a ${format} image.`,
    todo: `Let the object’s name end in .${format}.`,
  }),
  'cloud.boot-mode-unfit': ({ bootMode, architecture }) => ({
    title: 'Boot mode and architecture do not go together',
    happened: `ECS starts ${architecture} images with UEFI only; the form says ${bootMode}.`,
    todo: 'Choose UEFI, or correct the architecture.',
  }),
  'cloud.boot-mode-differs': ({ disk, found, chosen }) => ({
    title: 'The disk looks like another boot mode',
    happened: `${disk} is made to start with ${found}; the form says ${chosen}. An instance with the wrong one does not start.`,
    todo: `Choose ${found}, unless you know better.`,
  }),
  'cloud.system-differs': ({ disk, found, chosen }) => ({
    title: 'The disk holds another system than the form says',
    happened: `Inside ${disk} is ${found}; the form says ${chosen}. The cloud would prepare the image for the wrong one.`,
    todo: `Choose ${found} in the form, or take the disk that was meant.`,
  }),
  'cloud.licence-unfit': ({ platform, licence }) => ({
    title: 'This licence is not available for the platform',
    happened: `${platform} can be imported with your own licence (BYOL) only; the form says ${licence}.`,
    todo: 'Choose BYOL, and make sure your licence may be used in Alibaba Cloud.',
  }),
  'cloud.platform-unfit': ({ platform, osType, architecture }) => ({
    title: 'Platform, operating system and architecture do not go together',
    happened: `The form says ${platform} on ${architecture}, with ${osType} as the operating system.`,
    todo: 'Choose a platform of that operating system and architecture.',
  }),
  'cloud.resource-group-missing': ({ id }) => ({
    title: 'The resource group does not exist',
    happened: `There is no resource group ${id} in this account.`,
    todo: 'Choose another one, or leave it empty.',
  }),
  'cloud.import-not-offered': ({ region, code, requestId }) => ({
    title: 'Importing images is not open here',
    happened: `In ${region} this account may not import images (${code}).${request(requestId)}`,
    todo: 'Choose another region, or ask Alibaba Cloud in a ticket to open image import for the account.',
  }),
  'cloud.bucket-locked': ({ bucket }) => ({
    title: 'The bucket keeps what is stored in it',
    happened: `${bucket} has a retention policy: objects cannot be removed or replaced before their time is over.`,
    todo: 'The upload and the import work. The object stays and is billed for as long as the policy says; use a bucket without retention if it should be removed afterwards.',
  }),
  'cloud.lifecycle-aborts': ({ bucket, days, uploadMs }) => ({
    title: 'A lifecycle rule would end the upload',
    happened: `A lifecycle rule of ${bucket} removes uploads that are unfinished after ${days} days. This one would take about ${format.duration(uploadMs)}.`,
    todo: 'Change or switch off that rule in the OSS console until the upload is done, use another bucket, or use a faster network.',
  }),
  'cloud.slow-line': ({ uploadBytes, perSecondBytes, uploadMs }) => ({
    title: 'The upload will take long',
    happened: `About ${format.bytes(uploadBytes)} at ${format.bytes(perSecondBytes)} a second take ${format.duration(uploadMs)}.`,
    todo: 'It can be paused and goes on after any break. A faster line, or a machine nearer to the region, shortens it.',
  }),
  'cloud.no-stock': ({ code, requestId }) => ({
    title: 'The instance type is sold out',
    happened: `The cloud has none of this type left in the zone (${code}).${request(requestId)}`,
    todo: 'Choose another instance type or another zone.',
  }),
  'cloud.network-missing': ({ region }) => ({
    title: 'There is no network for an instance',
    happened: `The account has no VPC with a VSwitch and a security group in ${region}.`,
    todo: 'Create a VPC, a VSwitch in it and a security group in the console, then look again.',
  }),
  'cloud.instance-gone': ({ instanceId, status }) => ({
    title: 'The instance did not start',
    happened: `${instanceId} is ${status === '' ? 'gone' : status} instead of running.`,
    todo: 'Look at it in the ECS console. The image itself is not affected.',
  }),
  'cloud.image-failed': ({ imageId, region, status }) => ({
    title: 'The image could not be made',
    happened: `The image ${imageId} in ${region} is ${status === '' ? 'gone' : status} instead of available.`,
    todo: 'Try again: what failed is removed, and the image is made anew. Stop the server first if it writes a lot.',
  }),
  'cloud.copy-failed': ({ imageId, region, status }) => ({
    title: 'The copy failed',
    happened: `The copy ${imageId} in ${region} ended as ${status}.`,
    todo: 'Delete what is left of it, and copy again.',
  }),
  'cloud.share-refused': ({ account, code, requestId }) => ({
    title: 'The image cannot be shared with this account',
    happened: `The cloud refused ${account} with ${code}.${request(requestId)}`,
    todo: 'Check the 16-digit account ID. An account of the other site (China or international), or your own, cannot be chosen.',
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
  'cloud.refused': ({ action, status, code, message, requestId }) => {
    const known = explained(code);
    return {
      title: known?.title ?? 'The cloud refused the request',
      happened: `${known === undefined ? '' : `${known.meaning} `}${action} was refused with ${code} (HTTP ${status}): ${message}${request(requestId)}`,
      todo:
        known?.remedy ??
        'Change what the message names, and try again. If it is not clear, give the request number to Alibaba Cloud’s support.',
    };
  },
  'cloud.import-failed': ({ taskId, code, message }) => {
    const known = explained(code);
    return {
      title: known?.title ?? 'ECS could not import the image',
      happened: `${known === undefined ? '' : `${known.meaning} `}The import task ${taskId} failed${code === '' ? '' : ` with ${code}`}: ${message}`,
      todo:
        known?.remedy ??
        'Check that system, architecture and boot mode in the form are those of the disk, and that the disk starts. Then try again.',
    };
  },
};
