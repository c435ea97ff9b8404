/** The calls about lines, caps and leftovers, through core as a door has it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { practiceAccessKeyId, practiceAccessKeySecret } from '../../../practice/demo-keys.ts';
import { openBench, requestsOf, type Bench } from '../../../practice/test-help.ts';
import { httpProxy, proxyPassword, proxyUser } from '../base/proxy-servers.double.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import { composeCore, type Core } from '../compose.ts';
import { begunUploads } from '../transfer/begun-uploads.ts';

const keys = { accessKeyId: practiceAccessKeyId, accessKeySecret: practiceAccessKeySecret };
const place = { account: 'practice', region: 'cn-hangzhou', bucket: 'migration-demo' };
const signal = new AbortController().signal;
let bench: Bench;
let dataFolder: string;
let core: Core;

const openCore = (): Promise<Core> =>
  composeCore({
    dataFolder,
    door: 'command-line',
    desktop: {},
    locale: 'en',
    startPractice: () => Promise.reject(new Error('not used here')),
    practiceKeys: { credentials: keys },
    practice: { kind: 'url', url: bench.cloud.url },
    onBug: (error) => expect.unreachable(String(error)),
  });
beforeEach(async () => {
  bench = await openBench();
  dataFolder = await mkdtemp(join(tmpdir(), 'transfer-calls-'));
  core = await openCore();
});
afterEach(async () => {
  await core.close();
  await bench.close();
  await rm(dataFolder, { recursive: true });
});
const store = () => openAlibaba(keys, { kind: 'practice', url: bench.cloud.url }).objects(place.region, place.bucket);

test('a detailed log names each request with its answer, and holds neither key nor signature', async () => {
  const { service } = core;
  await service['network.check'](place, signal);
  await service['settings.set']({ theme: 'system', log: 'detailed' }, signal);
  await service['network.check'](place, signal);
  await service['target.regions']({ account: 'practice' }, signal);
  const { files } = await service['support.bundle']({ hideNames: true }, signal);
  const text = await readFile(join(dataFolder, 'requests.jsonl'), 'utf8');
  await service['settings.set']({ theme: 'system', log: 'normal' }, signal);
  await service['network.check'](place, signal);
  expect(await readFile(join(dataFolder, 'requests.jsonl'), 'utf8')).toBe(text);

  const asked = await requestsOf(bench.cloud);
  const noted = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(noted).toContainEqual(expect.objectContaining({ action: 'DescribeRegions', status: 200 }));
  const puts = noted.filter(({ method }) => method === 'PUT');
  expect(puts.length).toBeGreaterThan(0);
  for (const { requestId } of puts) expect(asked.map((one) => one.requestId)).toContain(requestId);
  const shown = files.find(({ name }) => name === 'requests.jsonl')?.text ?? '';
  expect(shown).toContain('DescribeRegions');
  expect(shown).not.toContain(place.bucket);
  for (const secret of [practiceAccessKeySecret, practiceAccessKeyId, /signature/i, /authorization/i])
    for (const one of [text, shown]) expect(one).not.toMatch(secret);
});

describe('checking the line', () => {
  test('measures it and leaves nothing in the bucket', async () => {
    bench = await bench.restart({ world: { latencyMs: 20, bytesPerSecond: 4_000_000 } });
    await core.close();
    core = await openCore();
    const report = await core.service['network.check'](place, signal);
    expect(report).toMatchObject({ clockAheadMs: 0, endpoints: [] });
    expect(report.failure).toBeUndefined();
    expect(report.host).toBe('migration-demo.oss-cn-hangzhou.aliyuncs.com');
    expect(report.latencyMs).toBeGreaterThanOrEqual(19);
    expect(report.bytesPerSecond).toBeGreaterThan(1_000_000);
    expect(report.bytesPerSecond).toBeLessThan(6_000_000);
    const asked = await requestsOf(bench.cloud);
    const puts = asked.filter(({ action }) => action === 'PutObject').map(({ key }) => key);
    const deletes = asked.filter(({ action }) => action === 'DeleteObject').map(({ key }) => key);
    expect(new Set(deletes)).toEqual(new Set(puts));
  });

  test('finds out that data may not go through the public endpoint, and which way is open', async () => {
    bench = await bench.restart({ world: { publicEndpointForbidden: true } });
    await core.close();
    core = await openCore();
    const report = await core.service['network.check'](place, signal);
    expect(report.failure?.code).toBe('cloud.public-endpoint-forbidden');
    expect(report.endpoints.find(({ endpoint }) => endpoint === 'internal')?.works).toBe(true);
    const inside = await core.service['network.check']({ ...place, endpoint: 'internal' }, signal);
    expect(inside.failure).toBeUndefined();
  });

  test('says which proxy it went through, and measures a wrong clock', async () => {
    bench = await bench.restart({ world: { clockAheadMs: 7_200_000 } });
    await core.close();
    core = await openCore();
    const proxy = await httpProxy();
    try {
      await core.service['network.setProxyPassword']({ password: proxyPassword, keep: 'this-session' }, signal);
      const manual = { kind: 'manual', url: proxy.url, user: proxyUser } as const;
      await core.service['settings.set']({ theme: 'system', network: { proxy: manual } }, signal);
      const report = await core.service['network.check'](place, signal);
      expect(report.failure).toBeUndefined();
      expect(report.proxy).toBe(proxy.url);
      expect(Math.abs(report.clockAheadMs + 7_200_000)).toBeLessThan(60_000);
      expect(proxy.through.length).toBeGreaterThan(3);
    } finally {
      await proxy.close();
    }
  });
});

describe('settings', () => {
  test('the cap is kept beside the others, and lifted again', async () => {
    const { service } = core;
    const hours = { from: '20:00', to: '06:00' };
    await service['settings.set']({ theme: 'dark', transfer: { hours } }, signal);
    await service['transfer.setCap']({ bytesPerSecond: 1_000_000 }, signal);
    expect(await service['settings.get']({}, signal)).toEqual({
      theme: 'dark',
      transfer: { hours, capBytesPerSecond: 1_000_000 },
    });
    await service['transfer.setCap']({}, signal);
    expect(await service['settings.get']({}, signal)).toEqual({ theme: 'dark', transfer: { hours } });
  });

  test('a CA file that is none is refused and not kept', async () => {
    const { service } = core;
    const caFile = join(dataFolder, 'ca.pem');
    await expect(service['settings.set']({ theme: 'dark', network: { caFile } }, signal)).rejects.toMatchObject({
      code: 'machine.file-failed',
    });
    await writeFile(caFile, 'not a certificate');
    await expect(service['settings.set']({ theme: 'dark', network: { caFile } }, signal)).rejects.toMatchObject({
      code: 'asked.input-invalid',
    });
    expect(await service['settings.get']({}, signal)).toEqual({ theme: 'system' });
  });
});

describe('leftovers', () => {
  test('are our own unfinished uploads, with size and age, and go when asked', async () => {
    const ours = await store().beginUpload('disks/web01.qcow2');
    const others = await store().beginUpload('disks/web01.qcow2');
    const part = await store().signPart('disks/web01.qcow2', ours.uploadId, 1, 5);
    await fetch(`${part.origin}${part.path}`, { method: 'PUT', headers: { ...part.headers }, body: 'abcde' });
    await begunUploads(join(dataFolder, 'uploads-begun.jsonl')).note({
      ...place,
      key: 'disks/web01.qcow2',
      uploadId: ours.uploadId,
    });
    const { service } = core;
    const listed = await service['leftovers.list']({ account: 'practice' }, signal);
    expect(listed).toMatchObject([{ ...place, uploadId: ours.uploadId }]);
    expect(Date.now() - Date.parse(listed[0]?.begun ?? '')).toBeLessThan(60_000);
    await service['leftovers.remove']({ account: 'practice', uploadId: others.uploadId }, signal);
    await service['leftovers.remove']({ account: 'practice', uploadId: ours.uploadId }, signal);
    await service['leftovers.remove']({ account: 'practice', uploadId: ours.uploadId }, signal);
    expect(await service['leftovers.list']({ account: 'practice' }, signal)).toEqual([]);
    expect(await store().listUploads('disks/')).toMatchObject([{ uploadId: others.uploadId }]);
  });
});
