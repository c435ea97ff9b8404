/** The error table: each code means what its row says, and nothing unknown is lost. */
import { expect, test } from 'vitest';
import type { HttpAnswer } from '../../base/http-send.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { translate } from './errors.ts';
import { saidByOss, saidBySdk, type Said } from './said.ts';

const about = { region: 'cn-hangzhou', bucket: 'b', key: 'k', image: 'web01' };
const said = (status: number, code: string, more: Record<string, string> = {}): Said => ({
  action: 'ecs:ImportImage',
  about,
  status,
  code,
  message: 'why',
  requestId: 'R',
  more,
});

test.each([
  [403, 'InvalidAccessKeyId', 'account.key-rejected'],
  [404, 'InvalidAccessKeyId.NotFound', 'account.key-rejected'],
  [403, 'SignatureDoesNotMatch', 'account.key-rejected'],
  [403, 'SecurityTokenExpired', 'account.token-expired'],
  [400, 'InvalidSecurityToken.Expired', 'account.token-expired'],
  [403, 'AccessDenied', 'account.forbidden'],
  [403, 'Forbidden.RAM', 'account.forbidden'],
  [403, 'NoPermission', 'account.forbidden'],
  [403, 'NoSetRoletoECSServiceAcount', 'account.role-missing'],
  [403, 'NoSetRoletoECSServiceAccount', 'account.role-missing'],
  [403, 'InvalidOSS.NotAuthorized', 'account.role-unable'],
  [400, 'Account.Arrearage', 'account.in-arrears'],
  [403, 'InvalidAccountStatus.OSSDisabled', 'account.oss-disabled'],
  [400, 'InvalidRegionId.NotFound', 'cloud.region-unknown'],
  [404, 'NoSuchBucket', 'cloud.bucket-missing'],
  [400, 'InvalidOSSBucket.NotFound', 'cloud.bucket-missing'],
  [400, 'InvalidOSSBucket.NotMatched', 'cloud.bucket-elsewhere'],
  [403, 'InvalidOSSBucket.EncryptUnsupported', 'cloud.bucket-encrypted'],
  [409, 'BucketAlreadyExists', 'cloud.bucket-taken'],
  [400, 'PublicEndpointForbidden', 'cloud.public-endpoint-forbidden'],
  [409, 'FileImmutable', 'cloud.bucket-locked'],
  [409, 'FileAlreadyExists', 'cloud.object-exists'],
  [404, 'NoSuchKey', 'cloud.object-missing'],
  [404, 'NoSuchUpload', 'cloud.upload-gone'],
  [400, 'InvalidImageName.Duplicated', 'cloud.image-name-taken'],
  [404, 'InvalidImageId.NotFound', 'cloud.image-missing'],
  [403, 'QuotaExceed.Image', 'cloud.quota-exceeded'],
  [400, 'TooManyBuckets', 'cloud.quota-exceeded'],
  [403, 'UserNotInTheWhiteList', 'cloud.import-not-offered'],
  [400, 'InvalidRegion.NotSupport', 'cloud.import-not-offered'],
  [404, 'InvalidResourceGroup.NotFound', 'cloud.resource-group-missing'],
  [403, 'OperationDenied.NoStock', 'cloud.no-stock'],
  [404, 'InvalidAccount.Forbbiden', 'cloud.share-refused'],
  [400, 'Throttling.User', 'cloud.throttled'],
  [503, 'UploadTrafficRateLimitExceeded', 'cloud.throttled'],
  [429, 'Whatever', 'cloud.throttled'],
  [400, 'RequestTimeout', 'cloud.unavailable'],
  [500, 'InternalError', 'cloud.unavailable'],
  [599, 'Whatever', 'cloud.unavailable'],
])('%i %s is %s', (status, code, expected) => {
  expect(translate(said(status, code)).code).toBe(expected);
});

test('keeps the words of what it does not know', () => {
  expect(translate(said(403, 'ImportImageFailed')).view()).toEqual({
    code: 'cloud.refused',
    facts: {
      action: 'ecs:ImportImage',
      status: 403,
      code: 'ImportImageFailed',
      message: 'why',
      requestId: 'R',
    },
  });
});

test('reads where the bucket really is, and how wrong the clock is', () => {
  const elsewhere = translate(said(403, 'AccessDenied', { Endpoint: 'oss-ap-southeast-1-internal.aliyuncs.com' }));
  expect(elsewhere.view()).toEqual({
    code: 'cloud.bucket-elsewhere',
    facts: { bucket: 'b', bucketRegion: 'ap-southeast-1', region: 'cn-hangzhou' },
  });
  const skewed = translate(
    said(403, 'RequestTimeTooSkewed', {
      RequestTime: '2026-01-01T01:00:00.000Z',
      ServerTime: '2026-01-01T00:00:00.000Z',
    }),
  );
  expect(skewed.view()).toEqual({ code: 'account.clock-skewed', facts: { skewMs: 3_600_000 } });
});

const answer = (status: number, headers: Record<string, string>, body = ''): HttpAnswer => ({
  host: 'oss.example',
  status,
  headers,
  body: Buffer.from(body),
});

test("reads OSS's XML, also from the header of an answer without a body", () => {
  const xml = '<Error><Code>NoSuchKey</Code><Message>a &lt; b</Message><RequestId>7</RequestId></Error>';
  const expected = { code: 'NoSuchKey', message: 'a < b', requestId: '7', status: 404 };
  expect(saidByOss(answer(404, {}, xml), 'oss:GetObject', about)).toMatchObject(expected);
  const inHeader = { 'x-oss-err': Buffer.from(xml).toString('base64') };
  expect(saidByOss(answer(404, inHeader), 'oss:GetObject', about)).toMatchObject(expected);
  expect(saidByOss(answer(403, { 'x-oss-request-id': '8' }), 'oss:GetObject', about)).toMatchObject({
    code: '',
    requestId: '8',
  });
});

test('an answer that is not from OSS is nobody’s refusal', () => {
  for (const body of ['<html><h1>502 Bad Gateway</h1></html>', '', 'proxy error', '{"Code":"NoSuchKey"}']) {
    const what = saidByOss(answer(502, {}, body), 'oss:GetObject', about);
    expect(what).toBeInstanceOf(Failure);
    expect((what as Failure).code).toBe('network.not-the-cloud');
  }
});

test("an SDK error gives the service's words, not the SDK's", () => {
  const error = Object.assign(new Error('QuotaExceed.Image: code: 403, Too many. request id: Q'), {
    code: 'QuotaExceed.Image',
    statusCode: 403,
    requestId: 'Q',
    description: 'undefined',
    data: { Message: 'Too many.', RequestId: 'Q' },
  });
  expect(saidBySdk(error, 'ecs:ImportImage', about, 'ecs.example', 1)).toMatchObject({
    code: 'QuotaExceed.Image',
    message: 'Too many.',
    requestId: 'Q',
  });
  const late = Object.assign(new Error('ConnectTimeout'), { name: 'RequestTimeoutError' });
  expect(saidBySdk(late, 'x', about, 'ecs.example', 30_000)).toMatchObject({ code: 'network.timed-out' });
  expect(saidBySdk(new TypeError('our bug'), 'x', about, 'ecs.example', 1)).toBeUndefined();
});
