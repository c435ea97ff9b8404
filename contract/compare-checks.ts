/** Our look before the import beside Alibaba Cloud's image check after it, item by item, with what sets them apart. Pure. */
import type { Evidence } from './evidence.ts';
import type { GuestFacts, GuestGroup, GuestReport, GuestRule } from './guest.ts';
import type { CheckItem } from './images.ts';

/**
 * `no-item`: Alibaba's check has no such item; `not-reported`: it has, and this report does not; `theirs-only`: it takes
 * the running image, or is not read by us; `differ`: both looked and judge otherwise.
 */
export type Comparison = 'agree' | 'differ' | 'no-item' | 'not-reported' | 'theirs-only';

interface Side {
  readonly group: GuestGroup;
  readonly seen: readonly Evidence[];
}

export interface ComparedCheck {
  /** As Alibaba Cloud names it. */
  readonly item: string | undefined;
  /** Ours that answer it. */
  readonly rules: readonly GuestRule[];
  readonly ours: Side | undefined;
  readonly theirs: Side | undefined;
  readonly comparison: Comparison;
}

const verbatim = (what: readonly string[]): Evidence => ({ says: 'seen', what });
const order: readonly GuestGroup[] = ['strong', 'recommended', 'none'];
const worst = (groups: readonly GuestGroup[]): GuestGroup => order.find((group) => groups.includes(group)) ?? 'none';
const groupOf = { 'strongly-recommended': 'strong', recommended: 'recommended', 'no-risk': 'none' } as const;
const bare = (name: string): string => name.replace(/^GUESTOS\./i, '');
const same = (one: string, other: string): boolean => bare(one).toLowerCase() === bare(other).toLowerCase();

/** Their items that only report a fact, and where our facts have the same. */
const reportedItems: { readonly [item: string]: (guest: GuestFacts) => string | undefined } = {
  Platform: ({ osType }) => (osType === 'unknown' ? undefined : osType),
  OSVersion: ({ prettyName, distribution, version }) => prettyName ?? [distribution, version].filter(Boolean).join(' '),
  Architecture: ({ architecture }) => architecture,
  KernelVersion: ({ kernel }) => kernel,
  BootMode: ({ bootMode }) => (bootMode === 'unknown' ? undefined : bootMode),
};

/** What is gravest first, by whichever of the two judges it so. */
export function compareChecks(
  guest: GuestReport | undefined,
  items: readonly CheckItem[] | undefined,
): ComparedCheck[] {
  const checks = guest?.checks ?? [];
  const names = [...new Set(checks.flatMap(({ item }) => item ?? []))];
  const byItem = names.map((item): ComparedCheck => {
    const own = checks.filter((check) => check.item === item);
    const ours = {
      group: worst(own.map(({ severity }) => severity)),
      seen: own.map(({ evidence }) => evidence),
    };
    const theirs = sideOf(items?.find(({ name }) => same(name, item)));
    const comparison = theirs === undefined ? 'not-reported' : theirs.group === ours.group ? 'agree' : 'differ';
    return { item, rules: own.map(({ rule }) => rule), ours, theirs, comparison };
  });
  const noItem = checks
    .filter(({ item }) => item === undefined)
    .map(({ rule, severity, evidence }): ComparedCheck => {
      const ours = { group: severity, seen: [evidence] };
      return { item: undefined, rules: [rule], ours, theirs: undefined, comparison: 'no-item' };
    });
  const theirOwn = (items ?? [])
    .filter(({ name }) => !names.some((item) => same(name, item)))
    .map((item): ComparedCheck => {
      const fact = Object.entries(reportedItems).find(([name]) => same(name, item.name))?.[1];
      const told = guest && fact?.(guest);
      const theirs = sideOf(item);
      const ours: Side | undefined = told ? { group: 'none', seen: [verbatim([told])] } : undefined;
      const comparison = ours === undefined ? 'theirs-only' : theirs?.group === 'none' ? 'agree' : 'differ';
      return { item: bare(item.name), rules: [], ours, theirs, comparison };
    });
  const rank = ({ ours, theirs }: ComparedCheck): number =>
    Math.min(...[ours, theirs].map((side) => (side === undefined ? order.length : order.indexOf(side.group))));
  return [...byItem, ...noItem, ...theirOwn].toSorted((one, other) => rank(one) - rank(other));
}

const sideOf = (item: CheckItem | undefined): Side | undefined =>
  item && {
    group: groupOf[item.group],
    seen: [verbatim([item.value, item.riskCode].filter((text) => text !== ''))],
  };
