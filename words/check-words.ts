/** What a check inside the disk is called, why it matters, and what is said when it failed. */
import type { DiskFinding } from '../contract/disks.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { GuestRule } from '../contract/guest.ts';
import { guestChecks as guestChecksEn, type GuestCheckWords } from './en/checks/checks.ts';
import { evidenceText as evidenceTextEn } from './en/checks/evidence.ts';
import type { FindingText } from './en/disks.ts';
import type { Locale } from './format.ts';
import { punctuation } from './punctuation.ts';
import { guestChecks as guestChecksZh } from './zh/checks/checks.ts';
import { evidenceText as evidenceTextZh } from './zh/checks/evidence.ts';

const checks: Readonly<Record<Locale, Readonly<Record<GuestRule, GuestCheckWords>>>> = {
  en: guestChecksEn,
  zh: guestChecksZh,
};

/** What a check inside the disk saw. */
export const evidenceText = (evidence: Evidence, locale: Locale): string =>
  locale === 'zh' ? evidenceTextZh(evidence) : evidenceTextEn(evidence);

/** A report of another version may have a check that this one does not know: its id stands for its words. */
export const guestCheckText = (rule: GuestRule, locale: Locale): GuestCheckWords =>
  checks[locale][rule] ?? { name: rule, why: rule, says: rule, remedy: rule };

/** What a failed check says, and what to do about it. */
export function guestFindingText(
  { rule, facts, evidence }: DiskFinding & { readonly rule: GuestRule },
  locale: Locale,
): FindingText {
  const { says, remedy } = guestCheckText(rule, locale);
  const { named, sentence } = punctuation[locale];
  return {
    says: sentence(evidence === undefined ? says : named(says, evidenceText(evidence, locale))),
    remedy: typeof remedy === 'string' ? remedy : remedy(facts),
  };
}
