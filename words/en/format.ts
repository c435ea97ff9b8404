/** English of units of time, and the name by which `Intl` knows English. */
import { formatIn } from '../format.ts';

export const tag = 'en';

export const format = formatIn(tag, {
  units: ['d', 'h', 'min', 's'],
  underASecond: '< 1 s',
  justNow: 'now',
});
