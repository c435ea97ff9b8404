/** How a rule is written down: who says it, what newer documents say instead, and which of the two we act on. */
import type { RuleView, SourceId } from '../../../contract/rules.ts';
import type { RuleWords } from '../../../words/rules-words.ts';
import { sourceOf } from './sources.ts';

/** `today`: the newer value holds. `older`: the older one does. `warn`: the newer holds, and the older is told. `none`: they agree. */
export type Handling = 'today' | 'older' | 'warn' | 'none';

export interface Rule<Id extends string = string> {
  readonly id: Id;
  readonly from: SourceId;
  /** Set where a newer document says something else. */
  readonly today?: SourceId;
  readonly act: Handling;
}

/** A rule with its words. Words for `today` are there exactly when the rule has a newer source (held by a test). */
export function ruleView(rule: Rule, words: RuleWords): RuleView {
  return {
    id: rule.id,
    says: words.says,
    source: sourceOf(rule.from),
    ...(rule.today === undefined || words.today === undefined
      ? {}
      : { today: { says: words.today, source: sourceOf(rule.today) } }),
    ...(words.weDo === undefined ? {} : { weDo: words.weDo }),
  };
}
