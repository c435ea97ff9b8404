/** The one place that turns codes into sentences, for the page, the command line and the report alike. */
import type { DiskEstimate, DiskFinding, PieceState } from '../contract/disks.ts';
import type { SourceView } from '../contract/rules.ts';
import type {
  DiskReport,
  Doing,
  MigrationView,
  PreflightLine,
  StageName,
  StageState,
} from '../contract/views.ts';
import {
  advice as adviceEn,
  finding as findingEn,
  layout as layoutEn,
  pieceState as pieceStateEn,
  type FindingText,
  type LayoutWords,
} from './en/disks.ts';
import { compareChecks as compareChecksEn } from './en/checks/compare.ts';
import { compareChecks as compareChecksZh } from './zh/checks/compare.ts';
import { guestFindingText } from './check-words.ts';
import { isGuestRule } from '../contract/guest.ts';
import {
  advice as adviceZh,
  finding as findingZh,
  layout as layoutZh,
  pieceState as pieceStateZh,
} from './zh/disks.ts';
import type { Locale } from './format.ts';
import { importForm as importFormEn } from './en/import-form.ts';
import { importForm as importFormZh } from './zh/import-form.ts';
import { place as placeZh, regions as regionsZh } from './zh/places.ts';
import type { PracticeScenario } from '../contract/practice.ts';
import { practiceScenarios as practiceScenariosEn, type ScenarioText } from './en/practice.ts';
import { practiceScenarios as practiceScenariosZh } from './zh/practice.ts';
import { punctuation } from './punctuation.ts';
import { sources as sourcesEn } from './en/sources.ts';
import { sources as sourcesZh } from './zh/sources.ts';
import {
  doing as doingEn,
  migrationStatus as migrationStatusEn,
  preflight as preflightEn,
  stage as stageEn,
  stageState as stageStateEn,
} from './en/stages.ts';
import { subformat as subformatZh } from './zh/subformats.ts';
import {
  doing as doingZh,
  migrationStatus as migrationStatusZh,
  preflight as preflightZh,
  stageState as stageStateZh,
  stage as stageZh,
} from './zh/stages.ts';

/** Both languages of a table. */
type Both<T> = Readonly<Record<Locale, T>>;

const compares: Both<typeof compareChecksEn> = { en: compareChecksEn, zh: compareChecksZh };
const sources: Both<typeof sourcesEn> = { en: sourcesEn, zh: sourcesZh };
const stages: Both<typeof stageEn> = { en: stageEn, zh: stageZh };
const stageStates: Both<typeof stageStateEn> = { en: stageStateEn, zh: stageStateZh };
const statuses: Both<typeof migrationStatusEn> = { en: migrationStatusEn, zh: migrationStatusZh };
const doings: Both<typeof doingEn> = { en: doingEn, zh: doingZh };
const preflights: Both<typeof preflightEn> = { en: preflightEn, zh: preflightZh };
const findings: Both<typeof findingEn> = { en: findingEn, zh: findingZh };
const pieceStates: Both<typeof pieceStateEn> = { en: pieceStateEn, zh: pieceStateZh };
const layouts: Both<LayoutWords> = { en: layoutEn, zh: layoutZh };
const forms: Both<typeof importFormEn> = { en: importFormEn, zh: importFormZh };
const advices: Both<typeof adviceEn> = { en: adviceEn, zh: adviceZh };
const scenarios: Both<typeof practiceScenariosEn> = { en: practiceScenariosEn, zh: practiceScenariosZh };

/** The stage's name, e.g. `Upload`. */
export const stageText = (stage: StageName, locale: Locale): string => stages[locale][stage];

/** How a stage stands, within a sentence: `not begun`. */
export const stageStateText = (state: StageState, locale: Locale): string =>
  stageStates[locale][state.at].toLowerCase();

/** How a migration stands, within a sentence: `running`. */
export const migrationStatusText = (status: MigrationView['status'], locale: Locale): string =>
  statuses[locale][status].toLowerCase();

/** What is happening right now, e.g. `Uploading parts`. */
export const doingText = (doing: Doing, locale: Locale): string => doings[locale][doing];

/** What a pre-flight line asks, e.g. `Bucket is in the image's region`. */
export const preflightText = (id: PreflightLine['id'], locale: Locale): string => preflights[locale][id];

/** What a finding about a source disk says, and what to do about it. */
export function findingText(finding: DiskFinding, locale: Locale): FindingText {
  const { rule, facts } = finding;
  return isGuestRule(rule) ? guestFindingText({ ...finding, rule }, locale) : findings[locale](rule, facts);
}

/** How a disk divides itself, e.g. `GPT`. */
export const partitionTableText = (table: DiskReport['partitionTable'], locale: Locale): string =>
  layouts[locale].tables[table];

/** How a disk starts, as far as it can be told. */
export const bootModeText = (mode: DiskReport['bootMode'], locale: Locale): string =>
  layouts[locale].bootModes[mode];

/** A document by its title and date, e.g. `Import custom images (2021-07)`. */
export const sourceText = ({ id, date }: SourceView, locale: Locale): string =>
  `${sources[locale][id]}${punctuation[locale].aside(date)}`;

/** What a volume is called; a path stays what it is. */
export const placeText = (place: string, locale: Locale): string =>
  locale === 'zh' ? placeZh(place) : place;

/** The kind a disk's format comes in, e.g. `dynamic`. */
export const subformatText = (subformat: string, locale: Locale): string =>
  locale === 'zh' ? subformatZh(subformat) : subformat;

/** e.g. `China (Hangzhou) (cn-hangzhou)`; `name` is what the cloud calls it, absent when that is not known (yet). */
export function regionText({ id, name }: { id: string; name?: string | undefined }, locale: Locale): string {
  const chinese = locale === 'zh' ? regionsZh[id] : undefined;
  if (chinese !== undefined) return `${chinese} ${id}`;
  return name === undefined ? id : `${name} (${id})`;
}

/** Of our look beside Alibaba Cloud's image check. */
export const compareWords = (locale: Locale): typeof compareChecksEn => compares[locale];

/** How a piece of a disk was met, e.g. `missing`. */
export const pieceStateText = (state: PieceState, locale: Locale): string => pieceStates[locale][state];

/** Why a target format is advised. */
export const adviceText = (because: DiskEstimate['advice']['because'], locale: Locale): string =>
  advices[locale][because];

/** What a practice scenario is called, what one meets in it and what to try. */
export const scenarioText = (id: PracticeScenario, locale: Locale): ScenarioText => scenarios[locale][id];

/** What is said of each field of the import form. */
export const formWords = (locale: Locale): typeof importFormEn => forms[locale];
