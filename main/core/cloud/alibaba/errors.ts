/** What each error of OSS, ECS, RAM and STS means in our words: one table, by code and status, never by message. */
import { Failure } from '../../../../contract/failure-error.ts';
import type { Said } from './said.ts';

interface Row {
  readonly codes: readonly string[] | RegExp;
  readonly when?: (said: Said) => boolean;
  readonly failure: (said: Said) => Failure;
}

/** The role ECS reads the bucket with; ImportImage knows no other default. */
export const importRole = 'AliyunECSImageImportDefaultRole';
/** The role ECS writes to the bucket with (ExportImage). */
export const exportRole = 'AliyunECSImageExportDefaultRole';

const where = ({ about }: Said) => ({ bucket: about.bucket ?? '', key: about.key ?? '' });

/** First match wins. Codes as in the error tables of ImportImage, OSS, RAM and STS, and the common ones of ECS. */
const rows: readonly Row[] = [
  {
    codes: [
      'InvalidAccessKeyId', 'InvalidAccessKeyId.NotFound', 'InvalidAccessKeyId.Inactive', 'InvalidAccessKeySecret', 'InvalidCredentials',
      'SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSecurityToken', 'InvalidSecurityToken.Malformed',
      'InvalidSecurityToken.MismatchWithAccessKey',
    ], // prettier-ignore
    failure: ({ code, requestId }) => new Failure('account.key-rejected', { code, requestId }),
  },
  {
    codes: ['SecurityTokenExpired', 'InvalidSecurityToken.Expired'],
    failure: ({ requestId }) => new Failure('account.token-expired', { requestId }),
  },
  {
    codes: ['RequestTimeTooSkewed', 'InvalidTimeStamp.Expired', 'IllegalTimestamp', 'RequestExpired'],
    failure: (what) => new Failure('account.clock-skewed', { skewMs: skewOf(what) }),
  },
  {
    // OSS answers a request to the wrong region's endpoint with AccessDenied and names the right one
    codes: ['AccessDenied', 'PermanentRedirect', 'TemporaryRedirect'],
    when: ({ more }) => more['Endpoint'] !== undefined,
    failure: (what) => bucketElsewhere(what, regionOfEndpoint(what.more['Endpoint'] ?? '')),
  },
  { codes: ['InvalidOSSBucket.NotMatched'], failure: (what) => bucketElsewhere(what, '') },
  {
    codes: ['UserDisable', 'Account.Arrearage', 'InvalidAccountStatus.NotEnoughBalance', 'UserOverdue'],
    failure: ({ requestId }) => new Failure('account.in-arrears', { requestId }),
  },
  {
    codes: ['InvalidAccountStatus.OSSDisabled', 'UserNotActivated'],
    failure: ({ requestId }) => new Failure('account.oss-disabled', { requestId }),
  },
  {
    codes:
      /^(AccessDenied|Forbidden|Forbidden\.RAM|Forbidden\.User.*|NoPermission(\..*)?|NotAuthorized|UnauthorizedOperation)$/,
    failure: ({ action, code, requestId }) => new Failure('account.forbidden', { action, code, requestId }),
  },
  {
    codes: ['EntityNotExist.Role'],
    failure: ({ about }) => new Failure('account.role-missing', { role: about.role ?? importRole }),
  },
  // the error table spells it with one c, the parameter's documentation with two
  {
    codes: /^NoSetRoletoECSServiceAcc?ount$/,
    failure: () => new Failure('account.role-missing', { role: importRole }),
  },
  {
    codes: ['InvalidOSS.NotAuthorized'],
    failure: ({ about, requestId }) =>
      new Failure('account.role-unable', { role: importRole, bucket: about.bucket ?? '', requestId }),
  },
  {
    codes: ['InvalidRegion.NotSupport', 'UserNotInTheWhiteList'],
    when: ({ action }) => action === 'ecs:ImportImage',
    failure: ({ about, code, requestId }) =>
      new Failure('cloud.import-not-offered', { region: about.region ?? '', code, requestId }),
  },
  {
    codes: ['InvalidResourceGroup.NotFound'],
    failure: ({ about }) => new Failure('cloud.resource-group-missing', { id: about.resourceGroup ?? '' }),
  },
  {
    codes: ['OperationDenied.NoStock', 'InvalidResourceType.NotSupported', 'InvalidInstanceType.NoStock'],
    failure: ({ code, requestId }) => new Failure('cloud.no-stock', { code, requestId }),
  },
  {
    // the second spelling is the service's
    codes: /^(InvalidAccount\.(NotFound|Forbbiden|Forbidden)|InvalidImageId\.BidMismatch)$/,
    failure: ({ about, code, requestId }) =>
      new Failure('cloud.share-refused', { account: about.account ?? '', code, requestId }),
  },
  {
    codes: ['InvalidRegionId.NotFound', 'InvalidRegionId', 'InvalidRegion.NotSupport'],
    failure: ({ about }) => new Failure('cloud.region-unknown', { region: about.region ?? '' }),
  },
  {
    codes: ['NoSuchBucket', 'InvalidOSSBucket.NotFound'],
    failure: (what) => new Failure('cloud.bucket-missing', { bucket: where(what).bucket }),
  },
  {
    codes: ['InvalidOSSBucket.EncryptUnsupported'],
    failure: (what) => new Failure('cloud.bucket-encrypted', { bucket: where(what).bucket }),
  },
  {
    codes: ['BucketAlreadyExists'],
    failure: (what) => new Failure('cloud.bucket-taken', { bucket: where(what).bucket }),
  },
  {
    codes: ['PublicEndpointForbidden'],
    failure: (what) =>
      new Failure('cloud.public-endpoint-forbidden', {
        bucket: where(what).bucket,
        requestId: what.requestId,
      }),
  },
  {
    codes: ['FileImmutable'],
    failure: (what) => new Failure('cloud.bucket-locked', { bucket: where(what).bucket }),
  },
  { codes: ['FileAlreadyExists'], failure: (what) => new Failure('cloud.object-exists', where(what)) },
  {
    codes: ['NoSuchKey', 'InvalidOSSObject.NotFound'],
    failure: (what) => new Failure('cloud.object-missing', where(what)),
  },
  {
    codes: ['UnsupportedSuffix.OSSObject'],
    failure: ({ about }) =>
      new Failure('cloud.object-name-unfit', { key: about.key ?? '', format: about.format ?? '' }),
  },
  {
    codes: /^InvalidLicenseType\.(NotSupported|BYOLOnly)$/,
    failure: ({ about: { form } }) =>
      new Failure('cloud.licence-unfit', {
        platform: form?.platform ?? '',
        licence: form?.licenseType ?? '',
      }),
  },
  {
    codes: ['InvalidBootMode.NotSupport'],
    failure: ({ about: { form } }) =>
      new Failure('cloud.boot-mode-unfit', {
        bootMode: form?.bootMode ?? '',
        architecture: form?.architecture ?? '',
      }),
  },
  {
    codes: ['InvalidArchitecture.PlatformUnsupported'],
    failure: ({ about: { form } }) =>
      new Failure('cloud.platform-unfit', {
        platform: form?.platform ?? '',
        osType: form?.osType ?? '',
        architecture: form?.architecture ?? '',
      }),
  },
  { codes: ['NoSuchUpload'], failure: (what) => new Failure('cloud.upload-gone', where(what)) },
  {
    codes: ['InvalidImageName.Duplicated'],
    failure: ({ about }) => new Failure('cloud.image-name-taken', { name: about.image ?? '' }),
  },
  {
    codes: ['InvalidImageId.NotFound'],
    failure: ({ about }) => new Failure('cloud.image-missing', { imageId: about.image ?? '' }),
  },
  {
    codes: /^(QuotaExceed(ed)?(\..+)?|TooManyBuckets)$/,
    failure: ({ code, requestId }) => new Failure('cloud.quota-exceeded', { code, requestId }),
  },
  {
    codes:
      /^(Throttling(\..+)?|InvalidOSSBucket\.FlowLimit|(Upload|Download)TrafficRateLimitExceeded|TotalQpsLimitExceeded|ActiveRequestLimitExceeded|SlowDown)$/,
    failure: ({ code, requestId }) => new Failure('cloud.throttled', { code, requestId }),
  },
  {
    codes: ['RequestTimeout', 'InternalError', 'ServiceUnavailable'],
    failure: ({ status, code, requestId }) => new Failure('cloud.unavailable', { status, code, requestId }),
  },
];

/** The failure for an error answer. What no row matches keeps its code, message and request id. */
export function translate(what: Said): Failure {
  const { status, code, requestId } = what;
  const row = rows.find(
    ({ codes, when }) =>
      (codes instanceof RegExp ? codes.test(code) : codes.includes(code)) && (when === undefined || when(what)),
  );
  if (row !== undefined) return row.failure(what);
  if (status === 429) return new Failure('cloud.throttled', { code, requestId });
  if (status >= 500 || status === 408) return new Failure('cloud.unavailable', { status, code, requestId });
  if (status === 403 && code === '') return new Failure('account.forbidden', { action: what.action, code, requestId });
  return new Failure('cloud.refused', {
    action: what.action,
    status,
    code,
    message: what.message,
    requestId,
  });
}

function bucketElsewhere({ about }: Said, bucketRegion: string): Failure {
  return new Failure('cloud.bucket-elsewhere', {
    bucket: about.bucket ?? '',
    bucketRegion,
    region: about.region ?? '',
  });
}

/** `oss-cn-hangzhou-internal.aliyuncs.com` → `cn-hangzhou`; empty when it is not spelled so. */
function regionOfEndpoint(endpoint: string): string {
  return /^(?:https?:\/\/)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com/.exec(endpoint)?.[1] ?? '';
}

/** How far this machine's clock is ahead of the service's, where the answer says; else 0. */
function skewOf({ more }: Said): number {
  const skew = Date.parse(more['RequestTime'] ?? '') - Date.parse(more['ServerTime'] ?? '');
  return Number.isNaN(skew) ? 0 : skew;
}
