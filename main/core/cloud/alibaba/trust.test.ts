/** Trust policies as RAM answers them. */
import { expect, test } from 'vitest';
import { trustsEcs, withTrustInEcs } from './trust.ts';

const document = (service: unknown, effect = 'Allow'): string =>
  JSON.stringify({
    Statement: [{ Action: 'sts:AssumeRole', Effect: effect, Principal: { Service: service } }],
    Version: '1',
  });

test('ECS is trusted when a statement lets it assume the role, in either spelling', () => {
  expect(trustsEcs(document(['ecs.aliyuncs.com']))).toBe(true);
  expect(trustsEcs(document('ecs.aliyuncs.com'))).toBe(true);
  expect(trustsEcs(encodeURIComponent(document(['ecs.aliyuncs.com'])))).toBe(true);
});

test('anything else is not trust', () => {
  for (const policy of [document(['oss.aliyuncs.com']), document(['ecs.aliyuncs.com'], 'Deny'), '', '%', '{}']) {
    expect(trustsEcs(policy)).toBe(false);
  }
});

test('a policy gains a statement and loses none', () => {
  const others = [
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { RAM: ['acs:ram::1000000000000002:root'] },
      Condition: {},
    },
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'oss.aliyuncs.com' } },
    { Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: '*' },
  ];
  for (const Statement of [others, others[0]]) {
    const before = JSON.stringify({ Version: '1', Statement, Extra: 1 });
    for (const spelled of [before, encodeURIComponent(before)]) {
      const after = withTrustInEcs(spelled) ?? '';
      expect(trustsEcs(after)).toBe(true);
      const read = JSON.parse(after) as { Statement: unknown[] };
      expect(read).toMatchObject({ Version: '1', Extra: 1 });
      expect(read.Statement.slice(0, -1)).toEqual([Statement].flat());
    }
  }
  expect(withTrustInEcs('no policy')).toBeUndefined();
});

test('a refusal outweighs a permission, and an action may be written wider', () => {
  const of = (...all: [Effect: string, Action: string][]): string =>
    JSON.stringify({
      Statement: all.map(([Effect, Action]) => ({ Effect, Action, Principal: { Service: ['ecs.aliyuncs.com'] } })),
    });
  expect(trustsEcs(of(['Allow', 'sts:*']))).toBe(true);
  expect(trustsEcs(of(['Allow', 'sts:AssumeRole'], ['Deny', '*']))).toBe(false);
});
