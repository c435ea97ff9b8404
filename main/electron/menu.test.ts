/** Every entry of the menu has a name in the language of the system; none is left to Electron, which knows English only. */
import { expect, test } from 'vitest';
import { ElectronDouble } from './electron.double.ts';
import { setMenu } from './menu.ts';

function labels(locale: string): (string | undefined)[] {
  const double = new ElectronDouble();
  double.app.getLocale = () => locale;
  setMenu(double.electron);
  return double.menu.flatMap(({ label, submenu }) => [
    label,
    ...(Array.isArray(submenu) ? submenu : []).flatMap((item) => (item.type === 'separator' ? [] : item.label)),
  ]);
}

test('in Chinese', () => {
  const all = labels('zh-CN');
  expect(all).toContain('全选');
  for (const label of all) expect(label).toMatch(/\p{Script=Han}/u);
});

test('in English, also where the system speaks neither', () => {
  expect(labels('fr')).toEqual(labels('en-GB'));
  for (const label of labels('en-GB')) expect(label).toMatch(/^[A-Z][A-Za-z ]+$/);
});
