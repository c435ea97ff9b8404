/** What stands in a field of the import form, as people read it. */
import type { ImageFieldId } from '../../../contract/import-form.ts';
import type { Draft } from '../../../contract/migrations.ts';
import type { Say, Words } from '../../words/use-words.ts';

export function valueText(id: ImageFieldId, image: Draft['image'], say: Say, words: Words): string | undefined {
  const value = image[id];
  if (typeof value === 'boolean') return words.found.yesNo[value ? 'yes' : 'no'];
  if (typeof value === 'object') return value.map((tag) => `${tag.key}: ${tag.value}`).join(', ');
  return value === undefined ? undefined : (say.form[id].options?.[value] ?? String(value));
}
