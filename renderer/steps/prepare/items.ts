/** Where a person stands with the items of the checklist. Pure functions. */
import type { Checklist, ItemState } from '../../../contract/prepare.ts';

export type Items = Readonly<Record<string, ItemState>>;

/** A state that a person sets wins over the script's; the script's evidence is kept. */
export function withItem(
  items: Items,
  id: string,
  change: { state?: ItemState['state']; note?: string },
  at: string,
): Record<string, ItemState> {
  const before = items[id];
  const note = change.note ?? before?.note;
  return {
    ...items,
    [id]: {
      state: change.state ?? before?.state ?? 'open',
      ...(note === undefined || note === '' ? {} : { note }),
      by: change.state === undefined ? (before?.by ?? 'person') : 'person',
      ...(before?.evidence === undefined ? {} : { evidence: before.evidence }),
      at,
    },
  };
}

/** Settled: done, or not for this server. */
export function settledOf(list: Checklist, items: Items): { settled: number; all: number } {
  const ids = list.groups.flatMap((group) => group.items.map(({ id }) => id));
  const settled = ids.filter((id) => ['done', 'not-applicable'].includes(items[id]?.state ?? 'open'));
  return { settled: settled.length, all: ids.length };
}
