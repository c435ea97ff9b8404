/** The shape of everything the rules say to a person: one object of this type for each language. */
import type { MigrationKind, GlossaryId, ScenarioId, StepId } from '../main/core/rules/scenarios.ts';
import type { OsNote } from '../main/core/rules/operating-systems.ts';
import type { RuleId } from '../main/core/rules/catalogue.ts';
import type { RuleWords } from '../main/core/rules/rule.ts';
import type { PasswordProblem } from '../main/core/rules/values.ts';
import type { ToolId, ToolState } from '../main/core/rules/tools.ts';
import type { learnTopic } from '../contract/rules.ts';
import type { z } from '../contract/schema.ts';

export interface Titled {
  readonly title: string;
  readonly text: string;
}

export interface RulesWords {
  readonly rules: { readonly [R in RuleId]: RuleWords };
  readonly osNotes: { readonly [N in OsNote]: string };
  readonly passwords: { readonly [P in PasswordProblem]: string };
  readonly tools: { readonly [T in ToolId]: string };
  readonly toolStates: { readonly [S in ToolState]: string };
  readonly toolInstead: (name: string) => string;
  readonly kinds: { readonly [K in MigrationKind]: string };
  readonly scenarios: { readonly [S in ScenarioId]: string };
  readonly steps: { readonly [S in StepId]: Titled };
  readonly glossary: { readonly [G in GlossaryId]: Titled };
  readonly topics: { readonly [T in z.infer<typeof learnTopic>]: string };
  readonly limitTitle: (id: RuleId) => string;
}
