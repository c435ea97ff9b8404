/** The page's strings and ways of writing, in the language chosen. */
import { createContext, useContext } from 'react';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatRate,
  formatTime,
  type Locale,
} from '../../contract/words/format.ts';
import { failureText } from '../../contract/words/say-failure.ts';
import {
  adviceText,
  doingText,
  compareWords,
  evidenceText,
  guestCheckText,
  findingText,
  formHelpText,
  pieceStateText,
  placeText,
  preflightText,
  regionText,
  sourceText,
  stageText,
  subformatText,
} from '../../contract/words/words.ts';
import { punctuation } from '../../contract/words/punctuation.ts';
import type { SourceView } from '../../contract/rules.ts';
import type { DiskEstimate, DiskFinding, PieceState } from '../../contract/disks.ts';
import type { Evidence } from '../../contract/evidence.ts';
import type { GuestRule } from '../../contract/guest.ts';
import type { FormFieldId } from '../../contract/import-form.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { Doing, PreflightLine, StageName } from '../../contract/views.ts';
import { enAccounts } from './en-accounts.ts';
import { enAssess } from './en-assess.ts';
import { enCheck } from './en-check.ts';
import { enDisks } from './en-disks.ts';
import { enHandOff } from './en-hand-off.ts';
import { enHome } from './en-home.ts';
import { enImageCheck } from './en-image-check.ts';
import { enImages } from './en-images.ts';
import { enLine } from './en-line.ts';
import { enLearn } from './en-learn.ts';
import { enMoves } from './en-moves.ts';
import { enPrepare } from './en-prepare.ts';
import { enProgram } from './en-program.ts';
import { enRun } from './en-run.ts';
import { enTarget } from './en-target.ts';
import { enTrial } from './en-trial.ts';
import { enWizard } from './en-wizard.ts';
import { zhAccounts } from './zh-accounts.ts';
import { zhAssess } from './zh-assess.ts';
import { zhCheck } from './zh-check.ts';
import { zhDisks } from './zh-disks.ts';
import { zhHandOff } from './zh-hand-off.ts';
import { zhHome } from './zh-home.ts';
import { zhImageCheck } from './zh-image-check.ts';
import { zhImages } from './zh-images.ts';
import { zhLearn } from './zh-learn.ts';
import { zhLine } from './zh-line.ts';
import { zhMoves } from './zh-moves.ts';
import { zhPrepare } from './zh-prepare.ts';
import { zhProgram } from './zh-program.ts';
import { zhRun } from './zh-run.ts';
import { zhTarget } from './zh-target.ts';
import { zhTrial } from './zh-trial.ts';
import { zhWizard } from './zh-wizard.ts';

const en = {
  ...enImageCheck, ...enImages, ...enMoves, ...enTrial,
  ...enAccounts, ...enAssess, ...enCheck, ...enDisks, ...enHandOff, ...enHome, ...enLearn, ...enLine, ...enPrepare, ...enProgram, ...enRun, ...enTarget, ...enWizard,
}; // prettier-ignore
export type Words = typeof en;
const zh: Words = {
  ...zhImageCheck, ...zhImages, ...zhMoves, ...zhTrial,
  ...zhAccounts, ...zhAssess, ...zhCheck, ...zhDisks, ...zhHandOff, ...zhHome, ...zhLearn, ...zhLine, ...zhPrepare, ...zhProgram, ...zhRun, ...zhTarget, ...zhWizard,
}; // prettier-ignore
const words: Readonly<Record<Locale, Words>> = { en, zh };

const say = (locale: Locale) => ({
  ...punctuation[locale],
  source: (source: SourceView) => sourceText(source, locale),
  bytes: (bytes: number) => formatBytes(bytes, locale),
  rate: (bytesPerSecond: number) => formatRate(bytesPerSecond, locale),
  duration: (ms: number) => formatDuration(ms, locale),
  percent: (percent: number) => formatPercent(percent, locale),
  count: (count: number) => formatCount(count, locale),
  time: (iso: string, nowMs: number) => formatTime(iso, locale, nowMs),
  ago: (iso: string, nowMs: number) => formatAgo(iso, locale, nowMs),
  failure: (view: FailureView) => failureText(view, locale),
  finding: (finding: DiskFinding) => findingText(finding, locale),
  volume: (name: string) => placeText(name, locale),
  subformat: (subformat: string) => subformatText(subformat, locale),
  region: (region: { id: string; name?: string | undefined }) => regionText(region, locale),
  evidence: (evidence: Evidence) => evidenceText(evidence, locale),
  compare: compareWords(locale),
  check: (rule: GuestRule) => guestCheckText(rule, locale),
  pieceState: (state: PieceState) => pieceStateText(state, locale),
  advice: (because: DiskEstimate['advice']['because']) => adviceText(because, locale),
  stage: (stage: StageName) => stageText(stage, locale),
  doing: (doing: Doing) => doingText(doing, locale),
  formHelp: (field: FormFieldId) => formHelpText(field, locale),
  preflight: (id: PreflightLine['id']) => preflightText(id, locale),
});
export type Say = ReturnType<typeof say>;
const says: Readonly<Record<Locale, Say>> = { en: say('en'), zh: say('zh') };

/** The language spoken; `Providers` settles it. */
export const LocaleContext = createContext<Locale>('en');

export const useLocale = (): Locale => useContext(LocaleContext);
export const useWords = (): Words => words[useLocale()];
/** Numbers, times, failures and stages in words. */
export const useSay = (): Say => says[useLocale()];
