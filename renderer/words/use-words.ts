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
} from '../../words/format.ts';
import { failureText } from '../../words/say-failure.ts';
import { evidenceText, guestCheckText } from '../../words/check-words.ts';
import {
  adviceText,
  doingText,
  compareWords,
  findingText,
  formWords,
  pieceStateText,
  placeText,
  preflightText,
  regionText,
  sourceText,
  stageText,
  subformatText,
} from '../../words/words.ts';
import { punctuation } from '../../words/punctuation.ts';
import type { SourceView } from '../../contract/rules.ts';
import type { DiskEstimate, DiskFinding, PieceState } from '../../contract/disks.ts';
import type { Evidence } from '../../contract/evidence.ts';
import type { GuestRule } from '../../contract/guest.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { Doing, PreflightLine, StageName } from '../../contract/views.ts';
import { accounts as enAccounts } from '../../words/en/page/accounts.ts';
import { assess as enAssess } from '../../words/en/page/assess.ts';
import { check as enCheck } from '../../words/en/page/check.ts';
import { disks as enDisks } from '../../words/en/page/disks.ts';
import { handOff as enHandOff } from '../../words/en/page/hand-off.ts';
import { home as enHome } from '../../words/en/page/home.ts';
import { imageCheck as enImageCheck } from '../../words/en/page/image-check.ts';
import { images as enImages } from '../../words/en/page/images.ts';
import { line as enLine } from '../../words/en/page/line.ts';
import { learn as enLearn } from '../../words/en/page/learn.ts';
import { moves as enMoves } from '../../words/en/page/moves.ts';
import { prepare as enPrepare } from '../../words/en/page/prepare.ts';
import { program as enProgram } from '../../words/en/page/program.ts';
import { run as enRun } from '../../words/en/page/run.ts';
import { target as enTarget } from '../../words/en/page/target.ts';
import { trial as enTrial } from '../../words/en/page/trial.ts';
import { wizard as enWizard } from '../../words/en/page/wizard.ts';
import { accounts as zhAccounts } from '../../words/zh/page/accounts.ts';
import { assess as zhAssess } from '../../words/zh/page/assess.ts';
import { check as zhCheck } from '../../words/zh/page/check.ts';
import { disks as zhDisks } from '../../words/zh/page/disks.ts';
import { handOff as zhHandOff } from '../../words/zh/page/hand-off.ts';
import { home as zhHome } from '../../words/zh/page/home.ts';
import { imageCheck as zhImageCheck } from '../../words/zh/page/image-check.ts';
import { images as zhImages } from '../../words/zh/page/images.ts';
import { learn as zhLearn } from '../../words/zh/page/learn.ts';
import { line as zhLine } from '../../words/zh/page/line.ts';
import { moves as zhMoves } from '../../words/zh/page/moves.ts';
import { prepare as zhPrepare } from '../../words/zh/page/prepare.ts';
import { program as zhProgram } from '../../words/zh/page/program.ts';
import { run as zhRun } from '../../words/zh/page/run.ts';
import { target as zhTarget } from '../../words/zh/page/target.ts';
import { trial as zhTrial } from '../../words/zh/page/trial.ts';
import { wizard as zhWizard } from '../../words/zh/page/wizard.ts';

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
  form: formWords(locale),
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
