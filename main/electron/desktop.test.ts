/** The desktop program: one window on one core, ports for its page, and an end that stops no work unasked. */
import { afterEach, expect, test } from 'vitest';
import { contractVersion } from '../../contract/version.ts';
import { Failure } from '../../contract/failure-error.ts';
import { pageOver, settled, startUnderTest, type DesktopUnderTest } from './desktop.double.ts';
import { EventDouble } from './electron-parts.double.ts';

let under: DesktopUnderTest;
afterEach(() => under.remove());

test('the window opens as designed, on our own page', async () => {
  under = await startUnderTest();
  const { window } = under.double;
  expect(window.options).toMatchObject({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
  });
  expect(window.webContents.url).toBe('app://migrator/');
  window.emit('ready-to-show');
  expect(window.done).toEqual(['show']);
});

test('the page asks for a port and talks to core through it', async () => {
  under = await startUnderTest();
  under.requestPort();
  const [port] = under.ports();
  if (port === undefined) throw new Error('no port came');
  expect((await pageOver(port).hello({ contract: contractVersion() })).door).toBe('electron');
  expect(under.openedWith[0]).toMatchObject({
    dataFolder: under.dataFolder,
    door: 'electron',
    practiceOnly: true,
  });
});

test('core falls over: it is started again and the page gets a fresh port', async () => {
  under = await startUnderTest();
  under.requestPort();
  under.double.process.end(134);
  await settled();
  under.requestPort();
  expect(under.ports()).toHaveLength(1);

  under.clock.waits.at(-1)?.end();
  await settled();
  expect(under.double.processes).toHaveLength(2);
  const fresh = under.ports()[1];
  if (fresh === undefined) throw new Error('no fresh port came');
  expect((await pageOver(fresh).hello({ contract: contractVersion() })).door).toBe('electron');
});

test('core that falls over again and again is given up, after longer and longer waits', async () => {
  under = await startUnderTest();
  for (let fall = 0; fall < 6; fall++) {
    under.double.process.end(1);
    await settled();
    under.clock.waits.at(-1)?.end();
    await settled();
  }
  expect(under.clock.waits.map(({ ms }) => ms)).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  expect(under.double.errorsShown).toHaveLength(1);
  expect(under.double.quits).toBe(1);
});

test('a core that stayed up for long has its earlier falls forgotten', async () => {
  under = await startUnderTest();
  for (let fall = 0; fall < 8; fall++) {
    under.clock.nowMs += 60_000;
    under.double.process.end(1);
    await settled();
    under.clock.waits.at(-1)?.end();
    await settled();
  }
  expect(under.double.errorsShown).toEqual([]);
  expect(under.double.processes).toHaveLength(9);
});

test('core that refuses to start says why, and the program ends', async () => {
  const busy = new Failure('machine.data-busy', { folder: 'data', pid: 1 });
  under = await startUnderTest(undefined, () => Promise.reject(busy));
  expect(under.double.errorsShown).toHaveLength(1);
  expect(under.double.quits).toBe(1);
});

test('a second start shows the window of the first', async () => {
  under = await startUnderTest();
  under.double.window.minimized = true;
  under.double.app.emit('second-instance');
  expect(under.double.window.done).toEqual(['restore', 'focus']);
});

test('an idle program closes without a question, and core settles first', async () => {
  under = await startUnderTest();
  const event = new EventDouble();
  under.double.window.emit('close', event);
  expect(event.refused).toBe(true);
  await settled();
  expect(under.double.asked).toEqual([]);
  expect(under.cores[0]?.heard).toEqual(['close']);
  expect(under.double.quits).toBe(1);
});

test('closing while a migration runs asks, and "Go on" goes on', async () => {
  under = await startUnderTest();
  const [core] = under.cores;
  if (core === undefined) throw new Error('no core');
  core.isBusy = true;
  under.double.answer = 0;
  under.double.window.emit('close', new EventDouble());
  await settled();
  expect(under.double.asked[0]?.buttons?.[0]).toBe('Go on');
  expect(under.double.asked[0]?.cancelId).toBe(0);
  expect([core.heard, under.double.quits]).toEqual([[], 0]);

  under.double.answer = 1;
  under.double.window.emit('close', new EventDouble());
  await settled();
  expect([core.heard, under.double.quits]).toEqual([['close'], 1]);
});

test.each(['shutdown of the machine', 'end of the session'])('the %s is not held up by a question', async (which) => {
  under = await startUnderTest();
  const [core] = under.cores;
  if (core === undefined) throw new Error('no core');
  core.isBusy = true;
  if (which === 'end of the session') under.double.window.emit('session-end');
  else under.double.powerMonitor.emit('shutdown');
  await settled();
  expect(under.double.asked).toEqual([]);
  expect([core.heard, under.double.quits]).toEqual([['close'], 1]);
});

test('a core that does not settle does not keep the program open', async () => {
  under = await startUnderTest();
  const [core] = under.cores;
  if (core === undefined) throw new Error('no core');
  core.close = () => new Promise<void>(() => undefined);
  under.double.app.quit();
  await settled();
  expect(under.double.quits).toBe(0);
  under.clock.waits.at(-1)?.end();
  await settled();
  expect(under.double.quits).toBe(1);
});

test('work stops before the machine sleeps and goes on when it wakes', async () => {
  under = await startUnderTest();
  under.double.powerMonitor.emit('suspend');
  under.double.powerMonitor.emit('resume');
  await settled();
  expect(under.cores[0]?.heard).toEqual(['suspend sleep', 'wake']);
});

test("core asks the window's process for the system's proxy", async () => {
  under = await startUnderTest();
  under.double.proxy = 'PROXY proxy.example:3128';
  const desktop = under.openedWith[0]?.desktop;
  expect(await desktop?.proxyFor?.('https://ecs.aliyuncs.com')).toBe('PROXY proxy.example:3128');
});

test("core reaches the system's dialogs and vault through the window's process", async () => {
  under = await startUnderTest();
  under.double.chosenPaths = ['/disks/web01.vmdk'];
  const desktop = under.openedWith[0]?.desktop;
  const chosen = desktop?.chooseFiles?.('disks', ['vmdk', 'gz'], AbortSignal.timeout(10_000));
  expect(await chosen).toEqual(['/disks/web01.vmdk']);
  expect(under.double.offered).toEqual(['vmdk', 'gz']);
  await desktop?.vault?.set('main', 'a secret');
  expect(await desktop?.vault?.get('main')).toBe('a secret');
  expect(await desktop?.vault?.get('other')).toBeUndefined();
  expect(await desktop?.vault?.names()).toEqual(['main']);
  await desktop?.vault?.remove('main');
  expect(await desktop?.vault?.names()).toEqual([]);

  under.double.keyring.available = false;
  await expect(desktop?.vault?.set('main', 'x')).rejects.toMatchObject({ code: 'machine.vault-unavailable' });
});
