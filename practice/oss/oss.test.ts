import type OSS from 'ali-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  errorOf,
  openBench,
  ossClient,
  randomBody,
  requestsOf,
  sdkClients,
  type Bench,
  type OssOptions,
} from '../test-help.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const partBytes = 102_400;
/** ali-oss answers what the headers said under `res`. */
const headersOf = (result: unknown): Record<string, string> =>
  (result as { res: { headers: Record<string, string> } }).res.headers;

async function begin(client: OSS, key: string): Promise<string> {
  return (await client.initMultipartUpload(key)).uploadId;
}
async function send(client: OSS, key: string, uploadId: string, partNumber: number, body: Buffer): Promise<string> {
  // ali-oss takes a stream source for a part only through its inner call
  const inner = client as unknown as {
    _uploadPart(key: string, uploadId: string, partNumber: number, data: unknown): Promise<{ etag: string }>;
  };
  const { Readable } = await import('node:stream');
  const stream = Readable.from([body]);
  return (await inner._uploadPart(key, uploadId, partNumber, { stream, size: body.length })).etag;
}

describe('an object sent in parts comes back whole', () => {
  const ways: [string, OssOptions, boolean?][] = [
    ['V1, bucket in the host', { authorizationV4: false }],
    ['V4, bucket in the host', {}],
    ['V1, bucket in the path', { authorizationV4: false, sldEnable: true }],
    ['V4, bucket in the path', { sldEnable: true }],
    ['V4, custom domain', { cname: true }],
    ['V4, custom domain without a bucket in the host', { cname: true }, true],
    ['V1, custom domain without a bucket in the host', { cname: true, authorizationV4: false }, true],
    ['V4, bucket in the path of a named host', { sldEnable: true }, true],
  ];
  it.each(ways)('%s', async (name, options, byName = false) => {
    const endpoint = byName ? bench.cloud.url.replace('127.0.0.1', 'localhost') : bench.cloud.url;
    const client = ossClient(bench.cloud, { ...options, endpoint });
    const key = `images/sys disk (${name})+*'!中文.qcow2`;
    const parts = [randomBody(partBytes), randomBody(partBytes), randomBody(1234)];
    const uploadId = await begin(client, key);
    const etags = [];
    for (const [index, body] of parts.entries()) etags.push(await send(client, key, uploadId, index + 1, body));
    const done = await client.completeMultipartUpload(
      key,
      uploadId,
      etags.map((etag, index) => ({ number: index + 1, etag })),
    );
    const got = await client.get(key);
    const whole = Buffer.concat(parts);
    expect(whole.equals(got.content as Buffer)).toBe(true);
    // the value made from the parts' values is the one a simple upload of the same bytes has
    const simple = await client.put(`${key}.simple`, whole);
    expect(headersOf(done)['x-oss-hash-crc64ecma']).toBe(headersOf(simple)['x-oss-hash-crc64ecma']);
    expect((await client.head(key)).res).toMatchObject({
      headers: { 'content-length': String(whole.length), 'x-oss-object-type': 'Multipart' },
    });
  });
});

it('reads a range across parts', async () => {
  const client = ossClient(bench.cloud);
  const parts = [randomBody(partBytes), randomBody(partBytes)];
  const uploadId = await begin(client, 'range.raw');
  const etags = [
    await send(client, 'range.raw', uploadId, 3, parts[0]!),
    await send(client, 'range.raw', uploadId, 7, parts[1]!),
  ];
  await client.completeMultipartUpload(
    'range.raw',
    uploadId,
    [3, 7].map((number, index) => ({ number, etag: etags[index]! })),
  );
  const got = await client.get('range.raw', { headers: { Range: 'bytes=102390-102409' } });
  expect(got.res.status).toBe(206);
  expect(
    Buffer.concat(parts)
      .subarray(102390, 102410)
      .equals(got.content as Buffer),
  ).toBe(true);
});

it('lists parts page by page, with what a resumed upload needs', async () => {
  const client = ossClient(bench.cloud);
  const uploadId = await begin(client, 'pages.raw');
  const etags = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => send(client, 'pages.raw', uploadId, number, randomBody(10))),
  );
  const first = await client.listParts('pages.raw', uploadId, {
    'max-parts': 2,
    'part-number-marker': 0,
    'encoding-type': 'url',
  });
  expect(first).toMatchObject({ isTruncated: 'true', nextPartNumberMarker: '2' });
  const rest = await client.listParts('pages.raw', uploadId, {
    'max-parts': 1000,
    'part-number-marker': 2,
    'encoding-type': 'url',
  });
  expect(rest.isTruncated).toBe('false');
  const listed = [...(first.parts as unknown as object[]), ...(rest.parts as unknown as object[])];
  expect(listed).toMatchObject(etags.map((ETag, index) => ({ PartNumber: String(index + 1), ETag, Size: '10' })));
  await client.abortMultipartUpload('pages.raw', uploadId, {});
  expect(await errorOf(client.listParts('pages.raw', uploadId, {} as never, {}))).toMatchObject({
    code: 'NoSuchUpload',
    status: 404,
  });
});

it('refuses to complete what does not fit together', async () => {
  const client = ossClient(bench.cloud);
  const uploadId = await begin(client, 'bad.raw');
  const small = await send(client, 'bad.raw', uploadId, 1, randomBody(partBytes - 1));
  const last = await send(client, 'bad.raw', uploadId, 2, randomBody(10));
  const complete = (parts: { number: number; etag: string }[]): Promise<Record<string, unknown>> =>
    errorOf(client.completeMultipartUpload('bad.raw', uploadId, parts));
  expect(
    await complete([
      { number: 1, etag: small },
      { number: 2, etag: last },
    ]),
  ).toMatchObject({ code: 'EntityTooSmall', status: 400 });
  expect(await complete([{ number: 2, etag: small }])).toMatchObject({ code: 'InvalidPart' });
  expect(await complete([{ number: 3, etag: last }])).toMatchObject({ code: 'InvalidPart' });
  // ali-oss sorts the list, so a wrong order has to be sent by hand
  const inner = client as unknown as {
    request(params: object): Promise<unknown>;
    _objectRequestParams(method: string, key: string, options: object): object;
  };
  const part = (number: number, etag: string): string =>
    `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`;
  const content = `<CompleteMultipartUpload>${part(2, last)}${part(1, small)}</CompleteMultipartUpload>`;
  const params = {
    ...inner._objectRequestParams('POST', 'bad.raw', { subres: { uploadId } }),
    mime: 'xml',
    content,
    successStatuses: [200],
  };
  expect(await errorOf(inner.request(params))).toMatchObject({ code: 'InvalidPartOrder' });
  // alone it is the last part, and that may be short
  await client.completeMultipartUpload('bad.raw', uploadId, [{ number: 1, etag: small }]);
});

it('keeps an object from being overwritten when asked to', async () => {
  const client = ossClient(bench.cloud);
  await client.put('once.raw', Buffer.from('first'));
  const guarded = { headers: { 'x-oss-forbid-overwrite': 'true' } };
  expect(await errorOf(client.put('once.raw', Buffer.from('second'), guarded))).toMatchObject({
    code: 'FileAlreadyExists',
    status: 409,
  });
  expect(String((await client.get('once.raw')).content)).toBe('first');
});

it('takes an uploaded part of a number again and keeps the newer one', async () => {
  const client = ossClient(bench.cloud);
  const uploadId = await begin(client, 'again.raw');
  await send(client, 'again.raw', uploadId, 1, Buffer.from('old'));
  const etag = await send(client, 'again.raw', uploadId, 1, Buffer.from('new'));
  await client.completeMultipartUpload('again.raw', uploadId, [{ number: 1, etag }]);
  expect(String((await client.get('again.raw')).content)).toBe('new');
});

describe('a request that must not pass', () => {
  it.each([
    ['another key', { accessKeyId: 'SomebodyElse' }, 'InvalidAccessKeyId'],
    ['another secret, V4', { accessKeySecret: 'wrong' }, 'SignatureDoesNotMatch'],
    ['another secret, V1', { accessKeySecret: 'wrong', authorizationV4: false }, 'SignatureDoesNotMatch'],
  ])('%s', async (_, options, code) => {
    const error = await errorOf(ossClient(bench.cloud, options).listBuckets({}));
    expect(error).toMatchObject({ code, status: 403 });
    expect(error['requestId']).toMatch(/^[0-9A-F]{24}$/);
  });

  it('names the right endpoint to a client of another region', async () => {
    const error = await errorOf(ossClient(bench.cloud, { region: 'oss-cn-shanghai' }).getBucketInfo('migration-demo'));
    expect(error).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(String(error['message'])).toContain('must be addressed using the specified endpoint');
    const elsewhere = ossClient(bench.cloud, { region: 'oss-cn-shanghai', sldEnable: true });
    const answer = await (await fetch(await elsewhere.signatureUrlV4('GET', 60, {}, 'x'))).text();
    expect(answer).toContain('<Endpoint>oss-cn-hangzhou.aliyuncs.com</Endpoint>');
  });

  it('says so when the clocks differ', async () => {
    const client = ossClient(bench.cloud);
    const late = new Date(Date.now() - 20 * 60_000);
    (client as unknown as { options: { amendTimeSkewed: number } }).options.amendTimeSkewed =
      late.getTime() - Date.now();
    const error = await errorOf(client.put('late.raw', Buffer.from('x')));
    expect(error).toMatchObject({ code: 'RequestTimeTooSkewed', status: 403 });
  });

  it('misses what is not there', async () => {
    expect(await errorOf(ossClient(bench.cloud).head('nothing.raw'))).toMatchObject({
      code: 'NoSuchKey',
      status: 404,
    });
    expect(await errorOf(ossClient(bench.cloud, { bucket: 'no-such-bucket' }).get('x'))).toMatchObject({
      code: 'NoSuchBucket',
    });
    const tagging = (
      ossClient(bench.cloud) as unknown as { getObjectTagging(key: string): Promise<unknown> }
    ).getObjectTagging('once.raw');
    expect(await errorOf(tagging)).toMatchObject({ code: 'NotImplemented' });
  });
});

it('honours signed URLs of both kinds until they end', async () => {
  const client = ossClient(bench.cloud, {
    endpoint: bench.cloud.url.replace('127.0.0.1', 'localhost'),
    sldEnable: true,
  });
  await client.put('signed/a b.raw', Buffer.from('for you'));
  const v4 = await client.signatureUrlV4('GET', 60, {}, 'signed/a b.raw');
  const v1 = client.signatureUrl('signed/a b.raw', { expires: 60 });
  for (const url of [v1, v4]) expect(await (await fetch(url)).text()).toBe('for you');
  expect((await fetch(v4.replace('a%20b', 'other'))).status).toBe(403);
  const ended = await fetch(client.signatureUrl('signed/a b.raw', { expires: -5 }));
  expect(await ended.text()).toContain('Request has expired.');
});

it('makes, describes, lists and removes buckets', async () => {
  const client = ossClient(bench.cloud, { region: 'oss-cn-shanghai', bucket: 'brand-new' });
  await client.putBucket('brand-new', { storageClass: 'Standard' } as never);
  expect(await errorOf(client.putBucket('brand-new'))).toMatchObject({
    code: 'BucketAlreadyExists',
    status: 409,
  });
  expect((await client.getBucketInfo('brand-new')).bucket).toMatchObject({
    Location: 'oss-cn-shanghai',
    ServerSideEncryptionRule: { SSEAlgorithm: 'None' },
  });
  expect((await client.getBucketLocation('brand-new')).location).toBe('oss-cn-shanghai');
  const { buckets } = (await client.listBuckets({})) as unknown as {
    buckets: { name: string; region: string }[];
  };
  expect(buckets.map((bucket) => `${bucket.name} ${bucket.region}`)).toEqual([
    'brand-new oss-cn-shanghai',
    'migration-demo oss-cn-hangzhou',
    'migration-demo-shanghai oss-cn-shanghai',
    'migration-encrypted oss-cn-hangzhou',
  ]);
  await client.put('x', Buffer.from('x'));
  expect(await errorOf(client.deleteBucket('brand-new'))).toMatchObject({ code: 'BucketNotEmpty' });
  await client.delete('x');
  await client.deleteBucket('brand-new');
  expect(await errorOf(client.getBucketInfo('brand-new'))).toMatchObject({ code: 'NoSuchBucket' });
});

it('lists objects and unfinished uploads by prefix and page', async () => {
  const client = ossClient(bench.cloud, { region: 'oss-cn-shanghai', bucket: 'migration-demo-shanghai' });
  for (const key of ['a/1', 'a/2', 'b/1', 'c']) await client.put(key, Buffer.from(key));
  const top = (await client.listV2({ delimiter: '/' }, {})) as unknown as {
    objects: { name: string }[];
    prefixes: string[];
  };
  expect(top).toMatchObject({ objects: [{ name: 'c' }], prefixes: ['a/', 'b/'] });
  const first = await client.list({ 'max-keys': 3 }, {});
  expect(first.objects.map((object) => object.name)).toEqual(['a/1', 'a/2', 'b/1']);
  expect(
    (await client.list({ 'max-keys': 3, marker: first.nextMarker }, {})).objects.map((object) => object.name),
  ).toEqual(['c']);

  for (const key of ['up/1', 'up/2', 'other']) await begin(client, key);
  const page = await client.listUploads({ prefix: 'up/', 'max-uploads': 1 }, {});
  expect(page).toMatchObject({ uploads: [{ name: 'up/1' }], isTruncated: true });
  const next = {
    prefix: 'up/',
    'key-marker': page.nextKeyMarker,
    'upload-id-marker': page.nextUploadIdMarker,
  };
  expect(await client.listUploads(next as never, {})).toMatchObject({
    uploads: [{ name: 'up/2' }],
    isTruncated: false,
  });
});

it('knows every request it was sent', async () => {
  const client = ossClient(bench.cloud);
  const uploadId = await begin(client, 'counted.raw');
  await send(client, 'counted.raw', uploadId, 1, randomBody(5000));
  const mine = (await requestsOf(bench.cloud)).filter((entry) => entry.key === 'counted.raw');
  expect(mine).toMatchObject([
    { service: 'oss', action: 'InitiateMultipartUpload', bucket: 'migration-demo', status: 200 },
    { action: 'UploadPart', partNumber: 1, uploadId, status: 200, receivedBytes: 5000 },
  ]);
});

it('lets a role session in with its token, and nobody else with it', async () => {
  const { sts } = sdkClients(bench.cloud);
  const { AssumeRoleRequest } = await import('@alicloud/sts20150401');
  const request = new AssumeRoleRequest({
    roleArn: 'acs:ram::1000000000000001:role/aliyunecsimageimportdefaultrole',
    roleSessionName: 'test',
  });
  const { credentials } = (await sts.assumeRole(request)).body!;
  const keys = { accessKeyId: credentials!.accessKeyId!, accessKeySecret: credentials!.accessKeySecret! };
  const stsToken = credentials!.securityToken!;
  for (const authorizationV4 of [true, false]) {
    await ossClient(bench.cloud, { ...keys, stsToken, authorizationV4 }).put('by-session.raw', Buffer.from('x'));
    expect(await errorOf(ossClient(bench.cloud, { ...keys, authorizationV4 }).head('by-session.raw'))).toMatchObject({
      status: 403,
    });
  }
  const identity = await sdkClients(bench.cloud, {
    ...keys,
    securityToken: stsToken,
  }).sts.getCallerIdentity();
  expect(identity.body?.identityType).toBe('AssumedRoleUser');
});
