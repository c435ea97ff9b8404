/** The error book is whole, finds what services say, and is what a refusal is explained with. */
import { describe, expect, it } from 'vitest';
import { bookedCode, errorBook, errorChapters } from './error-book.ts';
import { chapter as chapterEn, errorBook as errorBookEn } from '../words/en/error-book/book.ts';
import { says } from '../words/say.ts';

const codes = errorChapters.flatMap((chapter) => [...errorBook[chapter]]);

it('has each code once, with sentences for each and no other', () => {
  expect(new Set(codes).size).toBe(codes.length);
  expect(Object.keys(errorBookEn).sort()).toEqual([...codes].sort());
  expect(Object.keys(chapterEn)).toEqual(errorChapters);
});

it.each(codes)('%s has a title, a meaning and a remedy', (code) => {
  const { title, meaning, remedy } = errorBookEn[code];
  expect(title).toMatch(/^[A-Z].*[^.!]$/);
  for (const sentence of [meaning, remedy]) expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
  expect(bookedCode(code)).toBe(code);
});

describe('what a service said', () => {
  it.each([
    ['Throttling.Api', 'Throttling'],
    ['InvalidParameter.KMSKeyId.KMSUnauthorized', 'InvalidParameter.KMSKeyId'],
    ['NoPermission.Something', 'NoPermission'],
    ['Forbidden', undefined],
    ['SomethingNew', undefined],
    ['', undefined],
  ])('%s is found as %s', (said, booked) => {
    expect(bookedCode(said)).toBe(booked);
  });

  const refused = (code: string) => ({
    code: 'cloud.refused' as const,
    facts: { action: 'ecs:ImportImage', status: 403, code, message: 'The server’s words.', requestId: 'R-1' },
  });

  it('is explained by the book, with the server’s words and request number beside it', () => {
    const { title, happened, todo } = says.en.failure(refused('InvalidVHDImage.IncorrectSize'));
    const entry = errorBookEn['InvalidVHDImage.IncorrectSize'];
    expect([title, todo]).toEqual([entry.title, entry.remedy]);
    for (const part of [entry.meaning, 'The server’s words.', 'InvalidVHDImage.IncorrectSize', 'R-1'])
      expect(happened).toContain(part);
  });

  it('stays as it is when the book does not know it', () => {
    const { happened } = says.en.failure(refused('SomethingNew'));
    for (const part of ['SomethingNew', 'The server’s words.', 'R-1']) expect(happened).toContain(part);
  });
});
