/** Lets the findings of a check script tick the items of a checklist. What a person decided is never overwritten. */
import type { Checklist, CheckFindings, Preparation } from '../../../../contract/prepare.ts';

/**
 * The states after the result: fine means done, anything else stays open with its evidence; an item the script cannot
 * judge stays as it was. `at` is when the result was read (ISO time).
 */
export function tickItems(
  list: Checklist,
  findings: CheckFindings,
  before: Readonly<Preparation['items']>,
  at: string,
): Preparation['items'] {
  const states: Preparation['items'] = { ...before };
  for (const item of list.groups.flatMap((group) => group.items)) {
    const found = findings.items.find((each) => each.tick === item.tick);
    const known = before[item.id];
    if (found === undefined || found.status === 'unknown') continue;
    const evidence = found.evidence.join('\n').slice(0, 2000);
    const done = found.status === 'ok' || found.status === 'not-applicable';
    // a person's own state stays, but the evidence is shown beside it
    if (known?.by === 'person' && known.state !== 'open') states[item.id] = { ...known, evidence };
    else
      states[item.id] = {
        state: found.status === 'not-applicable' ? 'not-applicable' : done ? 'done' : 'open',
        ...(known?.note === undefined ? {} : { note: known.note }),
        by: 'script',
        evidence,
        at,
      };
  }
  return states;
}
