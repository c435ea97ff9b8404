/** The shape of everything Assess and Prepare say to a person: one object of this type for each language. */
import type { estimatePhases, MigrationWay, Verdict } from '../contract/assess.ts';
import type { CaptureWay, CheckStatus, ItemGroup, NotRun, ShareProblem, ShareStepId } from '../contract/prepare.ts';
import type { AssumptionId, ReasonId } from './en/prepare/assess.ts';
import type { LinuxItemId } from './en/prepare/items-linux.ts';
import type { WindowsItemId } from './en/prepare/items-windows.ts';
import type { Titled } from './rules-words.ts';

/** What goes into the sentence about an assumption: the quickest and the slowest we reckon with. */
export type AssumptionWords = (bounds: { readonly slow: number; readonly fast: number }) => string;

export interface ItemWords {
  readonly title: string;
  readonly why: string;
  readonly how?: string;
  /** The same with a mouse. */
  readonly clicks?: string;
  /** What the check's commands should show. */
  readonly check?: string;
}

export interface CaptureWords {
  readonly title: string;
  readonly when: string;
  readonly cold: string;
  readonly steps: Readonly<Record<string, { readonly title: string; readonly text: string }>>;
  readonly expect: readonly string[];
}

export interface WayWords {
  readonly title: string;
  readonly what: string;
  readonly good: string;
  readonly bad: string;
  readonly standstill: string;
}

export interface PrepareWords {
  readonly linuxItems: { readonly [I in LinuxItemId]: ItemWords };
  readonly windowsItems: { readonly [I in WindowsItemId]: ItemWords };
  readonly groups: { readonly [G in ItemGroup]: string };
  readonly notRun: { readonly [N in NotRun]: string };
  readonly captures: { readonly [C in CaptureWay]: CaptureWords };
  readonly captureAssumption: (slow: number, fast: number) => string;
  readonly shares: {
    readonly parts: { readonly [P in 'server' | 'client' | 'test' | 'station' | 'afterwards']: string };
    readonly steps: { readonly [S in ShareStepId]: { readonly title: string; readonly text?: string } };
    readonly problems: { readonly [P in ShareProblem]: string };
  };
  readonly assess: {
    readonly headlines: { readonly [V in Verdict]: string };
    readonly reasons: { readonly [R in ReasonId]: Titled };
    readonly ways: { readonly [W in MigrationWay]: WayWords };
    readonly phases: { readonly [P in (typeof estimatePhases)[number]]: string };
    readonly assumptions: { readonly [A in AssumptionId]: AssumptionWords };
    readonly export: {
      readonly title: string;
      readonly reasons: string;
      readonly ways: string;
      readonly columns: readonly [string, string, string, string, string];
      readonly fits: { readonly best: string; readonly possible: string; readonly no: string };
      readonly estimate: string;
      readonly perServer: string;
      readonly allServers: string;
      readonly incomplete: string;
      readonly upload: string;
      readonly staging: string;
      readonly assumptions: string;
      readonly weights: { readonly against: string; readonly mind: string; readonly for: string };
    };
  };
  readonly sheet: {
    readonly title: (os: string) => string;
    readonly why: string;
    readonly how: string;
    readonly check: string;
    readonly clicks: string;
    readonly sources: string;
    readonly differ: (older: string, today: string, weDo: string) => string;
    readonly weights: { readonly must: string; readonly should: string; readonly know: string };
    readonly states: {
      readonly open: string;
      readonly done: string;
      readonly 'not-applicable': string;
      readonly later: string;
    };
    readonly statuses: { readonly [S in CheckStatus]: string };
    readonly note: string;
    readonly evidence: string;
    readonly capture: string;
    readonly cold: string;
    readonly expect: string;
    readonly script: string;
    readonly scriptUse: { readonly linux: string; readonly windows: string };
    readonly about: string;
  };
}
