/**
 * A stand-in for the parts of Electron this door uses, for tests: it keeps what it was told and lets a test act as the
 * person, the page and the system. Its members are checked against Electron's own types wherever those allow it.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ElectronApi } from './electron-api.ts';
import { EventDouble, MessageChannelDouble, ProcessDouble, WindowDouble } from './electron-parts.double.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];
type Session = Electron.Session;

/** Everything a test looks at or acts through, and `electron` as the door gets it. */
export class ElectronDouble {
  readonly windows: WindowDouble[] = [];
  readonly processes: ProcessDouble[] = [];
  readonly opened: string[] = [];
  readonly errorsShown: string[] = [];
  /** The answer to the next question: the number of the button. */
  answer = 0;
  readonly asked: Electron.MessageBoxOptions[] = [];
  chosenPaths: string[] = [];
  /** The endings of the file dialog's first filter. */
  offered: readonly string[] = [];
  /** What the system says for hosts of Alibaba Cloud. */
  proxy = 'DIRECT';
  schemes: Electron.CustomScheme[] = [];
  pageHandler: Handler | undefined;
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  menu: Electron.MenuItemConstructorOptions[] = [];
  isFirst = true;
  quits = 0;
  keyring: { available: boolean; backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> } = {
    available: true,
    backend: 'gnome_libsecret',
  };

  /** Runs when a process is forked; a test puts a program in it here. */
  onFork: (process: ProcessDouble) => void = () => undefined;

  readonly app = Object.assign(new EventEmitter(), {
    name: 'ECS Image Migrator',
    isPackaged: true,
    getLocale: () => 'en-US',
    whenReady: () => Promise.resolve(),
    requestSingleInstanceLock: () => this.isFirst,
    enableSandbox: () => undefined,
    setPath: () => undefined,
    quit: () => {
      const event = new EventDouble();
      this.app.emit('before-quit', event);
      if (!event.refused) this.quits++;
    },
  } satisfies Partial<Electron.App>);
  readonly ipcMain = new EventEmitter();
  readonly powerMonitor = new EventEmitter();
  readonly defaultSession = Object.assign(new EventEmitter(), {
    setPermissionCheckHandler: (handler) => void (this.permissionCheck = handler),
    setPermissionRequestHandler: (handler) => void (this.permissionRequest = handler),
    setDevicePermissionHandler: (handler) => void (this.devicePermission = handler),
    resolveProxy: (url) => Promise.resolve(url.includes('aliyuncs.com') ? this.proxy : 'DIRECT'),
  } satisfies Partial<Session>);

  readonly protocol = {
    registerSchemesAsPrivileged: (schemes) => void (this.schemes = schemes),
    handle: (_scheme, handler) => void (this.pageHandler = handler),
  } satisfies Partial<Electron.Protocol>;
  readonly shell = {
    openExternal: (url) => Promise.resolve(void this.opened.push(url)),
  } satisfies Partial<Electron.Shell>;
  readonly dialog = {
    showOpenDialog: (_window: unknown, options?: Electron.OpenDialogOptions) => {
      this.offered = options?.filters?.[0]?.extensions ?? [];
      return Promise.resolve({ canceled: false, filePaths: this.chosenPaths });
    },
    showErrorBox: (title) => void this.errorsShown.push(title),
    showMessageBox: (_window: unknown, options?: Electron.MessageBoxOptions) => {
      if (options !== undefined) this.asked.push(options);
      return Promise.resolve({ response: this.answer, checkboxChecked: false });
    },
  } satisfies Partial<Electron.Dialog>;
  /** Not encryption: only unlike the secret, and undone by its own key alone. */
  readonly safeStorage = {
    isAsyncEncryptionAvailable: () => Promise.resolve(this.keyring.available),
    getSelectedStorageBackend: () => this.keyring.backend,
    encryptStringAsync: (text) => Promise.resolve(flipped(Buffer.from(`key:${text}`))),
    decryptStringAsync: (bytes) => {
      const text = flipped(bytes).toString('utf8');
      if (!text.startsWith('key:')) return Promise.reject(new Error('cannot decrypt'));
      return Promise.resolve({ shouldReEncrypt: false, result: text.slice(4) });
    },
  } satisfies Partial<Electron.SafeStorage>;

  readonly electron = this.#asElectron();

  get window(): WindowDouble {
    const [window] = this.windows;
    if (window === undefined) throw new Error('no window was opened');
    return window;
  }
  get process(): ProcessDouble {
    const process = this.processes.at(-1);
    if (process === undefined) throw new Error('no process was forked');
    return process;
  }

  #asElectron(): ElectronApi {
    const { windows, processes, app } = this;
    const fork = (path: string): ProcessDouble => {
      const process = new ProcessDouble(path);
      processes.push(process);
      this.onFork(process);
      return process;
    };
    class BrowserWindow extends WindowDouble {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
        app.emit('web-contents-created', new EventDouble(), this.webContents);
      }
    }
    const api = {
      app,
      BrowserWindow,
      dialog: this.dialog,
      ipcMain: this.ipcMain,
      Menu: {
        buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => (this.menu = template),
        setApplicationMenu: () => undefined,
      },
      MessageChannelMain: MessageChannelDouble,
      powerMonitor: this.powerMonitor,
      protocol: this.protocol,
      safeStorage: this.safeStorage,
      session: { defaultSession: this.defaultSession },
      shell: this.shell,
      utilityProcess: { fork },
    } satisfies Record<keyof ElectronApi, unknown>;
    // Electron's classes have hundreds of members; those above are the ones this door may reach for
    return api as unknown as ElectronApi;
  }
}

const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
