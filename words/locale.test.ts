/** The language spoken is the first preferred one that we speak, unless the person chose. */
import { expect, it } from 'vitest';
import { chosenLocale, localeOf } from './locale.ts';

it.each([
  [['zh-CN', 'en'], 'zh'],
  [['zh-Hans-CN'], 'zh'],
  [['zh_CN.UTF-8'], 'zh'],
  [['ZH'], 'zh'],
  [['en-GB', 'zh'], 'en'],
  [['de-DE', 'zh-TW', 'en'], 'zh'],
  [['de_AT@euro'], 'en'],
  [['C.UTF-8'], 'en'],
  [[], 'en'],
] as const)('of %j it is %s', (tags, spoken) => expect(localeOf(tags)).toBe(spoken));

it('is the one chosen, where one was', () => {
  expect(chosenLocale('en', 'zh')).toBe('en');
  expect(chosenLocale('system', 'zh')).toBe('zh');
  expect(chosenLocale(undefined, 'zh')).toBe('zh');
});
