/** The desktop program started on the double of Electron, with a real channel to a core that answers `hello`; for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../contract/calls.ts';
import { calls } from '../../contract/calls.ts';
import { connect } from '../../contract/connect.ts';
import type { Clock } from '../core/base/clock.ts';
import { coreDouble, serviceDouble, type CoreDouble } from '../page/core.double.ts';
import { makePageFolder } from '../page/page-folder.double.ts';
import { startDesktop } from './desktop.ts';
import type { FrameDouble, PageDouble, PortDouble } from './electron-parts.double.ts';
import { ElectronDouble } from './electron.double.ts';
import { serveCore, type OpenCore } from './serve-core.ts';

/** A clock whose waits end when the test says so. */
export class ClockDouble implements Clock {
  nowMs = 0;
  readonly waits: { ms: number; end: () => void }[] = [];
  now(): number {
    return this.nowMs;
  }
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      this.waits.push({ ms, end: resolve });
    });
  }
}

export interface DesktopUnderTest {
  readonly double: ElectronDouble;
  readonly clock: ClockDouble;
  readonly dataFolder: string;
  /** The cores that were opened, the newest last. */
  readonly cores: CoreDouble[];
  /** What the newest core was opened with. */
  readonly openedWith: Parameters<OpenCore>[0][];
  /** Asks for a port as `frame` of `page` would; by default as our own page. */
  requestPort(page?: PageDouble, frame?: FrameDouble): void;
  /** The ports the page has been given so far. */
  ports(): PortDouble[];
  remove(): Promise<void>;
}

export async function startUnderTest(
  prepare: (double: ElectronDouble) => void = () => undefined,
  open?: OpenCore,
): Promise<DesktopUnderTest> {
  const made = await makePageFolder();
  const dataFolder = await mkdtemp(join(tmpdir(), 'desktop-'));
  const double = new ElectronDouble();
  const clock = new ClockDouble();
  const cores: CoreDouble[] = [];
  const openedWith: Parameters<OpenCore>[0][] = [];
  double.onFork = (process) =>
    serveCore(process.inside, (options) => {
      openedWith.push(options);
      if (open !== undefined) return open(options);
      const core = coreDouble(serviceDouble('electron'));
      cores.push(core);
      return Promise.resolve(core);
    });
  prepare(double);
  await startDesktop(
    double.electron,
    {
      page: made.page,
      preload: '/built/preload/index.cjs',
      coreProgram: '/built/core-process.js',
      resources: undefined,
    },
    { dataFolder, practice: { kind: 'embedded' }, practiceOnly: true, port: 0 },
    clock,
  );
  await settled();
  const ports = (): PortDouble[] => double.window.webContents.mainFrame.posted.flatMap((each) => each.ports);
  return {
    double,
    clock,
    dataFolder,
    cores,
    openedWith,
    requestPort(page = double.window.webContents, frame = page.mainFrame) {
      double.ipcMain.emit('port:request', { sender: page, senderFrame: frame });
    },
    ports,
    async remove() {
      for (const port of ports()) port.close();
      await made.remove();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Lets everything that is already under way between the two processes arrive. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Core's whole contract over a port, as the page uses it. */
export function pageOver(port: PortDouble): Client {
  port.start();
  return connect(calls, {
    post: (frame) => port.postMessage(frame),
    onMessage: (listener) => void port.on('message', ({ data }: { data: string }) => listener(data)),
    onClose: (listener) => void port.once('close', listener),
    close: () => port.close(),
  });
}
