/** The desktop door in front of the real core: calls, streams and the system's dialog, through both channels. */
import { afterEach, expect, test } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractVersion } from '../../contract/version.ts';
import { openCore } from '../doors/open-core.ts';
import { pageOver, settled, startUnderTest, type DesktopUnderTest } from './desktop.double.ts';

let under: DesktopUnderTest;
afterEach(async () => {
  under.double.app.quit();
  while (under.double.quits === 0) await settled();
  await under.remove();
});

test('a page greets core, chooses a disk with the dialog and follows the migrations', async () => {
  under = await startUnderTest(undefined, openCore);
  under.requestPort();
  while (under.ports().length === 0) await settled();
  const [port] = under.ports();
  if (port === undefined) throw new Error('no port came');
  const page = pageOver(port);

  expect(await page.hello({ contract: contractVersion() })).toMatchObject({
    door: 'electron',
    nativeDialogs: true,
    osVault: true,
  });
  const disk = join(under.dataFolder, 'web01.vmdk');
  await writeFile(disk, 'not a disk');
  under.double.chosenPaths = [disk];
  const { chosen } = await page['files.choose']({ what: 'disks' });
  expect(chosen.map(({ name }) => name)).toEqual(['web01.vmdk']);
  for await (const event of page['migration.follow']({})) {
    expect(event).toEqual({ kind: 'all', migrations: [] });
    break;
  }
});
