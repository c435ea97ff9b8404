/** One trial change of each kind that is made often. The language comes last: it copies the texts of all others. */
import { check } from './trials/check.ts';
import { field } from './trials/field.ts';
import { format } from './trials/format.ts';
import { language } from './trials/language.ts';
import type { Trial } from './trial.ts';

export const trials: readonly Trial[] = [check, format, field, language];
