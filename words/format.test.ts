/** Numbers as people read them: honest units and no early 100 %. */
import { describe, expect, it } from 'vitest';
import { percentOf } from './format.ts';
import { languages } from './locale.ts';

const { format: en } = languages.en;
const { format: zh } = languages.zh;
const GiB = 2 ** 30;

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [40 * GiB, '40 GiB'],
    [GiB - 1, '1 GiB'],
    [2 ** 40, '1 TiB'],
    [10 ** 9, '954 MiB'],
  ])('%d bytes are %s', (bytes, text) => expect(en.bytes(bytes)).toBe(text));

  it('writes rates per second', () => expect(en.rate(12.5 * 2 ** 20)).toBe('12.5 MiB/s'));
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [400, '< 1 s'],
    [59_600, '1 min'],
    [125_000, '2 min 5 s'],
    [3 * 3_600_000 + 61_000, '3 h 1 min'],
    [50 * 3_600_000, '2 d 2 h'],
  ])('%d ms are %s', (ms, text) => expect(en.duration(ms)).toBe(text));
});

describe('shares', () => {
  it('never rounds up to finished', () => expect(percentOf(999_999, 1_000_000)).toBe(99));
  it('is unknown without a total', () => expect(percentOf(5, 0)).toBeUndefined());
  it('stays within its bounds', () => expect(percentOf(12, 10)).toBe(100));
  it('is written as a percentage', () => expect(en.percent(42)).toBe('42%'));
});

describe('times', () => {
  const now = Date.parse('2026-03-04T12:00:00Z');
  it('names the date only of another day', () => {
    expect(en.time('2026-03-04T12:00:00Z', now)).not.toMatch(/2026/);
    expect(en.time('2026-03-01T12:00:00Z', now)).toMatch(/Mar 1, 2026/);
  });
  it('counts back from now', () => {
    expect(en.ago('2026-03-04T11:59:30Z', now)).toBe('now');
    expect(en.ago('2026-03-04T11:55:00Z', now)).toBe('5 minutes ago');
    expect(en.ago('2026-03-02T11:55:00Z', now)).toBe('2 days ago');
  });
});

describe('in Chinese', () => {
  it('writes durations in its own units', () => {
    expect(zh.duration(125_000)).toBe('2 分钟 5 秒');
    expect(zh.duration(26 * 3_600_000)).toBe('1 天 2 小时');
    expect(zh.duration(300)).toBe('不到 1 秒');
  });
  it('keeps the units of bytes', () => {
    expect(zh.rate(12.5 * 2 ** 20)).toBe('12.5 MiB/s');
    expect(zh.bytes(1536)).toBe('1.5 KiB');
  });
  it('writes dates and ages as one says them', () => {
    const now = Date.parse('2026-03-04T12:00:00Z');
    expect(zh.time('2026-03-01T12:00:00Z', now)).toMatch(/2026年3月1日/);
    expect(zh.ago('2026-03-04T11:55:00Z', now)).toBe('5分钟前');
    expect(zh.count(1234567)).toBe('1,234,567');
  });
});
