/** Tags of the image: key and value, up to twenty; each one says what is wrong with it while it is typed. */
import { Button, Input } from 'antd';
import { useId, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { limits } from '../../../contract/limits.ts';
import { imageTags, tagKey, tagValue } from '../../../contract/import-form.ts';
import type { Wizard } from '../../state/wizard.ts';
import { useSay, useWords } from '../../words/use-words.ts';

type Tag = { key: string; value: string };

export function TagsField({ wizard }: { wizard: Wizard }): ReactNode {
  const words = useWords();
  const say = useSay();
  const id = useId();
  const tags: readonly Tag[] = useStore(wizard.store, (state) => state.draft.image.tags) ?? [];
  const set = (next: readonly Tag[]): void => wizard.setImage({ tags: next.length === 0 ? undefined : [...next] });
  const edit = (index: number, change: Partial<Tag>): void =>
    set(tags.map((tag, at) => (at === index ? { ...tag, ...change } : tag)));
  const isTwice = (key: string): boolean =>
    tags.filter((tag) => tag.key.toLowerCase() === key.toLowerCase()).length > 1;
  const wrong = tags.length > 0 && !imageTags.safeParse(tags).success;
  const { form } = words;
  return (
    <div className="field field-wide">
      <div className="field-name" id={`${id}-name`}>
        {say.form.tags.name}
      </div>
      <div role="group" aria-labelledby={`${id}-name`} aria-describedby={`${id}-help`} className="tags">
        {tags.map((tag, index) => (
          <div className="tag" key={index}>
            <Input
              aria-label={form.tagKey(index + 1)}
              placeholder={form.tagKeyExample}
              value={tag.key}
              maxLength={128}
              status={tagKey.safeParse(tag.key).success && !isTwice(tag.key) ? '' : 'error'}
              onChange={(event) => edit(index, { key: event.target.value })}
            />
            <Input
              aria-label={form.tagValue(index + 1)}
              placeholder={form.tagValueExample}
              value={tag.value}
              maxLength={128}
              status={tagValue.safeParse(tag.value).success ? '' : 'error'}
              onChange={(event) => edit(index, { value: event.target.value })}
            />
            <Button aria-label={form.removeTag(index + 1)} onClick={() => set(tags.filter((_, at) => at !== index))}>
              {words.disks.remove}
            </Button>
          </div>
        ))}
        <div>
          <Button
            size="small"
            disabled={tags.length >= limits.imageTags}
            onClick={() => set([...tags, { key: '', value: '' }])}
          >
            {form.addTag}
          </Button>
        </div>
      </div>
      <div id={`${id}-help`} className={wrong ? 'field-problem' : 'field-help'} aria-live="polite">
        {say.form.tags.help}
      </div>
    </div>
  );
}
