/** CRC-64: the published check values, and joining as a law over many cuts. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { crc64Combine, emptyCrc64, newCrc64, crc64OfZeros } from './crc64.ts';

const hasher = await newCrc64();
function crcOf(...pieces: Uint8Array[]): bigint {
  hasher.init();
  for (const piece of pieces) hasher.update(piece);
  return hasher.value();
}

test('gives the check values OSS gives', () => {
  expect(crcOf(Buffer.from('123456789'))).toBe(11051210869376104954n);
  expect(crcOf()).toBe(emptyCrc64);
  expect(crcOf(Buffer.alloc(1_048_576))).toBe(crcOf(...Array.from({ length: 16 }, () => Buffer.alloc(65_536))));
});

test('is joined from neighbours, wherever the cut is', () => {
  const bytes = randomBytes(4_096 + 17);
  const whole = crcOf(bytes);
  for (const cut of [0, 1, 2, 63, 64, 65, 1_000, 4_095, 4_096, bytes.length]) {
    const [left, right] = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(crc64Combine(crcOf(left), crcOf(right), right.length)).toBe(whole);
  }
});

test('joining is associative and knows the empty range', () => {
  for (let round = 0; round < 50; round++) {
    const [a, b, c] = [0, 1, 2].map(() => randomBytes(Math.floor(Math.random() * 300))) as [Buffer, Buffer, Buffer];
    const [x, y, z] = [crcOf(a), crcOf(b), crcOf(c)];
    const fromLeft = crc64Combine(crc64Combine(x, y, b.length), z, c.length);
    const fromRight = crc64Combine(x, crc64Combine(y, z, c.length), b.length + c.length);
    expect(fromLeft).toBe(fromRight);
    expect(fromLeft).toBe(crcOf(a, b, c));
    expect(crc64Combine(emptyCrc64, x, a.length)).toBe(x);
    expect(crc64Combine(x, emptyCrc64, 0)).toBe(x);
  }
});

test('joins ranges far too long to be hashed here', () => {
  // a run of zeros doubled again and again must end where one long join ends
  const block = crcOf(Buffer.alloc(1_048_576));
  let doubled = block;
  let length = 1_048_576;
  while (length < 4 * 2 ** 40) {
    doubled = crc64Combine(doubled, doubled, length);
    length *= 2;
  }
  const [a, b] = [crcOf(Buffer.from('disk')), crcOf(Buffer.from('end'))];
  const stepwise = crc64Combine(crc64Combine(a, doubled, length), b, 3);
  expect(crc64Combine(a, crc64Combine(doubled, b, 3), length + 3)).toBe(stepwise);
  expect(() => crc64Combine(a, b, -1)).toThrow(RangeError);
});

test('knows the checksum of zeros without looking at any', async () => {
  const hasher = await newCrc64();
  for (const bytes of [0, 1, 2, 511, 65_536, 1_000_003]) {
    hasher.init();
    hasher.update(new Uint8Array(bytes));
    expect(crc64OfZeros(bytes)).toBe(hasher.value());
  }
  const half = crc64OfZeros(2 ** 38);
  expect(crc64OfZeros(2 ** 39)).toBe(crc64Combine(half, half, 2 ** 38));
});
