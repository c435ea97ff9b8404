/** How pieces of text are put beside each other: every language has marks of its own. */

export interface Punctuation {
  /** Names in a row. */
  readonly list: (items: readonly string[]) => string;
  /** Parts of one sentence. */
  readonly clauses: (parts: readonly string[]) => string;
  /** What stands behind a text in brackets, with the space that belongs before them. */
  readonly aside: (text: string) => string;
  /** Lines of a list stay as they are. */
  readonly sentence: (text: string) => string;
  /** Whole sentences in a row; those that are not there are left out. */
  readonly sentences: (all: readonly (string | undefined | false)[]) => string;
  readonly named: (name: string, value: string) => string;
}
