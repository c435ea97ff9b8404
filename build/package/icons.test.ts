/** An ICO file is a table of images that Windows can follow. */
import { expect, test } from 'vitest';
import { asIco } from './icons.ts';

test('every image is found by its entry, 256 being told as 0', () => {
  const images = [16, 256].map((size) => ({ size, png: Buffer.alloc(size, size % 256 || 1) }));
  const ico = asIco(images);
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 2]);
  for (const [index, { size, png }] of images.entries()) {
    const entry = 6 + 16 * index;
    expect(ico[entry]).toBe(size % 256);
    const [length, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)];
    expect(ico.subarray(offset, offset + length)).toEqual(png);
  }
});
