/** The error book in the language asked for. */
import type { BookedCode, BookEntry, ErrorChapter } from '../contract/error-book.ts';
import { chapter as chapterEn, errorBook as errorBookEn } from './en/error-book/book.ts';
import { chapter as chapterZh, errorBook as errorBookZh } from './zh/error-book/book.ts';
import type { Locale } from './format.ts';

export interface ErrorBook {
  readonly entries: { readonly [C in BookedCode]: BookEntry };
  readonly chapters: { readonly [C in ErrorChapter]: string };
}

const en: ErrorBook = { entries: errorBookEn, chapters: chapterEn };
const zh: ErrorBook = { entries: errorBookZh, chapters: chapterZh };
const books: Readonly<Record<Locale, ErrorBook>> = { en, zh };

export const errorBookIn = (locale: Locale): ErrorBook => books[locale];
