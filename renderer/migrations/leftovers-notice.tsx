/** At the start: uploads that nobody will finish and that cost money until they are removed. Nothing where there are none. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LeftoverUpload } from '../../contract/migrations.ts';
import { hashOf } from '../state/route.ts';
import { usePage } from '../state/use-page.ts';
import { useLoaded } from '../state/use-task.ts';
import { Notice } from '../ui/notice.tsx';
import { useSay, useWords } from '../words/use-words.ts';

export function LeftoversNotice(): ReactNode {
  const words = useWords();
  const say = useSay();
  const page = usePage();
  const accounts = useStore(page.accounts, (state) => state.list);
  const names = accounts?.map(({ name }) => name) ?? [];
  const [loaded] = useLoaded(names.length === 0 ? undefined : names.join('\n'), async () => {
    const core = page.actions.core();
    const each = await Promise.all(
      // nobody asked for this: an account or a line that does not work is told where it is used
      names.map((account) => core['leftovers.list']({ account }).catch((): LeftoverUpload[] => [])),
    );
    return each.flat().filter(({ neededBy }) => neededBy === undefined);
  });
  if (loaded.at !== 'known' || loaded.value.length === 0) return null;
  const bytes = loaded.value.reduce((sum, one) => sum + one.bytes, 0);
  return (
    <Notice
      tone="mind"
      title={words.line.leftoversFound(loaded.value.length, say.bytes(bytes))}
      actions={<Button href={hashOf({ at: 'settings' })}>{words.line.leftoversSee}</Button>}
    />
  );
}
