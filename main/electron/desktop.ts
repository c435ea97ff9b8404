/** The life of the desktop program: one instance, one window, one core; and no work stopped without asking. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Clock } from '../core/base/clock.ts';
import type { StartOptions } from '../doors/start-options.ts';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { startCore, type CoreHost } from './core-host.ts';
import type { ElectronApi } from './electron-api.ts';
import { lockDown } from './lock-down.ts';
import { setMenu } from './menu.ts';
import { chooseFiles, mayStop, tellFailure } from './native-dialogs.ts';
import { osVault } from './os-vault.ts';
import { handOutPorts } from './page-ports.ts';
import { loadPage, openPageWindow } from './page-window.ts';
import { windowLocale } from './window-locale.ts';

export interface DesktopFiles {
  /** The built page, preload and core process. */
  readonly page: string;
  readonly preload: string;
  readonly coreProgram: string;
  /** Where a packaged program keeps its own qemu-img; undefined when it is run from its source. */
  readonly resources: string | undefined;
}

/** Resolves when the window is there. What must come before Electron is ready is done before the first wait. */
export async function startDesktop(
  electron: ElectronApi,
  files: DesktopFiles,
  options: StartOptions,
  clock: Clock,
): Promise<void> {
  const { app } = electron;
  // the window's own state lies with ours: one data folder, one instance
  const windowState = join(options.dataFolder, 'window');
  mkdirSync(windowState, { recursive: true, mode: 0o700 });
  app.setPath('userData', windowState);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerAppScheme(electron);
  app.enableSandbox();
  await app.whenReady();

  lockDown(electron);
  serveAppScheme(electron, files.page);
  setMenu(electron);
  const window = openPageWindow(electron, files.preload);
  const host = openCoreFor(electron, files, options, clock, window);
  watchPower(electron, host);
  endWithCare(electron, host, window);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  await loadPage(window);
}

function openCoreFor(
  electron: ElectronApi,
  files: DesktopFiles,
  { dataFolder, practice, practiceOnly, samplePath }: StartOptions,
  clock: Clock,
  window: BrowserWindow,
): CoreHost {
  const vault = osVault(electron, join(dataFolder, 'vault.json'));
  const host = startCore({
    electron,
    clock,
    program: files.coreProgram,
    start: {
      dataFolder,
      practice,
      practiceOnly,
      locale: windowLocale(electron),
      ...(files.resources === undefined ? {} : { resourcesFolder: files.resources }),
      ...(samplePath === undefined ? {} : { samplePath }),
    },
    desktop: {
      'files.choose': ({ what, endings }) => chooseFiles(electron, window, what, endings),
      'proxy.resolve': async ({ url }) => ({
        said: await electron.session.defaultSession.resolveProxy(url),
      }),
      'vault.get': async ({ name }) => {
        const secret = await vault.get(name);
        return secret === undefined ? {} : { secret };
      },
      'vault.set': async ({ name, secret }) => vault.set(name, secret).then(() => ({})),
      'vault.remove': async ({ name }) => vault.remove(name).then(() => ({})),
      'vault.names': () => vault.names(),
    },
    onUp: () => ports.coreIsUp(),
    onLost(failure) {
      tellFailure(electron, failure);
      electron.app.quit();
    },
  });
  const ports = handOutPorts(electron, window, () => host.pagePort());
  return host;
}

/** Pauses work before the machine sleeps and resumes it when it wakes, since connections do not survive sleep. */
function watchPower({ powerMonitor }: ElectronApi, host: CoreHost): void {
  // a core that is gone by then has nothing left to stop
  powerMonitor.on(
    'suspend',
    () =>
      void host
        .core()
        ?.suspend({ reason: 'sleep' })
        .catch(() => undefined),
  );
  powerMonitor.on(
    'resume',
    () =>
      void host
        .core()
        ?.wake({})
        .catch(() => undefined),
  );
}

function endWithCare(electron: ElectronApi, host: CoreHost, window: BrowserWindow): void {
  const { app, powerMonitor } = electron;
  let state: 'open' | 'ending' | 'ended' = 'open';
  /** The system shuts down: there is no time to ask. */
  const unasked = new AbortController();

  const end = async (): Promise<void> => {
    const busy = await host
      .core()
      ?.busy({})
      .catch(() => false); // gone: nothing runs
    const mustAsk = (): boolean => busy === true && !unasked.signal.aborted;
    if (mustAsk() && !(await mayStop(electron, window, unasked.signal)) && mustAsk()) {
      state = 'open';
      return;
    }
    await host.stop();
    state = 'ended';
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    void end();
  });
  window.on('close', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    app.quit();
  });
  const systemEnds = (): void => {
    unasked.abort();
    app.quit();
  };
  powerMonitor.on('shutdown', systemEnds);
  window.on('session-end', systemEnds);
}
