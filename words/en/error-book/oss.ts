/** The error book in English: OSS, images once they are there, and what passes by itself. */
import type { Book } from '../../../contract/error-book.ts';

const ours = 'This is a mistake of this program. Please report it with the request number.';
const broken = 'Try again: the program sends the part anew and compares checksums.';

export const storageBook: Book<'storage'> = {
  InvalidBucketName: {
    title: 'The bucket’s name is not allowed',
    meaning: '3 to 63 small letters, digits and hyphens; no hyphen at either end.',
    remedy: 'Choose another name.',
  },
  InvalidObjectName: {
    title: 'The object’s name is not allowed',
    meaning: 'At most 1,023 bytes of UTF-8, and no slash or backslash first.',
    remedy: 'Choose another name.',
  },
  InvalidArgument: { title: 'OSS does not accept a value', meaning: 'The message names it.', remedy: ours },
  MissingArgument: { title: 'OSS misses a value', meaning: 'The message names it.', remedy: ours },
  InvalidDigest: {
    title: 'A checksum does not fit',
    meaning: 'What arrived is not what was sent.',
    remedy: broken,
  },
  InvalidPart: {
    title: 'A part is not there',
    meaning: 'A part of the upload is missing or has another checksum than we have noted.',
    remedy: broken,
  },
  InvalidPartOrder: {
    title: 'Parts out of order',
    meaning: 'They must be listed in ascending order.',
    remedy: ours,
  },
  EntityTooSmall: {
    title: 'A part is too small',
    meaning: 'All parts but the last need 100 KiB. OSS notices only at the end.',
    remedy: ours,
  },
  EntityTooLarge: {
    title: 'Too much at once',
    meaning: 'A part or object is larger than OSS takes in one request.',
    remedy: ours,
  },
  MalformedXML: { title: 'OSS cannot read the request', meaning: 'Its XML is malformed.', remedy: ours },
  TooManyBuckets: {
    title: 'No room for one more bucket',
    meaning: 'An account has up to 100 buckets in a region.',
    remedy: 'Use one that is there, or delete one.',
  },
  NotImplemented: {
    title: 'OSS does not offer this',
    meaning: 'The request asks for something OSS does not have.',
    remedy: ours,
  },
  PublicEndpointForbidden: {
    title: 'The public endpoint is closed for this account',
    meaning:
      'Accounts that began with OSS after 20 March 2025 may not move data through the public endpoint of a region in mainland China.',
    remedy:
      'Use a domain of your own that is bound to the bucket, run this program inside Alibaba Cloud, or import in Hong Kong or abroad and copy the image.',
  },
  SecondLevelDomainForbidden: {
    title: 'The bucket must be in the host name',
    meaning: 'OSS does not serve buckets in the path of the address.',
    remedy: 'Write the address as bucket.oss-region.aliyuncs.com.',
  },
  NoSuchBucket: {
    title: 'The bucket does not exist',
    meaning: 'It was deleted, or its name is misspelt.',
    remedy: 'Choose another bucket, or create one.',
  },
  NoSuchKey: {
    title: 'The object does not exist',
    meaning: 'It was deleted, or its name is misspelt; case counts.',
    remedy: 'Copy its URL from the OSS console, or upload it.',
  },
  NoSuchUpload: {
    title: 'OSS has forgotten the upload',
    meaning: 'It was completed, aborted, or removed by a lifecycle rule of the bucket.',
    remedy: 'The program begins a new one by itself.',
  },
  BucketAlreadyExists: {
    title: 'The bucket’s name is taken',
    meaning: 'Names are shared by all accounts of the world.',
    remedy: 'Choose another name.',
  },
  BucketNotEmpty: {
    title: 'The bucket is not empty',
    meaning: 'It has objects, or uploads that were never finished.',
    remedy: 'Remove them first.',
  },
  FileAlreadyExists: {
    title: 'An object has this name',
    meaning: 'This program never replaces an object that it did not write.',
    remedy: 'Choose another name, or remove that object yourself.',
  },
  FileImmutable: {
    title: 'The object is under retention',
    meaning: 'A retention policy of the bucket forbids changing or removing it.',
    remedy: 'Use a bucket without such a policy.',
  },
  MissingContentLength: {
    title: 'The length is missing',
    meaning: 'A proxy may have removed it.',
    remedy: ours,
  },
  PreconditionFailed: {
    title: 'A condition was not met',
    meaning: 'The object changed in between.',
    remedy: 'Look at it again, and try again.',
  },
};

export const imagesBook: Book<'images'> = {
  'InvalidImageId.NotFound': {
    title: 'The image does not exist',
    meaning: 'It was deleted, is in another region, or is no longer shared with the account.',
    remedy: 'Look at the list again.',
  },
  IncorrectImageStatus: {
    title: 'The image is not in the right state',
    meaning: 'It must be available; to cancel a copy, it must still be copied.',
    remedy: 'Wait until its state has changed.',
  },
  'SourceRegion.NotFound': {
    title: 'The source region does not exist',
    meaning: 'It is misspelt or not open to the account.',
    remedy: 'Choose one from the list.',
  },
  'DestinationRegion.NotFound': {
    title: 'The target region does not exist',
    meaning: 'It is misspelt or not open to the account.',
    remedy: 'Choose one from the list.',
  },
  IncorrectDestinationRegion: {
    title: 'The image cannot be copied there',
    meaning: 'The target is the region it is in, or may not be reached from it.',
    remedy: 'Choose another region.',
  },
  RegionNotSupportCopy: {
    title: 'The region does not take copies',
    meaning: 'Not every region does.',
    remedy: 'Choose another region, or import the disk there.',
  },
  'OperationDenied.ImageCopying': {
    title: 'The image is being copied',
    meaning: 'Until then it cannot be changed.',
    remedy: 'Wait for the copy or cancel it.',
  },
  'OperationDenied.SameRegionOnly': {
    title: 'A shared image stays in its region',
    meaning: 'Images others share with you can be copied within their region only.',
    remedy: 'Copy it there first; your own copy can go to any region.',
  },
  'OperationDeined.EncryptedSnapshot': {
    title: 'The image is encrypted',
    meaning: 'Encrypted images can be copied or shared only with a key of your own.',
    remedy: 'Use an image without encryption, or a customer key.',
  },
  'InvalidParameter.EncryptedIllegal': {
    title: 'Encryption was asked for wrongly',
    meaning: 'An encrypted image can only become an encrypted copy.',
    remedy: 'Ask for an encrypted copy.',
  },
  'InvalidParameter.KMSKeyId': {
    title: 'The encryption key cannot be used',
    meaning: 'It does not exist in the target region, is disabled, or may not be used by ECS.',
    remedy: 'Choose another key.',
  },
  'QuotaExceed.Snapshot': {
    title: 'No room for one more snapshot',
    meaning: 'Each image brings a snapshot of each disk along.',
    remedy: 'Delete snapshots nobody needs, or ask for a higher quota.',
  },
  'SizeExceed.Image': {
    title: 'The image is too large to copy',
    meaning: 'Images of more than 2 TiB cannot be copied.',
    remedy: 'Copy its snapshots instead.',
  },
  ImageCreatedNotFromCopy: {
    title: 'This image is no copy',
    meaning: 'Only a copy that is under way can be cancelled.',
    remedy: 'Delete the image if it is not wanted.',
  },
  CancelNotSupported: {
    title: 'The copy cannot be cancelled',
    meaning: 'It is too far.',
    remedy: 'Wait until it ends, then delete it.',
  },
  'InvalidAccount.NotFound': {
    title: 'The account does not exist',
    meaning: 'An account is named by its 16-digit ID, not by its login.',
    remedy: 'Ask its owner for the account ID; it is on the console’s security page.',
  },
  'InvalidAccount.Forbbiden': {
    title: 'This is your own account',
    meaning: 'An image cannot be shared with its owner.',
    remedy: 'Enter the other account’s ID.',
  },
  'QuotaExceed.ShareImage': {
    title: 'Too many shared images',
    meaning: 'The account shares as many images as it may.',
    remedy: 'Take back shares nobody needs.',
  },
  'QuotaExceed.ShareImageUser': {
    title: 'The image is shared with too many',
    meaning: 'An image can be shared with 50 accounts.',
    remedy: 'Take back shares nobody needs, or let the others share their copies.',
  },
  'InvalidImageId.BidMismatch': {
    title: 'The accounts belong to different sites',
    meaning: 'Images cannot be shared between accounts of the China site and of the international site.',
    remedy: 'Move the disk instead: import it in the other account.',
  },
};

const busy = {
  title: 'Too many requests',
  meaning: 'The account asks more often than the service allows at the moment.',
  remedy: 'It is tried again by itself, a little later each time.',
};
const troubled = {
  title: 'The service has a problem',
  meaning: 'It failed on the cloud’s side.',
  remedy: 'It is tried again by itself. If it stays, look at the cloud’s status page.',
};
export const passingBook: Book<'passing'> = {
  Throttling: busy,
  'Throttling.User': busy,
  ServiceUnavailable: troubled,
  InternalError: troubled,
  RequestTimeout: {
    title: 'The request took too long',
    meaning: 'The data did not arrive in time; the line is slow or broken.',
    remedy: 'It is tried again by itself, with smaller parts on a slow line.',
  },
  UploadTrafficRateLimitExceeded: {
    title: 'Uploading too fast',
    meaning: 'The account’s limit for uploads is reached.',
    remedy: 'The program slows down by itself. A cap in the settings leaves room for others.',
  },
  DownloadTrafficRateLimitExceeded: {
    title: 'Downloading too fast',
    meaning: 'The account’s limit for downloads is reached.',
    remedy: 'It is tried again by itself.',
  },
  TotalQpsLimitExceeded: busy,
  ActiveRequestLimitExceeded: busy,
};
