/** The resource group: chosen from those the account sees, or typed where it may not list them. */
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Problems } from '../../state/draft.ts';
import { usePage } from '../../state/use-page.ts';
import { useLoaded } from '../../state/use-task.ts';
import type { Wizard } from '../../state/wizard.ts';
import { Field } from '../../ui/field.tsx';
import { useSay, useWords } from '../../words/use-words.ts';
import { problemText } from './problem-text.ts';

export function ResourceGroupField({ wizard, problems }: { wizard: Wizard; problems: Problems }): ReactNode {
  const words = useWords();
  const say = useSay();
  const { actions } = usePage();
  const { target, image } = useStore(wizard.store, (state) => state.draft);
  const { account } = target;
  const { resourceGroupId: chosen } = image;
  const [groups] = useLoaded(account, () => actions.core()['target.resourceGroups']({ account: account ?? '' }));
  const set = (next: string | undefined): void => wizard.setImage({ resourceGroupId: next || undefined });
  const { form } = words;
  const said = say.form.resourceGroupId;
  const problem = problemText(problems['image.resourceGroupId'], words, said.wrong);
  if (groups.at === 'failed')
    return (
      <Field label={said.name} problem={problem} help={form.resourceGroupTyped}>
        {(wire) => <Input {...wire} value={chosen ?? ''} onChange={(event) => set(event.target.value.trim())} />}
      </Field>
    );
  const known = groups.at === 'known' ? groups.value : [];
  return (
    <Field label={said.name} problem={problem} help={said.help}>
      {(wire) => (
        <Select
          {...wire}
          allowClear
          loading={account !== undefined && groups.at === 'loading'}
          placeholder={form.resourceGroupDefault}
          value={chosen ?? null}
          onChange={(next: string | null | undefined) => set(next ?? undefined)}
          options={known.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        />
      )}
    </Field>
  );
}
