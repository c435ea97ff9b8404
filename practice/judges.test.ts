/** The practice cloud judged by clients that others wrote: Debian's Go SDK, curl, and the generic client of the API with both signatures. */
import { createHmac } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import CoreModule, { $OpenApiUtil } from '@alicloud/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from './test-help.ts';

const run = promisify(execFile);
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const goSdk = '/usr/share/gocode/src/github.com/aliyun/aliyun-oss-go-sdk';
const goCalls = [
  ...['ListBuckets', 'CreateBucket', 'GetBucketInfo', 'GetBucketLocation', 'DeleteBucket', 'PutObject'],
  ...['PutObject, a + and blanks in the name', 'GetObject', 'GetObject, a range', 'GetObjectMeta', 'IsObjectExist'],
  ...['ListObjects', 'UploadFile', 'multipart, part by part', 'AbortMultipartUpload', 'CopyObject'],
  ...['CopyFile, in parts', 'DeleteObjects'],
];

const missesGo = !existsSync(goSdk) && 'apt-get install golang-go golang-github-aliyun-aliyun-oss-go-sdk-dev';

describe("Debian's OSS SDK for Go", () => {
  it.skipIf(missesGo !== false)(
    `passes every call${missesGo === false ? '' : ` (skipped: ${missesGo})`}`,
    async () => {
      const { url, accessKeyId, accessKeySecret } = bench.cloud;
      const { stdout } = await run(
        'go',
        ['run', join(import.meta.dirname, 'judge.go'), url, accessKeyId, accessKeySecret, bench.folder],
        {
          env: {
            ...process.env,
            GO111MODULE: 'off',
            GOFLAGS: '',
            GOPATH: '/usr/share/gocode',
            GOCACHE: join(bench.folder, 'go-cache'),
          },
        },
      );
      expect(stdout.trim().split('\n')).toEqual(goCalls.map((call) => `${call}: ok`));
    },
    240_000,
  );
});

describe('the generic client of the API', () => {
  const generic = (signature: string | undefined, action: string, query: Record<string, string>) => {
    const Client = (CoreModule as unknown as { default?: typeof CoreModule }).default ?? CoreModule;
    const { url, accessKeyId, accessKeySecret } = bench.cloud;
    const client = new Client(
      new $OpenApiUtil.Config({
        accessKeyId,
        accessKeySecret,
        endpoint: new URL(url).host,
        protocol: 'http',
        regionId: 'cn-hangzhou',
        ...(signature === undefined ? {} : { signatureVersion: signature, signatureAlgorithm: signature }),
      }),
    );
    const params = new $OpenApiUtil.Params({
      action,
      version: action === 'GetCallerIdentity' ? '2015-04-01' : '2014-05-26',
      protocol: 'HTTP',
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    return client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query }), {} as never) as Promise<unknown>;
  };
  it.each([
    [undefined, 'DescribeRegions', {}],
    [undefined, 'GetCallerIdentity', {}],
    ['v2', 'DescribeRegions', {}],
    ['v2', 'GetCallerIdentity', {}],
    ['v2', 'DescribeImages', { RegionId: 'cn-hangzhou', ImageName: "a b+c*~'(1)" }],
  ])('with signature %s asks %s', async (signature, action, query) => {
    expect(await generic(signature, action, query)).toMatchObject({
      body: { RequestId: expect.any(String) as string },
    });
  });
});

/** Version 1.0 as pop-core writes it: every parameter in the query, or all of them in a form. */
describe('signature version 1.0', () => {
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const signed = (method: string, nonce: string, secret: string): string => {
    const all: Record<string, string> = {
      AccessKeyId: bench.cloud.accessKeyId,
      Action: 'DescribeRegions',
      Format: 'JSON',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: nonce,
      SignatureVersion: '1.0',
      Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
      Version: '2014-05-26',
    };
    const pairs = Object.keys(all)
      .sort()
      .map((name) => `${encode(name)}=${encode(all[name] ?? '')}`)
      .join('&');
    const signature = createHmac('sha1', `${secret}&`)
      .update(`${method}&%2F&${encode(pairs)}`)
      .digest('base64');
    return `${pairs}&Signature=${encode(signature)}`;
  };
  const codeOf = async (answer: Promise<Response>): Promise<unknown> => {
    const body = (await (await answer).json()) as { Code?: string };
    return body.Code ?? 'ok';
  };
  const get = (query: string): Promise<unknown> => codeOf(fetch(`${bench.cloud.url}/?${query}`));
  const post = (form: string): Promise<unknown> =>
    codeOf(
      fetch(`${bench.cloud.url}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      }),
    );

  it('is taken from the query and from a form, and once only', async () => {
    const { accessKeySecret } = bench.cloud;
    const query = signed('GET', 'one', accessKeySecret);
    expect(await get(query)).toBe('ok');
    expect(await get(query)).toBe('SignatureNonceUsed');
    expect(await post(signed('POST', 'two', accessKeySecret))).toBe('ok');
    expect(await get(signed('GET', 'three', 'wrong'))).toBe('SignatureDoesNotMatch');
    expect(await post(signed('GET', 'four', accessKeySecret))).toBe('SignatureDoesNotMatch');
  });
});

const missesCurl = !existsSync('/usr/bin/curl') && 'no curl on this machine';

describe('curl', () => {
  const v1 = async (method: string, key: string, ...more: string[]): Promise<string> => {
    const date = new Date().toUTCString();
    const { accessKeyId, accessKeySecret, url } = bench.cloud;
    const signature = createHmac('sha1', accessKeySecret)
      .update(`${method}\n\n\n${date}\n/migration-demo/${key}`)
      .digest('base64');
    const { stdout } = await run('/usr/bin/curl', [
      ...['-s', '-o', join(bench.folder, 'curl.out'), '-w', '%{http_code}', '-X', method],
      ...['-H', 'Host: migration-demo.oss-cn-hangzhou.aliyuncs.com', '-H', `Date: ${date}`],
      ...['-H', 'Content-Type:', '-H', `Authorization: OSS ${accessKeyId}:${signature}`],
      ...more,
      `${url}/${key.replaceAll(' ', '%20')}`,
    ]);
    return stdout;
  };
  it.skipIf(missesCurl !== false)(
    `puts, reads and asks with conditions${missesCurl === false ? '' : ` (skipped: ${missesCurl})`}`,
    async () => {
      const file = join(bench.folder, 'sent');
      writeFileSync(file, 'hello');
      const etag = '"5D41402ABC4B2A76B9719D911017C592"';
      const at = (ms: number): string => new Date(Date.now() + ms).toUTCString();
      expect(await v1('PUT', 'c + d', '--data-binary', `@${file}`)).toBe('200');
      expect(await v1('GET', 'c + d')).toBe('200');
      expect(await v1('GET', 'c + d', '-H', `If-Match: ${etag}`)).toBe('200');
      expect(await v1('GET', 'c + d', '-H', 'If-Match: "00"')).toBe('412');
      expect(await v1('GET', 'c + d', '-H', `If-None-Match: ${etag}`)).toBe('304');
      expect(await v1('GET', 'c + d', '-H', `If-Modified-Since: ${at(60_000)}`)).toBe('304');
      expect(await v1('GET', 'c + d', '-H', `If-Modified-Since: ${at(-60_000)}`)).toBe('200');
      expect(await v1('GET', 'c + d', '-H', `If-Unmodified-Since: ${at(-60_000)}`)).toBe('412');
    },
  );
});
