/** The one place that turns codes, numbers and names into text, for the page, the command line and the report alike. */
import type { DiskEstimate, DiskFinding, PieceState } from '../contract/disks.ts';
import type { Evidence } from '../contract/evidence.ts';
import { isGuestRule, type GuestRule } from '../contract/guest.ts';
import type { PracticeScenario } from '../contract/practice.ts';
import type { SourceView } from '../contract/rules.ts';
import type { DiskReport } from '../contract/disks.ts';
import type { Doing, StageName, StageState } from '../contract/stages.ts';
import type { MigrationView, PreflightLine } from '../contract/migrations.ts';
import type { GuestCheckWords } from './en/checks/checks.ts';
import type { FindingText } from './en/disks.ts';
import { languages, locales, type Locale } from './locale.ts';

function sayIn(locale: Locale) {
  const words = languages[locale];
  const { aside, named, sentence } = words.punctuation;
  const checks: { readonly [R in GuestRule]: GuestCheckWords } = words.guestChecks;
  /** A report of another version may have a check that this one does not know: its id stands for its words. */
  const check = (rule: GuestRule): GuestCheckWords =>
    checks[rule] ?? { name: rule, why: rule, says: rule, remedy: rule };
  return {
    ...words.format,
    ...words.punctuation,
    ...words.say,
    /** The stage's name, e.g. `Upload`. */
    stage: (stage: StageName) => words.stage[stage],
    /** How a stage stands, within a sentence: `not begun`. */
    stageState: (state: StageState) => words.stageState[state.at].toLowerCase(),
    /** How a migration stands, within a sentence: `running`. */
    status: (status: MigrationView['status']) => words.migrationStatus[status].toLowerCase(),
    /** What is happening right now, e.g. `Uploading parts`. */
    doing: (doing: Doing) => words.doing[doing],
    /** What a pre-flight line asks, e.g. `Bucket is in the image's region`. */
    preflight: (id: PreflightLine['id']) => words.preflight[id],
    /** What a finding about a source disk says, and what to do about it. */
    finding: ({ rule, facts, evidence }: DiskFinding): FindingText => {
      if (!isGuestRule(rule)) return words.finding(rule, facts);
      const { name, says, remedy } = check(rule);
      if (evidence?.says === 'undecided') {
        const undecided = words.undecidedCheck;
        return { says: sentence(named(undecided.says(name), words.evidenceText(evidence))), remedy: undecided.remedy };
      }
      const seen = evidence === undefined ? says : named(says, words.evidenceText(evidence));
      return { says: sentence(seen), remedy: typeof remedy === 'string' ? remedy : remedy(facts) };
    },
    /** What a check inside the disk saw. */
    evidence: (evidence: Evidence) => words.evidenceText(evidence),
    /** What a check inside the disk is called, and why it matters in ECS. */
    check,
    /** Of our look beside Alibaba Cloud's image check. */
    compare: words.compareChecks,
    /** How a disk divides itself, e.g. `GPT`. */
    partitionTable: (table: DiskReport['partitionTable']) => words.layout.tables[table],
    /** How a disk starts, as far as it can be told. */
    bootMode: (mode: DiskReport['bootMode']) => words.layout.bootModes[mode],
    /** The kind a disk's format comes in, e.g. `dynamic`; a kind without words stays what it is. */
    subformat: (subformat: string) => {
      const [, version] = /^version (.+)$/.exec(subformat) ?? [];
      if (version !== undefined) return words.subformats.version(version);
      return subformat === 'dynamic' || subformat === 'fixed' ? words.subformats[subformat] : subformat;
    },
    /** How a piece of a disk was met, e.g. `missing`. */
    pieceState: (state: PieceState) => words.pieceState[state],
    /** Why a target format is advised. */
    advice: (because: DiskEstimate['advice']['because']) => words.advice[because],
    /** What a volume is called; a path stays what it is. */
    volume: (place: string) => words.place(place),
    /** e.g. `China (Hangzhou) (cn-hangzhou)`; `name` is what the cloud calls it, absent when that is not known (yet). */
    region: ({ id, name }: { id: string; name?: string | undefined }) => {
      const own = words.region(id);
      if (own !== undefined) return `${own} ${id}`;
      return name === undefined ? id : `${name} (${id})`;
    },
    /** The name of each field of the import form, what it is for, and what the console asks of it. */
    form: words.importForm,
    /** A document by its title and date, e.g. `Import custom images (2021-07)`. */
    source: ({ id, date }: SourceView) => `${words.sources[id]}${aside(date)}`,
    /** What a practice scenario is called, what one meets in it and what to try. */
    scenario: (id: PracticeScenario) => words.practiceScenarios[id],
  };
}

export type Say = ReturnType<typeof sayIn>;
export const says = Object.fromEntries(locales.map((locale) => [locale, sayIn(locale)])) as Readonly<
  Record<Locale, Say>
>;
