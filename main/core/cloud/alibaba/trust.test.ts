/** Trust policies as RAM answers them. */
import { expect, test } from 'vitest';
import { trustsEcs } from './trust.ts';

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
