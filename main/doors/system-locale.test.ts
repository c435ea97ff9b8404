/** A terminal speaks the language its environment names, by the order every program goes by. */
import { expect, it } from 'vitest';
import { systemLocale } from './system-locale.ts';

it.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
])('%j speaks %s', (env, spoken) => expect(systemLocale(env)).toBe(spoken));
