/** The shape of a failure in words, and of a table of them. */
import type { FailureCode, FailureFacts } from '../contract/failure.ts';

export interface FailureText {
  /** A few words, no full stop. */
  title: string;
  /** What happened, naming the file, request or account. */
  happened: string;
  /** What to do next. */
  todo: string;
}

/** The texts of every code whose owner (the first word of the code) is `O`: none can be missing. */
export type FailureTexts<O extends string = string> = {
  readonly [C in FailureCode as C extends `${O}.${string}` ? C : never]: (
    facts: SaidFacts<FailureFacts[C]>,
  ) => FailureText;
};

/** With the sentences of ours in words. */
type SaidFacts<F> = { readonly [N in keyof F]: F[N] extends string | number ? F[N] : string };
