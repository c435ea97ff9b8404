/** Which of the product's languages is spoken: the person's wish, or what the system prefers. */
import type { Language } from './language.ts';
import * as all from './languages.ts';

export type Locale = keyof typeof all;
export const languages: Readonly<Record<Locale, Language>> = all;
export const locales = Object.keys(languages) as Locale[];

/** The first language of these that the product speaks, by tags as in `zh-Hans-CN` or `zh_CN.UTF-8`; English if it speaks none. */
export function localeOf(tags: readonly string[]): Locale {
  const spoken = tags.map((tag) => locales.find((one) => one === tag.split(/[-_.@]/)[0]?.toLowerCase()));
  return spoken.find((one) => one !== undefined) ?? 'en';
}

/** A wish for a language that the product does not speak (any more) counts as none. */
export const chosenLocale = (wish: string | undefined, system: Locale): Locale =>
  locales.find((one) => one === wish) ?? system;
