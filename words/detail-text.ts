/** The shape of the sentences inside failures and evidence in one language. */
import type { Sentences } from '../contract/said.ts';
import type { damageCodes, misfitCodes, Part, remarkCodes } from '../contract/sentences.ts';
import type { z } from '../contract/schema.ts';

/** Each follows the field it is about, which is the first of the values. */
export type MisfitTexts = {
  readonly [C in keyof typeof misfitCodes]: z.infer<(typeof misfitCodes)[C]> extends [string, ...infer V]
    ? (...values: V) => string
    : never;
};

export interface DetailTexts {
  readonly sentences: Sentences<typeof remarkCodes> & Sentences<typeof damageCodes>;
  readonly misfits: MisfitTexts;
  /** Stands for the field where the whole is meant. */
  readonly whole: string;
  readonly structures: Readonly<Record<Part, string>>;
}
