import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FoundObject } from '../../../contract/target.ts';
import { makeRawDisk, runQemuImg } from '../../../build/test-disks.ts';
import { openBench, ossClient, requestsOf, type Bench } from '../../../practice/test-help.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import { findObject } from './find-object.ts';

const MiB = 2 ** 20;
let folder: string;
let raw: string;
let bench: Bench;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-object-'));
  raw = await makeRawDisk(join(folder, 'disk.raw'), { bytes: 64 * MiB });
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => void (bench = await openBench()));
afterEach(() => bench.close());

function find(address: string): Promise<FoundObject> {
  const { url, accessKeyId, accessKeySecret } = bench.cloud;
  const cloud = openAlibaba({ accessKeyId, accessKeySecret }, { kind: 'practice', url });
  return findObject(cloud, address, undefined, new AbortController().signal);
}
async function converted(format: string, ...options: string[]): Promise<string> {
  const made = join(folder, `${format}${options.length}.disk`);
  await runQemuImg(['convert', '-f', 'raw', '-O', format, ...options, raw, made]);
  return made;
}
const put = (key: string, content: string | Buffer): Promise<unknown> => ossClient(bench.cloud).put(key, content);

it('finds an object by its address, with and without a region', async () => {
  await put('镜像/web01.qcow2', await converted('qcow2'));
  for (const address of [
    'https://migration-demo.oss-cn-hangzhou.aliyuncs.com/%E9%95%9C%E5%83%8F/web01.qcow2?Signature=x',
    'oss://migration-demo/镜像/web01.qcow2',
  ])
    expect(await find(address)).toMatchObject({
      region: 'cn-hangzhou',
      bucket: 'migration-demo',
      key: '镜像/web01.qcow2',
      disk: { format: 'qcow2', virtualSizeBytes: 64 * MiB },
    });
});

describe('what an object holds', () => {
  it.each([
    ['raw', 'raw', []],
    ['qcow2', 'qcow2', []],
    ['vhd', 'vpc', ['-o', 'force_size=on']],
    ['vhd', 'vpc', ['-o', 'force_size=on,subformat=fixed']],
    ['vmdk', 'vmdk', []],
  ])('is seen by two short reads: %s made as %s %s', async (format, driver, options) => {
    await put('disk', await readFile(await converted(driver, ...options)));
    const { disk } = await find('oss://migration-demo/disk');
    expect(disk).toEqual(format === 'vmdk' ? { format } : { format, virtualSizeBytes: 64 * MiB });
    const gets = (await requestsOf(bench.cloud)).filter(({ action }) => action === 'GetObject');
    expect(gets).toHaveLength(2);
  });

  it.each<[string, () => Promise<Buffer>, object]>([
    [
      'a disk cut short',
      async () => (await readFile(await converted('vpc', '-o', 'force_size=on,subformat=fixed'))).subarray(0, 40 * MiB),
      { code: 'source.truncated' },
    ],
    ['text', () => Promise.resolve(Buffer.from('no disk')), { code: 'source.not-a-disk' }],
    ['nothing', () => Promise.resolve(Buffer.alloc(0)), { code: 'source.empty' }],
    [
      'an overlay of another disk',
      async () => {
        const overlay = join(folder, 'overlay.qcow2');
        await runQemuImg(['create', '-f', 'qcow2', '-b', raw, '-F', 'raw', overlay]);
        return readFile(overlay);
      },
      { code: 'source.differencing' },
    ],
  ])('is refused as in a file: %s', async (_name, content, expected) => {
    await put('disk.qcow2', await content());
    await expect(find('oss://migration-demo/disk.qcow2')).rejects.toMatchObject(expected);
  });

  it.each([
    ['the account has no right to', 'AccessDenied'],
    ['it has to be restored first', 'InvalidObjectState'],
  ])('stays unsaid where it may not be read: %s', async (_why, code) => {
    await bench.close();
    bench = await openBench({ rules: [{ match: { action: 'GetObject' }, fault: { status: 403, code } }] });
    await put('disk.qcow2', await converted('qcow2'));
    const found = await find('oss://migration-demo/disk.qcow2');
    expect(found.bytes).toBeGreaterThan(0);
    expect(found.disk).toBeUndefined();
  });
});
