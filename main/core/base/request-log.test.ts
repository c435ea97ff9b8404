/** The detailed log: what it says of a request, what it never says, and that it does not grow for ever. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '../../../contract/failure-error.ts';
import { systemClock } from './clock.ts';
import type { Exchange } from './line.ts';
import { requestLog, requestLogFiles } from './request-log.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'requests-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const [, file] = requestLogFiles;
const lines = async (): Promise<object[]> =>
  (await readFile(join(folder, file), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);

const part: Exchange = {
  wish: {
    origin: 'https://b.oss-cn-hangzhou.aliyuncs.com',
    path: '/images/web%2001.qcow2?partNumber=7&uploadId=ABC&x-oss-signature=s3cr3t',
    method: 'PUT',
    headers: { authorization: 'OSS4-HMAC-SHA256 Signature=s3cr3t', 'Content-Length': '8000000' },
  },
  answer: { status: 503, headers: { 'x-oss-request-id': '5C3D9175B6FC201293AD' } },
  ms: 12.4,
};
const { wish } = part;

describe('the log of requests', () => {
  test('says what a part’s try came to, and nothing that opens anything', async () => {
    const log = requestLog(folder, systemClock);
    log.detailed = true;
    log.note(part);
    log.note({ wish, ms: 30_000, error: new Failure('network.stalled', { host: 'b', quietMs: 30_000 }) });
    log.note({ wish, ms: 5, error: new Error('stopped by a person') });
    const [busy, stalled, stopped] = await lines();
    expect(busy).toMatchObject({
      method: 'PUT',
      host: 'b.oss-cn-hangzhou.aliyuncs.com',
      path: '/images/web%2001.qcow2',
      part: 7,
      bytes: 8_000_000,
      status: 503,
      requestId: '5C3D9175B6FC201293AD',
      ms: 12,
    });
    expect(stalled).toMatchObject({ part: 7, failure: 'network.stalled' });
    expect(stopped).toMatchObject({ failure: 'stopped' });
    expect(JSON.stringify(await lines())).not.toContain('s3cr3t');
  });

  test('names an action of ECS without what was said in it', async () => {
    const log = requestLog(folder, systemClock);
    log.detailed = true;
    const headers = { host: 'ecs.aliyuncs.com', 'x-acs-action': 'RunInstances' };
    log.note({
      wish: { origin: 'http://127.0.0.1:1', path: '/?Password=Hunter2', method: 'POST', headers },
      answer: { status: 200, headers: { 'x-acs-request-id': 'R-1' } },
      ms: 40,
    });
    const [line] = await lines();
    expect(line).toMatchObject({ action: 'RunInstances', host: 'ecs.aliyuncs.com', requestId: 'R-1' });
    expect(JSON.stringify(line)).not.toMatch(/Password|Hunter2/);
  });

  test('keeps the latest and a bounded amount of it; writes nothing while it is not asked to', async () => {
    const most = 4_000;
    const log = requestLog(folder, systemClock, most);
    log.note(part);
    expect(await readdir(folder)).toEqual([]);
    log.detailed = true;
    for (let one = 0; one < 200; one += 1) log.note({ ...part, ms: one });
    expect((await readdir(folder)).sort()).toEqual([...requestLogFiles]);
    for (const name of requestLogFiles) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(most);
    expect((await lines()).at(-1)).toMatchObject({ ms: 199 });
  });
});
