/** Shown at the start if there are unfinished uploads that no migration needs: they cost money until they are removed. */
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
      // the person did not ask for this; problems with an account or the line are shown where they are used
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
