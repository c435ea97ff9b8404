import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as $Ecs from '@alicloud/ecs20140526';
import { afterEach, describe, expect, it } from 'vitest';
import type { FailureView } from '../contract/failure.ts';
import { says } from '../words/say.ts';
import { startPracticeCloud } from './practice-cloud.ts';
import { errorOf, openBench, ossClient, randomBody, requestsOf, sdkClients, type Bench } from './test-help.ts';

let bench: Bench;
afterEach(() => bench.close());

const key = 'disk.qcow2';
const put = (body = Buffer.from('hello')): Promise<unknown> => ossClient(bench.cloud).put(key, body);
const rules = (fault: object, match: object = { action: 'PutObject' }, more: object = {}): object => ({
  rules: [{ match, fault, ...more }],
});

describe('a fault strikes', () => {
  it('only the requests it matches, after those it skips, as often as it says', async () => {
    bench = await openBench(
      rules(
        { status: 503, code: 'ServiceUnavailable' },
        { service: 'oss', action: 'PutObject', key },
        { skip: 1, times: 2 },
      ),
    );
    await ossClient(bench.cloud).put('other', Buffer.from('x'));
    const outcomes = [];
    for (let turn = 0; turn < 5; turn++)
      outcomes.push(
        await put().then(
          () => 'ok',
          (error: { code: string }) => error.code,
        ),
      );
    expect(outcomes).toEqual(['ok', 'ServiceUnavailable', 'ServiceUnavailable', 'ok', 'ok']);
  });

  it('before anything happened: an error, a page of a proxy, a reset, silence', async () => {
    const kinds = [{ status: 500, code: 'InternalError' }, { html: 502 }, { resetAfterBytes: 1000 }, { stall: true }];
    bench = await openBench({
      rules: kinds.map((fault, index) => ({ match: { key: `disk-${index}` }, fault, times: 1 })),
    });
    const client = ossClient(bench.cloud, { timeout: 300 });
    for (const index of kinds.keys()) await errorOf(client.put(`disk-${index}`, randomBody(200_000)));
    expect((await ossClient(bench.cloud).list({ 'max-keys': 10 }, {})).objects ?? []).toEqual([]);
    const [, , reset] = (await requestsOf(bench.cloud)).filter((entry) => entry.action === 'PutObject');
    expect(reset).toMatchObject({ status: 0, fault: { resetAfterBytes: 1000 } });
    expect(reset!.receivedBytes).toBeLessThan(200_000);
  });

  it('after the work was done: the answer is lost or cut', async () => {
    bench = await openBench({
      rules: [
        { match: { action: 'PutObject', key: 'lost' }, fault: { loseAnswer: true } },
        { match: { action: 'PutObject', key: 'cut' }, fault: { truncateAnswer: true } },
        { match: { action: 'ImportImage' }, fault: { loseAnswer: true }, times: 1 },
      ],
    });
    const client = ossClient(bench.cloud);
    for (const name of ['lost', 'cut']) {
      await errorOf(client.put(name, Buffer.from(name)));
      expect(String((await client.get(name)).content)).toBe(name);
    }
  });

  it('the checksum of the answer, or the bytes on their way', async () => {
    bench = await openBench({
      rules: [
        { match: { key: 'sum' }, fault: { wrongCrc64: true }, times: 1 },
        { match: { key: 'bytes' }, fault: { damageBody: true }, times: 1 },
      ],
    });
    const client = ossClient(bench.cloud);
    const crc = async (name: string): Promise<string | undefined> =>
      (
        (await client.putStream(
          name,
          (await import('node:stream')).Readable.from([Buffer.from('123456789')]),
        )) as unknown as { res: { headers: Record<string, string> } }
      ).res.headers['x-oss-hash-crc64ecma'];
    const right = '11051210869376104954';
    expect(await crc('sum')).not.toBe(right);
    expect(String((await client.get('sum')).content)).toBe('123456789');
    expect(await crc('bytes')).not.toBe(right);
    expect(String((await client.get('bytes')).content)).toBe('023456789');
    expect(await crc('bytes')).toBe(right);
  });

  it('the RPC services in their own shape, with the headers it names', async () => {
    const throttled = { status: 429, code: 'Throttling.User', headers: { 'x-acs-retry-after': '2' } };
    bench = await openBench(rules(throttled, { service: 'ecs' }, { times: 1 }));
    const ask = (): Promise<unknown> =>
      sdkClients(bench.cloud).ecs.describeRegions(new $Ecs.DescribeRegionsRequest({}));
    expect(await errorOf(ask())).toMatchObject({
      name: 'ThrottlingError',
      code: 'Throttling.User',
      retryAfter: 2,
    });
    await ask();
  });
});

describe('switches of the world', () => {
  it('a new account may not use the public endpoint for data in the mainland', async () => {
    bench = await openBench({ world: { publicEndpointForbidden: true } });
    expect(await errorOf(put())).toMatchObject({ code: 'PublicEndpointForbidden', status: 400 });
    expect((await ossClient(bench.cloud).getBucketInfo('migration-demo')).res.status).toBe(200);
  });

  it.each([
    ['migration-demo.oss-cn-hangzhou.aliyuncs.com', 400],
    ['migration-demo.oss-accelerate.aliyuncs.com', 400],
    ['migration-demo.oss-cn-hangzhou-internal.aliyuncs.com', 200],
    ['disks.example.com', 200],
  ])('of the ways into OSS a new account may use %s: %i', async (host, status) => {
    bench = await openBench({ world: { publicEndpointForbidden: true } });
    const date = new Date().toUTCString();
    const { url, accessKeyId, accessKeySecret } = bench.cloud;
    const signature = createHmac('sha1', accessKeySecret)
      .update(`PUT\n\n\n${date}\n/migration-demo/x.bin`)
      .digest('base64');
    const answer = new Promise<number | undefined>((resolve, reject) => {
      const authorization = `OSS ${accessKeyId}:${signature}`;
      const request = httpRequest(
        `${url}/x.bin`,
        { method: 'PUT', headers: { host, date, authorization } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject).end('hi');
    });
    expect(await answer).toBe(status);
  });

  it('an archived object is described, but not read or copied', async () => {
    bench = await openBench();
    const client = ossClient(bench.cloud);
    await client.put(key, Buffer.from('x'), { headers: { 'x-oss-storage-class': 'Archive' } });
    expect((await client.head(key)).status).toBe(200);
    expect(await errorOf(client.get(key))).toMatchObject({ code: 'InvalidObjectState', status: 403 });
    expect(await errorOf(client.copy('copy.qcow2', key))).toMatchObject({ code: 'InvalidObjectState' });
    const glacier = client.put(key, Buffer.from('x'), { headers: { 'x-oss-storage-class': 'Glacier' } });
    expect(await errorOf(glacier)).toMatchObject({ code: 'InvalidArgument', status: 400 });
  });

  it('a session ends when the world says so', async () => {
    bench = await openBench({ world: { sessionMs: 0 } });
    const { AssumeRoleRequest } = await import('@alicloud/sts20150401');
    const asked = new AssumeRoleRequest({
      roleArn: 'acs:ram::1000000000000001:role/aliyunecsimageimportdefaultrole',
      roleSessionName: 'short',
    });
    const { accessKeyId, accessKeySecret, securityToken } = (await sdkClients(bench.cloud).sts.assumeRole(asked)).body!
      .credentials!;
    const keys = {
      accessKeyId: accessKeyId!,
      accessKeySecret: accessKeySecret!,
      securityToken: securityToken!,
    };
    expect(await errorOf(sdkClients(bench.cloud, keys).sts.getCallerIdentity())).toMatchObject({
      code: 'InvalidSecurityToken.Expired',
    });
    const client = ossClient(bench.cloud, { ...keys, stsToken: keys.securityToken });
    expect(await errorOf(client.listBuckets({}))).toMatchObject({
      code: 'SecurityTokenExpired',
      status: 403,
    });
  });
});

describe('a world in a folder', () => {
  it('has the same objects, parts and buckets after a restart, and no leftovers', async () => {
    bench = await openBench();
    const parts = [randomBody(102_400), randomBody(777)];
    const inner = (): {
      _uploadPart(key: string, uploadId: string, partNumber: number, data: object): Promise<{ etag: string }>;
    } => ossClient(bench.cloud) as never;
    const { Readable } = await import('node:stream');
    const send = async (uploadId: string, partNumber: number): Promise<string> => {
      const body = parts[partNumber - 1]!;
      return (
        await inner()._uploadPart('parts.raw', uploadId, partNumber, {
          stream: Readable.from([body]),
          size: body.length,
        })
      ).etag;
    };
    await put();
    await ossClient(bench.cloud).putBucket('kept-bucket');
    const { uploadId } = await ossClient(bench.cloud).initMultipartUpload('parts.raw');
    const first = await send(uploadId, 1);
    // what a kill in the middle of a part leaves behind
    writeFileSync(join(bench.folder, 'incoming', 'half'), 'half a part');
    writeFileSync(join(bench.folder, 'uploads', uploadId, '2-half'), 'half a part');
    appendFileSync(join(bench.folder, 'uploads', uploadId, 'parts.jsonl'), '{"partNumber":2,"fi');
    mkdirSync(join(bench.folder, 'uploads', 'NEVERBEGUN'));

    bench = await bench.restart();
    const client = ossClient(bench.cloud);
    expect(String((await client.get(key)).content)).toBe('hello');
    expect((await client.getBucketInfo('kept-bucket')).bucket).toMatchObject({ Name: 'kept-bucket' });
    expect((await client.listParts('parts.raw', uploadId, {} as never, {})).parts).toMatchObject({
      PartNumber: '1',
      ETag: first,
    });
    expect(readdirSync(join(bench.folder, 'incoming'))).toEqual([]);
    expect(readdirSync(join(bench.folder, 'uploads'))).toEqual([uploadId]);

    const second = await send(uploadId, 2);
    await client.completeMultipartUpload('parts.raw', uploadId, [
      { number: 1, etag: first },
      { number: 2, etag: second },
    ]);
    bench = await bench.restart();
    const again = (await ossClient(bench.cloud).get('parts.raw')).content as Buffer;
    expect(Buffer.concat(parts).equals(again)).toBe(true);
  });

  it('keeps the requests of every run in a file', async () => {
    bench = await openBench();
    await put();
    bench = await bench.restart();
    await put();
    const lines = readFileSync(join(bench.folder, 'requests.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(['PutObject', 'PutObject']);
  });

  it('is refused, not overwritten, when it cannot be read', async () => {
    bench = await openBench();
    const folder = join(bench.folder, 'other');
    mkdirSync(folder);
    writeFileSync(join(folder, 'world.json'), '{"version":1,"buckets":"many"}');
    expect(await errorOf(startPracticeCloud({ folder }))).toMatchObject({
      code: 'program.record-unreadable',
    });
    expect(readFileSync(join(folder, 'world.json'), 'utf8')).toContain('many');
  });
});

describe('does not start', () => {
  it('on a port somebody has', async () => {
    bench = await openBench();
    const port = Number(new URL(bench.cloud.url).port);
    const folder = join(bench.folder, 'other');
    expect(await errorOf(startPracticeCloud({ folder, port }))).toMatchObject({
      code: 'machine.port-taken',
      facts: { port },
    });
  });

  it.each([
    ['not JSON', 'rules: []', 'not valid JSON'],
    ['a misspelt switch', '{"world":{"roleMising":true}}', 'roleMising'],
    ['an unknown fault', '{"rules":[{"match":{},"fault":{"explode":true}}]}', 'fault'],
  ])('with a faults file that is %s', async (_, text, told) => {
    bench = await openBench();
    const faultsFile = join(bench.folder, 'bad.json');
    writeFileSync(faultsFile, text);
    const error = await errorOf(startPracticeCloud({ folder: join(bench.folder, 'other'), faultsFile }));
    expect(error).toMatchObject({ code: 'asked.input-invalid' });
    expect(says.en.failure(error as unknown as FailureView).happened).toContain(told);
  });
});

it('ends although somebody hung up before half an answer was sent', async () => {
  const half = rules({ truncateAnswer: true }, {}) as { rules: object[] };
  bench = await openBench({ ...half, world: { latencyMs: 200 } });
  await errorOf(ossClient(bench.cloud, { timeout: 50 }).list({ 'max-keys': 10 }, {}));
  // the answer is only due now: `close` waits for it
  await bench.restart().then((again) => (bench = again));
  expect((await requestsOf(bench.cloud)).length).toBe(0);
});

it('survives requests nobody should send', async () => {
  bench = await openBench();
  const { port } = new URL(bench.cloud.url);
  const send = (path: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port, path, headers, method }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      request.on('error', reject).end();
    });
  const statuses = [
    await send('/%E0%A4%A', {}),
    await send('/?%', { host: 'migration-demo.oss-cn-hangzhou.aliyuncs.com' }),
    await send('/', { 'x-acs-action': '__proto__', 'x-acs-version': 'toString' }, 'POST'),
    await send('/x', { authorization: 'OSS a:b', 'x-oss-date': 'yesterday' }),
    await send('/x', { authorization: 'OSS PracticeAccessKeyId:b', 'x-oss-date': 'yesterday' }),
    await send('/x', { authorization: 'OSS4-HMAC-SHA256 Credential=PracticeAccessKeyId,Signature=zz' }),
    await send('/practice/requests', { host: 'evil.example' }),
  ];
  for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400);
  for (const status of statuses) expect(status).toBeLessThan(500);
  await put();
});
