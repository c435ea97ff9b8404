/** The cache gives the same bytes with fewer reads, keeps no more than it may, and allows no read outside a volume. */
import { expect, test } from 'vitest';
import { damager } from '../../../build/test-guests/mutate.ts';
import { noise } from '../../../build/test-disks.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { cachedSource } from './cached-source.ts';
import { GuestCorrupt } from './damage.ts';
import { subSource } from './sub-source.ts';

const KiB = 1_024;

function counted(bytes: Buffer): BlockSource & { reads: number; closed: boolean } {
  return {
    size: bytes.length,
    reads: 0,
    closed: false,
    read(offset, length) {
      this.reads++;
      if (offset + length > bytes.length) throw new Error('asked for more than there is');
      return Promise.resolve(Buffer.from(bytes.subarray(offset, offset + length)));
    },
    async *map() {
      yield { offset: 0, length: 300 * KiB, data: true };
      yield { offset: 300 * KiB, length: bytes.length - 300 * KiB, data: false };
    },
    close() {
      this.closed = true;
      return Promise.resolve();
    },
  };
}

test('any read gives the bytes of the disk, and what was read before costs nothing', async () => {
  const bytes = noise(3 * KiB * KiB + 777);
  const source = counted(bytes);
  const cached = cachedSource(source, 256 * KiB);
  const random = damager(5);
  for (let n = 0; n < 500; n++) {
    const offset = random.number(bytes.length);
    const length = Math.min(bytes.length - offset, random.number(n % 20 === 0 ? 2_000_000 : 70_000));
    expect((await cached.read(offset, length)).equals(bytes.subarray(offset, offset + length))).toBe(true);
  }
  await cached.read(100, 50);
  source.reads = 0;
  const first = await cached.read(90, 4_000);
  first.fill(0);
  expect(await cached.read(90, 10)).toEqual(bytes.subarray(90, 100));
  expect(source.reads).toBe(0);
  // four pages fit: a walk over eight pushes the first out
  for (let page = 1; page <= 8; page++) await cached.read(page * 64 * KiB, 1);
  await cached.read(90, 10);
  expect(source.reads).toBe(9);
});

test('neighbouring pages that are missing are read together', async () => {
  const source = counted(noise(KiB * KiB));
  const cached = cachedSource(source);
  await cached.read(64 * KiB * 3, 10);
  await cached.read(0, 64 * KiB * 8);
  expect(source.reads).toBe(3);
});

test('nobody reads outside the disk or a part of it, and a part has its own map', async () => {
  const source = counted(noise(KiB * KiB));
  const cached = cachedSource(source);
  const part = subSource(cached, 200 * KiB, 200 * KiB);
  expect(await part.read(5, 10)).toEqual(await cached.read(200 * KiB + 5, 10));
  for (const [offset, length] of [
    [-1, 5],
    [200 * KiB - 4, 5],
    [0.55, 1],
    [NaN, 1],
    [0, -1],
    [2 ** 60, 1],
  ] as const) {
    await expect(part.read(offset, length)).rejects.toBeInstanceOf(GuestCorrupt);
    await expect(cached.read(offset * 10, length)).rejects.toBeInstanceOf(GuestCorrupt);
  }
  expect(() => subSource(cached, 900 * KiB, 200 * KiB)).toThrow(GuestCorrupt);
  const extents = [];
  for await (const extent of part.map()) extents.push(extent);
  expect(extents).toEqual([
    { offset: 0, length: 100 * KiB, data: true },
    { offset: 100 * KiB, length: 100 * KiB, data: false },
  ]);
  await part.close();
  expect(source.closed).toBe(false);
  await cached.close();
  expect(source.closed).toBe(true);
});
