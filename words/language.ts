/** What a language consists of: all that the English folder has. */
import type { language } from './en/language.ts';

export type Language = typeof language;
