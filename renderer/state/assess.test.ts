/** What Assess understands of what is typed, and what it asks for. */
import { describe, expect, it } from 'vitest';
import { answersOf, assessProblems, captureSizesOf, openAnswers } from './assess.ts';

const least = { from: 'vmware', os: 'centos-7', systemDiskGiB: '40', setUp: 'by-hand' } as const;

describe('the answers', () => {
  it('are complete with four of them; what is left out is not known', () => {
    expect(openAnswers({})).toEqual(['from', 'os', 'systemDiskGiB', 'setUp']);
    expect(answersOf({})).toBeUndefined();
    expect(answersOf(least)).toMatchObject({
      servers: 1,
      systemDiskGiB: 40,
      dataDisksGiB: [],
      line: { known: 'no' },
      liveData: false,
      inside: { lvm: 'unknown' },
    });
  });
  it('understand lists of sizes, decimal commas and blanks', () => {
    const answers = answersOf({ ...least, dataDisksGiB: '100; 500 250', windowHours: '1,5', servers: ' 3 ' });
    expect(answers).toMatchObject({ dataDisksGiB: [100, 500, 250], windowHours: 1.5, servers: 3 });
  });
  it('take a line’s speed only with its number', () => {
    expect(answersOf({ ...least, line: 'typed' })?.line).toEqual({ known: 'no' });
    expect(answersOf({ ...least, line: 'measured', mbitPerSecond: '100' })?.line).toEqual({
      known: 'measured',
      mbitPerSecond: 100,
    });
  });
  it('say what is wrong, and wait until it is not', () => {
    const wrong = {
      ...least,
      servers: '2.5',
      systemUsedGiB: 'much',
      networkCards: '100',
      dataDisksGiB: '5, -1',
    };
    expect(assessProblems(wrong)).toEqual({
      servers: 'not-whole',
      systemUsedGiB: 'not-a-number',
      networkCards: 'too-large',
      dataDisksGiB: 'too-small',
    });
    expect(answersOf(wrong)).toBeUndefined();
  });
  it('reckon a capture with a usual disk until its size is answered', () => {
    expect(captureSizesOf({})).toEqual({ virtualGiB: 100, known: false });
    expect(captureSizesOf({ systemDiskGiB: '60', systemUsedGiB: '20' })).toEqual({
      virtualGiB: 60,
      usedGiB: 20,
      known: true,
    });
  });
});
