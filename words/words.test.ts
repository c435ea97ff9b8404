/** Every code has words that can be shown, in every language: no hole, no number without a value. */
import { said, say } from '../contract/said.ts';
import { describe, expect, it } from 'vitest';
import { failureCodes, failures, type FailureCode, type FailureView } from '../contract/failure.ts';
import type { z } from '../contract/schema.ts';
import { doing, stageNames } from '../contract/stages.ts';
import { preflightId } from '../contract/migrations.ts';
import { locales } from './locale.ts';
import { says } from './say.ts';

/** A failure of any code: numbers where they are asked for, one of the values where only some fit, else the fact's own name. */
const anyFailure = (code: FailureCode): FailureView => {
  const names = Object.entries(failures[code].facts.shape as Record<string, z.ZodType>);
  const facts = names.map(([name, fact]) => {
    const [fits] = [42, `<${name}>`].filter((value) => fact.safeParse(value).success);
    return [name, fits ?? (fact as z.ZodEnum).options[0]];
  });
  return { code, facts: Object.fromEntries(facts) } as FailureView;
};

describe.each(locales)('failure words, %s', (locale) => {
  it.each(failureCodes)('%s says what happened and what to do', (code) => {
    const { title, happened, todo } = says[locale].failure(anyFailure(code));
    for (const text of [title, happened, todo]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|NaN|\[object|\$\{/);
    }
    expect(title).not.toMatch(/[.!。！]$/);
    expect(todo).toMatch(/[.。]$/);
  });

  it.each(failureCodes)('%s names the same facts in every language', (code) => {
    const names = (one: typeof locale): string[] => {
      const { happened, todo } = says[one].failure(anyFailure(code));
      return [...new Set(`${happened} ${todo}`.match(/<\w+>|\b42\b/g))].sort();
    };
    expect(names(locale)).toEqual(names('en'));
  });

  it.each(failureCodes.filter((code) => code.startsWith('source.')))('%s names the file', (code) => {
    expect(says[locale].failure(anyFailure(code)).happened).toContain('<file>');
  });

  it('keeps the cloud’s own message and request number', () => {
    const facts = {
      action: 'ImportImage',
      status: 403,
      code: 'X.Y',
      message: 'The reason.',
      requestId: 'R-1',
    };
    const { happened } = says[locale].failure({ code: 'cloud.refused', facts });
    for (const fact of ['ImportImage', 'X.Y', 'The reason.', 'R-1']) expect(happened).toContain(fact);
  });

  it('names every stage, every doing and every pre-flight line', () => {
    for (const stage of stageNames) expect(says[locale].stage(stage)).toBeTruthy();
    for (const one of doing.options) expect(says[locale].doing(one)).toBeTruthy();
    for (const id of preflightId.options) expect(says[locale].preflight(id)).toBeTruthy();
  });
});

it('says remarks of ours in the language asked for, and quotes what others said', () => {
  const locked = { code: 'source.in-use', facts: { file: '/a.vmdk', detail: say('locked') } } as const;
  const quoted = { code: 'source.in-use', facts: { file: '/a.vmdk', detail: 'Failed to get lock' } } as const;
  expect(says.en.failure(locked).happened).toContain('it is locked');
  expect(says.zh.failure(locked).happened).toContain('文件已被锁定');
  expect(says.zh.failure(quoted).happened).toContain('Failed to get lock');
  expect(said.parse(say('no-command', 'a: b'))).toEqual({ say: 'no-command', values: ['a: b'] });
  expect(said.safeParse({ say: 'unheard-of', values: [] }).success).toBe(false);
});

it('says of what kind a disk’s format is, and leaves VMware’s names', () => {
  const kinds = ['dynamic', 'fixed', 'version 3', 'streamOptimized'];
  expect(kinds.map(says.en.subformat)).toEqual(kinds);
  expect(kinds.map(says.zh.subformat)).toEqual(['动态扩展', '固定大小', '版本 3', 'streamOptimized']);
});
