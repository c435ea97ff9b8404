/** What the step Check shows of each check, in words; and all of it as one text to take along. */
import { checksOf } from '../../../contract/acceptance.ts';
import type { GuestGroup, GuestRule } from '../../../contract/guest.ts';
import type { CheckedDisk } from '../../state/inside.ts';
import type { Say, Words } from '../../words/use-words.ts';

export interface Finding {
  readonly disk: CheckedDisk;
  readonly rule: GuestRule;
  readonly group: GuestGroup;
  readonly name: string;
  readonly evidence: string;
  readonly why: string;
  /** Of a check that failed. */
  readonly says: string;
  readonly remedy: string;
  /** Of the Prepare checklist. */
  readonly item: string | undefined;
}

export const groupOrder: readonly GuestGroup[] = ['strong', 'recommended', 'none'];

export function findingsOf(disks: readonly CheckedDisk[], say: Say): Finding[] {
  return disks.flatMap((disk) =>
    checksOf(disk).map(({ rule, severity, evidence, prepare }) => {
      const facts = { distribution: disk.report?.guest?.distribution ?? '' };
      const words = say.finding({ rule, severity: 'mind', appliesTo: 'system', facts });
      return {
        disk,
        rule,
        group: severity,
        evidence: say.evidence(evidence),
        ...say.check(rule),
        ...words,
        item: prepare,
      };
    }),
  );
}

/** Strong ones first, each with its remedy; passed checks are left out. */
export function findingsText(disks: readonly CheckedDisk[], say: Say, words: Words): string {
  const { check } = words;
  const all = findingsOf(disks, say);
  const several = disks.length > 1;
  const parts = (['strong', 'recommended'] as const).flatMap((group) => {
    const found = all.filter((one) => one.group === group);
    if (found.length === 0) return [];
    const lines = found.map(({ disk, name, rule, evidence, why, remedy }) =>
      [
        say.clauses([`${name}${say.aside(rule)}`, ...(several ? [disk.name] : [])]),
        `  ${say.named(check.evidence, evidence)}`,
        `  ${say.named(check.why, why)}`,
        `  ${say.named(check.remedy, remedy)}`,
      ].join('\n'),
    );
    return [check.groupCount(check.groups[group], found.length), ...lines];
  });
  const title = check.textTitle(say.list(disks.map(({ name }) => name)));
  return `${[title, ...(parts.length === 0 ? [check.textNothing] : parts)].join('\n\n')}\n`;
}
