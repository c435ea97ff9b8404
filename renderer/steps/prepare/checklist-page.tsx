/** The checklist of one server: group by group, each item to be unfolded, with what is done so far. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Checklist } from '../../../contract/prepare.ts';
import { settledOf, withItem, type Items } from './items.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../words/use-words.ts';
import { ChecklistItemRow } from './checklist-item.tsx';

const none: Items = {};

export interface ChecklistPageProps {
  wizard: Wizard;
  list: Checklist;
  /** The item to be shown open. */
  shown: string | undefined;
}

export function ChecklistPage({ wizard, list, shown }: ChecklistPageProps): ReactNode {
  const { prepare } = useWords();
  const items = useStore(wizard.store, ({ draft }) => draft.prepare?.items ?? none);
  const { settled, all } = settledOf(list, items);
  const isThere = list.groups.some((group) => group.items.some(({ id }) => id === shown));
  return (
    <>
      <p role="status">{prepare.progress(settled, all)}</p>
      {shown !== undefined && shown !== 'checklist' && !isThere && <Notice tone="mind" title={prepare.noSuchItem} />}
      {list.groups.map((group) => (
        <section key={group.id} className="card items" aria-labelledby={`group-${group.id}`}>
          <h3 id={`group-${group.id}`}>{group.title}</h3>
          <ul>
            {group.items.map((item) => (
              <li key={item.id}>
                <ChecklistItemRow
                  key={item.id === shown ? 'shown' : 'usual'}
                  item={item}
                  state={items[item.id]}
                  shown={item.id === shown}
                  onChange={(change) =>
                    wizard.setPrepare({
                      items: withItem(
                        wizard.store.getState().draft.prepare?.items ?? none,
                        item.id,
                        change,
                        new Date().toISOString(),
                      ),
                    })
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
