/** The shape of everything the rules say to a person: one object of this type for each language. */
import type { MigrationKind, ScenarioId } from '../contract/assess.ts';
import type { OsNote, PasswordProblem, ToolState } from '../contract/rules.ts';
import type { GlossaryId, StepId } from './en/rules/learn.ts';
import type { RuleId } from './en/rules/rules.ts';
import type { ToolId } from './en/rules/tools.ts';
import type { learnTopic } from '../contract/rules.ts';
import type { z } from '../contract/schema.ts';

export interface RuleWords {
  readonly says: string;
  /** There exactly when a newer document says something else. */
  readonly today?: string;
  readonly weDo?: string;
}

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
