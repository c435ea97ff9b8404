/** OSS driven by ali-oss's own high-level calls, which know nothing of us: put, multipartUpload, head, get, list, delete. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf, openBench, ossClient, type Bench } from '../test-help.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

test('a whole life of objects, small and in parts', async () => {
  const oss = ossClient(bench.cloud);
  const small = randomBytes(12_345);
  const large = randomBytes(3 * 2 ** 20 + 7);
  const path = join(bench.folder, 'large.raw');
  await writeFile(path, large);

  await oss.put('disks/small disk+1.raw', small, { headers: { 'x-oss-storage-class': 'Standard' } });
  const seen: number[] = [];
  const { res } = await oss.multipartUpload('disks/large.raw', path, {
    partSize: 512 * 1024,
    parallel: 3,
    progress: (done: number) => void seen.push(done),
  });
  expect(res.status).toBe(200);
  expect(seen.at(-1)).toBe(1);

  const head = await oss.head('disks/large.raw');
  const said = head.res.headers as Record<string, string>;
  expect(said).toMatchObject({ 'content-length': String(large.length), 'x-oss-object-type': 'Multipart' });
  expect(said['x-oss-hash-crc64ecma']).toMatch(/^\d+$/);

  expect((await oss.get('disks/small disk+1.raw')).content).toEqual(small);
  const copy = join(bench.folder, 'copy.raw');
  await oss.get('disks/large.raw', copy);
  expect(await readFile(copy)).toEqual(large);
  const piece = await oss.get('disks/large.raw', { headers: { Range: 'bytes=100-199' } });
  expect(piece.content).toEqual(large.subarray(100, 200));

  const { objects } = await oss.listV2({ prefix: 'disks/' }, {});
  expect(objects.map(({ name, size }) => [name, size])).toEqual([
    ['disks/large.raw', large.length],
    ['disks/small disk+1.raw', small.length],
  ]);
  await oss.delete('disks/large.raw');
  await oss.delete('disks/large.raw');
  expect(await errorOf(oss.head('disks/large.raw'))).toMatchObject({ status: 404 });
  expect((await oss.list({ prefix: 'disks/', 'max-keys': 10 }, {})).objects).toHaveLength(1);
});

test('an upload broken off is resumed by its own checkpoint', async () => {
  const oss = ossClient(bench.cloud);
  const content = randomBytes(2 * 2 ** 20);
  const path = join(bench.folder, 'resumed.raw');
  await writeFile(path, content);
  let checkpoint: unknown;
  const first = oss.multipartUpload('resumed.raw', path, {
    partSize: 256 * 1024,
    parallel: 1,
    progress(done: number, at: unknown) {
      checkpoint = at;
      if (done >= 0.5) throw new Error('enough');
    },
  });
  await errorOf(first);
  expect(await oss.listUploads({ 'max-uploads': 10 })).toMatchObject({ uploads: [{ name: 'resumed.raw' }] });
  await oss.multipartUpload('resumed.raw', path, { checkpoint: checkpoint as never });
  expect((await oss.get('resumed.raw')).content).toEqual(content);
});
