import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureWays } from '../../../contract/prepare.ts';
import { migrationWays } from '../../../contract/assess.ts';
import { imageForm } from '../../../contract/import-form.ts';
import { stageNames } from '../../../contract/stages.ts';
import { routeOf } from '../../../renderer/state/route.ts';
import { rules } from '../rules/catalogue.ts';
import { operatingSystems } from '../rules/operating-systems.ts';
import { glossaryEntries, scenarioOf, stepEntries } from '../rules/scenarios.ts';
import { tools } from '../rules/tools.ts';
import { linuxItems } from './items/linux-items.ts';
import { windowsItems } from './items/windows-items.ts';
import { prepareWords } from '../../../words/en/prepare/all.ts';

/** How many requirements each part of each document has: counted once by reading them, section by section. */
const counted: Readonly<Record<string, number>> = {
  OV: 8,
  'WP-1.1': 5,
  'WP-1.2': 1,
  'WP-2': 2,
  'WP-2.1': 2,
  'WP-2.2': 4,
  'WP-2.3': 2,
  'WP-3': 2,
  'WP-3.1': 15,
  'WP-3.2': 2,
  'WP-3.3': 3,
  'WP-3.4': 9,
  'WP-3.5': 1,
  'WP-4': 1,
  'WP-4.1': 1,
  'WP-4.2': 1,
  'WP-4.3': 1,
  'WP-4.4': 1,
  'WP-4.5': 1,
  'WP-4.6': 1,
  'WP-5.1': 10,
  'WP-5.2': 3,
  'WP-5.3': 3,
  'WP-6': 5,
  'WP-6.1': 1,
  'WP-7': 1,
  'WP-7.1': 4,
  'WP-7.2': 1,
  'WP-8': 1,
  IC: 25,
  'II-W': 15,
  'II-L': 31,
  'II-N': 3,
  CK: 11,
};

const idsOf = (list: readonly { readonly id: string }[]) => new Set(list.map((each) => each.id));
/** A screen is there when its address leads to it: a step of the wizard, or a room. */
const isThere = (screen: string): boolean => {
  const name = screen.toLowerCase();
  const step = routeOf(`#/migrations/mig-${'a'.repeat(12)}/${name}`);
  return routeOf(`#/${name}`).at === name || (step.at === 'wizard' && step.step === name);
};
const named = ['Assess', 'Prepare', 'Disks', 'Check', 'Target', 'Run', 'Finish', 'Images', 'Accounts', 'Learn'];
const screens = named.filter(isThere);
const there: Readonly<Record<string, ReadonlySet<string>>> = {
  rule: idsOf(rules),
  os: idsOf(operatingSystems),
  tool: idsOf(tools),
  item: idsOf([...linuxItems, ...windowsItems]),
  learn: idsOf([...stepEntries, ...glossaryEntries]),
  scenario: new Set(Object.values(scenarioOf).map((each) => each.scenario)),
  reason: new Set(Object.keys(prepareWords.assess.reasons)),
  way: new Set(migrationWays),
  capture: new Set(captureWays),
  share: new Set(['smb', 'nfs']),
  form: new Set(Object.keys(imageForm.shape)),
  stage: new Set(stageNames),
  screen: new Set(screens),
};

const text = readFileSync(join(import.meta.dirname, '../../../docs/requirements.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([A-Z]{2}[-A-Z0-9.]*) +\| (.+?) +\| (.+?) +\|$/gm)].map((match) => ({
  id: match[1] ?? '',
  says: match[2] ?? '',
  by: [...(match[3] ?? '').matchAll(/`([a-z]+):([^`]+)`/g)].map((token) => [token[1] ?? '', token[2] ?? ''] as const),
}));

describe('docs/requirements.md', () => {
  it('has a line for every requirement of every section, once', () => {
    const expected = Object.entries(counted).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}-${index + 1}`),
    );
    expect(rows.map((row) => row.id).sort()).toEqual(expected.sort());
  });

  it.each(rows)('$id is carried by something that is there', ({ by, says }) => {
    expect(says.length).toBeGreaterThan(3);
    expect(by.length).toBeGreaterThan(0);
    for (const [kind, id] of by) expect([kind, id, there[kind]?.has(id)]).toEqual([kind, id, true]);
  });

  it('leaves no operating system, restriction or tool of those documents out', () => {
    const named = new Set(rows.flatMap((row) => row.by.map(([kind, id]) => `${kind}:${id}`)));
    const documents = ['white-paper', 'import-instructions'];
    for (const os of operatingSystems) if (os.paper !== undefined) expect(named).toContain(`os:${os.id}`);
    for (const tool of tools) if (documents.includes(tool.from)) expect(named).toContain(`tool:${tool.id}`);
  });
});
