/** Which of the product's languages is spoken: the person's wish, or what the system prefers. */
import { z } from '../contract/schema.ts';
import { locales, type Locale } from './format.ts';

/** For calls whose answer is text. */
export const locale = z.enum(locales);

/** What the settings say; without a word the same as `system`. */
export const language = z.enum(['system', ...locales]);
export type Language = z.infer<typeof language>;

/** The first language of these that the product speaks, by tags as in `zh-Hans-CN` or `zh_CN.UTF-8`; English if it speaks none. */
export function localeOf(tags: readonly string[]): Locale {
  const spoken = tags.map((tag) => locales.find((one) => one === tag.split(/[-_.@]/)[0]?.toLowerCase()));
  return spoken.find((one) => one !== undefined) ?? 'en';
}

export const chosenLocale = (wish: Language | undefined, system: Locale): Locale =>
  wish === undefined || wish === 'system' ? system : wish;
