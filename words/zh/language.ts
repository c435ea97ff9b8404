/** All Chinese words. A text that stands in no other file of this folder is the language's own name. */
import { guestChecks } from './checks/checks.ts';
import { compareChecks } from './checks/compare.ts';
import { evidenceText, undecidedCheck } from './checks/evidence.ts';
import { cli } from './cli.ts';
import { desktop } from './desktop.ts';
import { advice, finding, layout, pieceState } from './disks.ts';
import { chapter, errorBook } from './error-book/book.ts';
import { format, tag } from './format.ts';
import { importForm } from './import-form.ts';
import { page } from './page/all.ts';
import { place, region } from './places.ts';
import { practiceScenarios } from './practice.ts';
import { punctuation } from './punctuation.ts';
import { report } from './report.ts';
import { say } from './said.ts';
import { sources } from './sources.ts';
import { doing, migrationStatus, preflight, stage, stageState } from './stages.ts';
import { subformats } from './subformats.ts';
import type { Language } from '../language.ts';

export const language: Language = {
  tag,
  name: '简体中文',
  format,
  punctuation,
  page,
  say,
  errorBook: { entries: errorBook, chapters: chapter },
  guestChecks,
  compareChecks,
  evidenceText,
  undecidedCheck,
  finding,
  layout,
  pieceState,
  advice,
  subformats,
  place,
  region,
  importForm,
  practiceScenarios,
  sources,
  stage,
  stageState,
  migrationStatus,
  doing,
  preflight,
  report,
  cli,
  desktop,
  /** What core writes about Assess, Prepare and Learn: read when asked for, so that the page does not carry it. */
  papers: () => import('./papers.ts'),
};
