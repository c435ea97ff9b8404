/** A finding leads to an item that is there: every id it names is one of the checklist's. */
import { expect, test } from 'vitest';
import { linuxChecks } from '../guest/checks/linux-checks.ts';
import { windowsChecks } from '../guest/checks/windows-checks.ts';
import { linuxItems } from './items/linux-items.ts';
import { windowsItems } from './items/windows-items.ts';

const links = [...linuxChecks, ...windowsChecks].flatMap(({ rule, about: { prepare } }) =>
  prepare === undefined ? [] : [[rule, prepare] as const],
);

test.each(links)('%s leads to the item %s', (rule, item) => {
  const items: readonly { readonly id: string }[] = rule.startsWith('windows.') ? windowsItems : linuxItems;
  expect(items.map(({ id }) => id)).toContain(item);
});
