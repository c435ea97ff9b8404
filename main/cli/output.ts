/** Two ways to speak: one JSON object a line for programs, a progress line and a summary for people. */
import type { FailureView } from '../../contract/failure.ts';
import type { GuestReport } from '../../contract/guest.ts';
import type { ReportData } from '../../contract/report.ts';
import type { DiskLook } from '../../contract/disks.ts';
import type { MigrationView } from '../../contract/migrations.ts';
import type { Progress, StageName, StageState } from '../../contract/stages.ts';
import { formatColumn, percentOf } from '../../words/format.ts';
import type { Language } from '../../words/language.ts';
import { languages, type Locale } from '../../words/locale.ts';
import { reportLines } from '../../words/report.ts';
import { says } from '../../words/say.ts';

type CliWords = Language['cli'];

export interface DoneFacts {
  readonly imageId: string;
  readonly migrationId: string;
  readonly object: { bucket: string; key: string; crc64: string; bytes: number } | undefined;
  readonly report: string;
}

export interface Output {
  started(view: MigrationView): void;
  stage(stage: StageName, state: StageState): void;
  progress(progress: Progress): void;
  disk(file: string, disk: DiskLook): void;
  migration(view: MigrationView): void;
  done(facts: DoneFacts, report: ReportData): void;
  /** When no disk is usable: the last line for programs; people have read it already. */
  allRefused(first: FailureView): void;
  /** The last line of anything that did not make an image. */
  finished(event: Record<string, unknown>, sentence?: (words: CliWords) => string): void;
  failed(failure: FailureView): void;
}

export function jsonOutput(write: (line: string) => void): Output {
  const say = (event: string, fields: object): void => write(JSON.stringify({ event, ...fields }, factsInEnglish));
  return {
    started: ({ id, name }) => say('started', { migrationId: id, name }),
    stage: (stage, state) => say('stage', { stage, ...state }),
    progress: (progress) => say('progress', progress),
    disk: (file, disk) => say('disk', { file, ...diskLine(disk) }),
    migration: (view) => say('migration', summary(view)),
    done: (facts) => say('done', facts),
    allRefused: (failure) => say('failed', { failure }),
    finished: (fields) => say('done', fields),
    failed: (failure) => say('failed', { failure }),
  };
}

/** What a failure knows as the sentences they are, wherever it stands in a line. */
const factsInEnglish = (name: string, value: unknown): unknown =>
  name === 'facts' ? says.en.facts(value as FailureView['facts']) : value;

/** Names are fixed: scripts depend on them. What is not known of a refused disk is null. */
const diskLine = ({ files, format, subformat, virtualSizeBytes, report, usable, refusals, wrapping }: DiskLook) => ({
  files: files.map(({ name, state, bytes }) => ({ name, state, bytes })),
  format: format ?? null,
  subformat: subformat ?? null,
  virtualSizeBytes: virtualSizeBytes ?? null,
  storedSizeBytes: report?.storedSizeBytes ?? null,
  allocatedBytes: report?.allocatedBytes ?? null,
  bootMode: report?.bootMode ?? 'unknown',
  ...(report?.guest === undefined ? {} : { guest: inEnglish(report.guest) }),
  partitions: (report?.partitions ?? []).map(({ type, startBytes, sizeBytes, fileSystem }) => ({
    type,
    startBytes,
    sizeBytes,
    fileSystem,
  })),
  usable,
  refusals: refusals.map((refusal) => ({
    ...refusal,
    remedy: says.en.failure(refusal).todo,
    ...(wrapping === undefined ? {} : { wrapping }),
  })),
  findings: (report?.findings ?? []).map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    ...(finding.evidence === undefined ? {} : { evidence: says.en.evidence(finding.evidence) }),
    remedy: says.en.finding(finding).remedy,
  })),
});

/** What a check saw as the sentence it is, as scripts know it. */
const inEnglish = (guest: GuestReport) => ({
  ...guest,
  checks: guest.checks.map((one) => ({ ...one, evidence: says.en.evidence(one.evidence) })),
});

const summary = ({ id, name, created, status, currentStage, failure, imageId }: MigrationView) => ({
  migrationId: id,
  name,
  created,
  status,
  stage: currentStage,
  failure,
  imageId,
});

/** `rewrite` replaces the line before it where the terminal can (progress); elsewhere progress is left out. */
export function humanOutput(
  write: (line: string) => void,
  rewrite: ((line: string) => void) | undefined,
  locale: Locale,
): Output {
  const words = languages[locale].cli;
  const say = says[locale];
  const { aside, named } = say;
  const sayFailure = (failure: FailureView): void => {
    const { title, happened, todo } = say.failure(failure);
    write(title);
    write(`  ${happened.replaceAll(/[^\S\n]*\n/g, '\n    ')}`);
    write(`  ${todo}`);
  };
  return {
    started: ({ id, name }) => write(words.started(id, name)),
    stage: (stage, state) => {
      if (state.at === 'pending' || state.at === 'failed') return;
      const took = state.at === 'done' ? aside(say.duration(Date.parse(state.when) - Date.parse(state.since))) : '';
      write(`${named(say.stage(stage), say.stageState(state))}${took}`);
      if (state.at === 'waiting') write(`  ${say.failure(state.failure).happened}`);
    },
    progress: (progress) => rewrite?.(`  ${progressLine(progress, locale)}`),
    disk: (_, disk) => diskLines(disk, locale).forEach(write),
    migration: (view) =>
      write(
        `${view.id}  ${formatColumn(say.status(view.status), 10)} ${view.name}${view.imageId === undefined ? '' : `  ${view.imageId}`}`,
      ),
    done: ({ imageId, report }, data) => {
      reportLines(data, locale).forEach(write);
      write('');
      write(named(words.image, imageId));
      write(named(words.report, report));
    },
    allRefused: () => undefined,
    finished: (_, sentence) => {
      const said = sentence?.(words);
      if (said !== undefined) write(said);
    },
    failed: sayFailure,
  };
}

function diskLines(disk: DiskLook, locale: Locale): string[] {
  const { path, member, report, files, refusals } = disk;
  const words = languages[locale].cli;
  const say = says[locale];
  const { aside, bytes, clauses, named } = say;
  const lines = [member === undefined ? path : named(path, member.name)];
  const said = (title: string, ...more: string[]): void =>
    void lines.push(`  ${title}`, ...more.map((one) => `    ${one}`));
  if (files.length > 1) {
    const states = files.map(
      (piece) =>
        `${named(piece.name, say.pieceState(piece.state))}${piece.foundAs === undefined ? '' : aside(piece.foundAs)}`,
    );
    said(words.files, ...states);
  }
  for (const failure of refusals) {
    const { title, happened, todo } = say.failure(failure);
    said(title, happened, todo);
  }
  if (report === undefined) return lines;
  const kind = report.subformat === undefined ? [] : [say.subformat(report.subformat)];
  lines.push(`  ${clauses([report.format, ...kind])}`);
  lines.push(
    `  ${words.sizes(bytes(report.virtualSizeBytes), bytes(report.storedSizeBytes), bytes(report.allocatedBytes))}`,
  );
  lines.push(
    `  ${words.table(say.partitionTable(report.partitionTable), report.partitions.length, say.bootMode(report.bootMode))}`,
  );
  const { guest } = report;
  if (guest !== undefined && guest.osType !== 'unknown')
    lines.push(
      `  ${clauses([guest.prettyName ?? guest.osType, guest.architecture, guest.kernel].filter((one) => one !== undefined))}`,
    );
  for (const finding of report.findings) {
    const { says, remedy } = say.finding(finding);
    said(says, remedy);
  }
  return lines;
}

function progressLine({ doing, done, total, unit, bytesPerSecond, remainingMs }: Progress, locale: Locale): string {
  const words = languages[locale].cli;
  const say = says[locale];
  const parts = [say.doing(doing)];
  const percent = percentOf(done, total);
  if (percent !== undefined) parts.push(say.percent(percent));
  if (unit === 'bytes' && total > 0) parts.push(words.of(say.bytes(done), say.bytes(total)));
  if (bytesPerSecond !== undefined && bytesPerSecond > 0) parts.push(say.rate(bytesPerSecond));
  if (remainingMs !== undefined) parts.push(words.left(say.duration(remainingMs)));
  return parts.join(' · ');
}
