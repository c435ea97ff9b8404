/** A finding leads to an item that is there: every id it names is one of the checklist's. */
import { expect, test } from 'vitest';
import { prepareItems } from '../../../contract/prepare-items.ts';
import { linuxItems } from './items/linux-items.ts';
import { windowsItems } from './items/windows-items.ts';

test.each(Object.entries(prepareItems))('%s leads to the item %s', (rule, item) => {
  const items: readonly { readonly id: string }[] = rule.startsWith('windows.') ? windowsItems : linuxItems;
  expect(items.map(({ id }) => id)).toContain(item);
});
