/**
 * Every error code the services document for what this program does: which service says it and about what. The sentences
 * are in `words/error-book.en.ts`. Sources: the error tables of ImportImage, CancelTask, CopyImage, CancelCopyImage,
 * ModifyImageSharePermission, of OSS and RAM, and the codes all RPC services share.
 */
export const errorBook = {
  account: [
    'InvalidAccessKeyId', 'InvalidAccessKeyId.NotFound', 'SignatureDoesNotMatch', 'SecurityTokenExpired', 'InvalidSecurityToken',
    'RequestTimeTooSkewed', 'Forbidden.RAM', 'NoPermission', 'AccessDenied', 'UserDisable', 'Account.Arrearage',
    'InvalidAccountStatus.OSSDisabled', 'UserNotInTheWhiteList',
  ],
  role: [
    'NoSetRoletoECSServiceAcount', 'NoSetRoletoECSServiceAccount', 'InvalidOSS.NotAuthorized', 'EntityNotExist.Role',
    'EntityAlreadyExists.Role', 'EntityAlreadyExists.Role.Policy',
  ],
  form: [
    'MissingParameter', 'MissingParameter.DiskDeviceMapping', 'InvalidParameter.Malformed', 'InvalidImageName.Malformed',
    'InvalidImageName.Duplicated', 'InvalidDescription.Malformed', 'InvalidArchitecture.Malformed', 'InvalidArchitecture.PlatformUnsupported',
    'InvalidPlatform.Malformed', 'InvalidOSType.Malformed', 'InvalidBootMode.Malformed', 'InvalidBootMode.NotSupport',
    'InvalidLicenseType.NotSupported', 'InvalidLicenseType.BYOLOnly', 'InvalidParameter.DetectionStrategy',
    'InvalidParameter.FeaturesImdsSupport', 'InvalidClientToken.Malformed', 'InvalidImageSize', 'InvalidDataDiskSize', 'TagKey.Duplication',
    'InvalidResourceGroup.NotFound', 'InvalidRegionId.NotFound', 'InvalidRegion.NotSupport', 'InvalidStorageLocation.NotFound',
    'InvalidOperation.CloudBoxImageImportRoleRequired', 'InvalidOperation.CloudBoxImageImportUnsupported',
  ],
  import: [
    'UnsupportedSuffix.OSSObject', 'InvalidOSSBucket.Malformed', 'InvalidOSSObject.Malformed', 'InvalidOSSBucket.NotFound',
    'InvalidOSSObject.NotFound', 'InvalidOSSBucket.NotMatched', 'InvalidOSSBucket.EncryptUnsupported', 'InvalidOSSBucket.FlowLimit',
    'InvalidOSSObject.Size', 'InvalidOSSObject.NeedRestore', 'InvalidImageFormat.Malformed', 'InvalidImageFormat.RegionNotSupported',
    'InvalidVHDImage.IncorrectSize', 'InvalidBlockSize.NotSupport', 'ImageIsImporting', 'ImportImageFailed',
    'ImageCheckUnsupported.WindowsImage', 'QuotaExceed.Image', 'DRYRUN.SUCCESS', 'DryRunOperation', 'InvalidTaskId.NotFound',
    'InvalidTaskId.TaskActionNotSupport', 'InvalidTaskId.IncorrectTaskStatus', 'CancelTaskFailed',
  ],
  storage: [
    'InvalidBucketName', 'InvalidObjectName', 'InvalidArgument', 'MissingArgument', 'InvalidDigest', 'InvalidPart', 'InvalidPartOrder',
    'EntityTooSmall', 'EntityTooLarge', 'MalformedXML', 'TooManyBuckets', 'NotImplemented', 'PublicEndpointForbidden',
    'SecondLevelDomainForbidden', 'NoSuchBucket', 'NoSuchKey', 'NoSuchUpload', 'BucketAlreadyExists', 'BucketNotEmpty', 'FileAlreadyExists',
    'FileImmutable', 'MissingContentLength', 'PreconditionFailed',
  ],
  images: [
    'InvalidImageId.NotFound', 'IncorrectImageStatus', 'SourceRegion.NotFound', 'DestinationRegion.NotFound', 'IncorrectDestinationRegion',
    'RegionNotSupportCopy', 'OperationDenied.ImageCopying', 'OperationDenied.SameRegionOnly', 'OperationDeined.EncryptedSnapshot',
    'InvalidParameter.EncryptedIllegal', 'InvalidParameter.KMSKeyId', 'QuotaExceed.Snapshot', 'SizeExceed.Image', 'ImageCreatedNotFromCopy',
    'CancelNotSupported', 'InvalidAccount.NotFound', 'InvalidAccount.Forbbiden', 'QuotaExceed.ShareImage', 'QuotaExceed.ShareImageUser',
    'InvalidImageId.BidMismatch',
  ],
  passing: [
    'Throttling', 'Throttling.User', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'UploadTrafficRateLimitExceeded',
    'DownloadTrafficRateLimitExceeded', 'TotalQpsLimitExceeded', 'ActiveRequestLimitExceeded',
  ],
} as const; // prettier-ignore

export type ErrorChapter = keyof typeof errorBook;
export type BookedCode = (typeof errorBook)[ErrorChapter][number];

export interface BookEntry {
  /** A few words, no full stop. */
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}
export type Book<C extends ErrorChapter> = { readonly [K in (typeof errorBook)[C][number]]: BookEntry };

export const errorChapters = Object.keys(errorBook) as ErrorChapter[];
const chapterOf = new Map<string, ErrorChapter>(
  errorChapters.flatMap((chapter) => errorBook[chapter].map((code) => [code, chapter] as const)),
);

/**
 * The code under which the book has what a service said: the very code, or the one it refines (`Throttling.Api` is a
 * `Throttling`). Undefined for codes the book does not know: show those as they are, with the request id.
 */
export function bookedCode(said: string): BookedCode | undefined {
  for (let code = said; code !== ''; code = code.slice(0, Math.max(0, code.lastIndexOf('.')))) {
    if (chapterOf.has(code)) return code as BookedCode;
  }
  return undefined;
}
