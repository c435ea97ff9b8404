/** Every request of every service through proxies, past a wrong clock and over the end of a token, with the real clients. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench, sdkClients, type Bench } from '../../../../practice/test-help.ts';
import { httpProxy, proxyPassword, proxyUser, socksProxy, type TestProxy } from '../../base/proxy-servers.double.ts';
import { fakeClock } from '../../base/clock.fake.ts';
import { sendHttp } from '../../base/http-send.ts';
import { openLine, type Line } from '../../base/line.ts';
import type { Cloud } from '../cloud.ts';
import { renewedCredentials, type CredentialSource } from '../credentials.ts';
import { openAlibaba } from './open-alibaba.ts';
import { serviceClock } from './wiring.ts';

const region = 'cn-hangzhou';
const bucket = 'migration-demo';
let bench: Bench;
let proxy: TestProxy | undefined;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
  await bench.close();
});

const lineBy = (url: string, password = proxyPassword): Line =>
  openLine(() => ({ wish: { kind: 'manual', url, user: proxyUser }, password, environment: {} }));
const openBy = (line?: Line, keys: CredentialSource | undefined = undefined): Cloud =>
  openAlibaba(keys ?? bench.cloud, { kind: 'practice', url: bench.cloud.url }, line);

/** One request of each service and a part, as an upload makes them. */
async function roundOf(cloud: Cloud, line?: Line): Promise<void> {
  await cloud.identity();
  await cloud.regions();
  await cloud.images(region).findByName('nothing');
  const store = cloud.objects(region, bucket);
  const { uploadId } = await store.beginUpload('x');
  const part = await store.signPart('x', uploadId, 1, 3);
  const limits = { totalMs: 5_000, quietMs: 5_000 };
  const answer = await sendHttp({
    ...part,
    method: 'PUT',
    body: Buffer.from('abc'),
    limits,
    line,
    keep: true,
  });
  expect(await store.judgePart('x', answer)).toMatchObject({ taken: true });
  await store.abortUpload('x', uploadId);
}

describe('proxies', () => {
  test.each([
    ['HTTP', httpProxy],
    ['SOCKS5', socksProxy],
  ])('everything goes through an %s proxy with a password', async (_, start) => {
    proxy = await start();
    const line = lineBy(proxy.url);
    await roundOf(openBy(line), line);
    line.dropConnections();
    const { length } = proxy.through;
    expect(length).toBeGreaterThanOrEqual(6);
    expect(new Set(proxy.through)).toEqual(new Set([bench.cloud.url.replace('http://', '')]));
  });

  test.each([
    ['HTTP', httpProxy],
    ['SOCKS5', socksProxy],
  ])('a wrong password of an %s proxy is named as such, at once', async (_, start) => {
    proxy = await start();
    await expect(openBy(lineBy(proxy.url, 'wrong')).identity()).rejects.toMatchObject({
      code: 'network.proxy-refused',
      facts: { proxy: proxy.url },
    });
  });

  test('one that has trouble itself is tried again; one that is not there says so', async () => {
    proxy = await httpProxy(503);
    const store = openBy(lineBy(proxy.url)).objects(region, bucket, { once: true });
    await expect(store.head('x')).rejects.toMatchObject({
      code: 'network.unreachable',
      facts: { reason: expect.stringContaining('HTTP 503') as string },
    });
    const nobody = openBy(lineBy('http://127.0.0.1:1')).objects(region, bucket, { once: true });
    await expect(nobody.head('x')).rejects.toMatchObject({
      code: 'network.unreachable',
      facts: { host: 'http://127.0.0.1:1', reason: 'ECONNREFUSED' },
    });
  });
});

describe('endpoints', () => {
  test('a bucket whose public endpoint is closed to data opens by its internal one', async () => {
    bench = await bench.restart({ world: { publicEndpointForbidden: true } });
    const cloud = openBy();
    await expect(cloud.objects(region, bucket).beginUpload('x')).rejects.toMatchObject({
      code: 'cloud.public-endpoint-forbidden',
    });
    const inside = cloud.objects(region, bucket, { endpoint: 'internal' });
    const { uploadId } = await inside.beginUpload('x');
    expect(await inside.listParts('x', uploadId)).toEqual([]);
  });
});

describe('tokens', () => {
  const session = async (lastsMs: number) => {
    const { sts } = sdkClients(bench.cloud);
    const role = 'AliyunECSImageImportDefaultRole';
    const identity = await openBy().identity();
    const { body } = await sts.assumeRole({
      roleArn: `acs:ram::${identity.accountId}:role/${role}`,
      roleSessionName: 'migration',
      validate: () => undefined,
    } as never);
    const { accessKeyId = '', accessKeySecret = '', securityToken = '' } = body?.credentials ?? {};
    return {
      credentials: { accessKeyId, accessKeySecret, securityToken },
      expiresAtMs: Date.now() + lastsMs,
    };
  };

  test('one that has ended is renewed where it can be, and the request goes again', async () => {
    bench = await bench.restart({ world: { sessionMs: 700 } });
    let begun = 0;
    // says it lasts an hour; the service says otherwise
    const keys = renewedCredentials(
      () => {
        begun++;
        return session(3_600_000);
      },
      { now: () => Date.now(), wait: () => Promise.resolve() },
    );
    const cloud = openBy(undefined, keys);
    await cloud.identity();
    await new Promise((resolve) => setTimeout(resolve, 800));
    await cloud.identity();
    await new Promise((resolve) => setTimeout(resolve, 800));
    await cloud.objects(region, bucket).listUploads('x');
    expect(begun).toBe(3);
  });

  test('one that cannot be renewed is said to have ended', async () => {
    bench = await bench.restart({ world: { sessionMs: 1 } });
    const { credentials } = await session(0);
    const cloud = openAlibaba(credentials, { kind: 'practice', url: bench.cloud.url });
    await expect(cloud.objects(region, bucket).listUploads('x')).rejects.toMatchObject({
      code: 'account.token-expired',
    });
  });

  test('is renewed ahead of its end, and a failure to do so is not told while the old one lasts', async () => {
    const clock = fakeClock(0);
    let begun = 0;
    let fails = false;
    const keys = renewedCredentials(() => {
      if (fails) return Promise.reject(new Error('no line'));
      begun++;
      const token = { accessKeyId: `id${begun}`, accessKeySecret: 'secret', securityToken: `t${begun}` };
      return Promise.resolve({ credentials: token, expiresAtMs: clock.now() + 3_600_000 });
    }, clock);
    expect((await keys.current()).accessKeyId).toBe('id1');
    await clock.advance(54 * 60_000);
    expect((await keys.current()).accessKeyId).toBe('id1');
    await clock.advance(2 * 60_000);
    fails = true;
    expect((await keys.current()).accessKeyId).toBe('id1');
    fails = false;
    expect((await keys.current()).accessKeyId).toBe('id2');
    fails = true;
    await clock.advance(3_600_000);
    await expect(keys.current()).rejects.toThrow('no line');
  });
});

describe('a wrong clock', () => {
  const said = (date: string, id = '1') => ({ headers: { date, 'x-oss-request-id': id } });
  test('is measured from answers and corrected, but small differences and strangers do not count', () => {
    let machine = Date.parse('2026-01-01T12:00:00Z');
    const clock = serviceClock(() => machine);
    expect(clock.hear(said('Thu, 01 Jan 2026 11:59:40 GMT'))).toBe(false);
    expect(clock.hear({ headers: { date: 'Thu, 01 Jan 2026 08:00:00 GMT' } })).toBe(false);
    expect(clock.aheadMs).toBe(0);
    expect(clock.hear(said('Thu, 01 Jan 2026 10:00:00 GMT'))).toBe(true);
    expect(clock.aheadMs).toBe(7_200_000);
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-01T10:00:00.000Z');
    machine -= 7_200_000; // the clock is corrected
    expect(clock.hear(said('Thu, 01 Jan 2026 10:00:00 GMT'))).toBe(true);
    expect(clock.aheadMs).toBe(0);
  });

  test.each([-3, 3])('by %d hours does not keep any service from answering', async (hours) => {
    bench = await bench.restart({ world: { clockAheadMs: hours * 3_600_000 } });
    const cloud = openBy();
    await roundOf(cloud);
    await openBy().objects(region, bucket).listUploads('x');
    await openBy().regions();
    expect(Math.abs(cloud.clockAheadMs() + hours * 3_600_000)).toBeLessThan(60_000);
  });
});
