/** Stand-ins for the things Electron makes: ports, processes, pages, windows and events; for tests. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type * as Electron from 'electron';

/** Electron's port over Node's: the same events, with the message wrapped as Electron does. */
export class PortDouble
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  close(): void {
    this.#port.close();
  }
}

export class MessageChannelDouble {
  readonly port1: PortDouble;
  readonly port2: PortDouble;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortDouble(port1);
    this.port2 = new PortDouble(port2);
  }
}

/** A forked process: what is sent arrives at the other end in a later turn, as between processes. */
export class ProcessDouble extends EventEmitter implements Pick<Electron.UtilityProcess, 'postMessage' | 'kill'> {
  readonly path: string;
  /** What the program inside has as `process.parentPort`. */
  readonly inside = Object.assign(new EventEmitter(), {
    postMessage: (message: unknown) => queueMicrotask(() => this.emit('message', message)),
  });
  #ended = false;
  constructor(path: string) {
    super();
    this.path = path;
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    queueMicrotask(() => this.#ended || this.inside.emit('message', { data: message, ports }));
  }
  kill(): boolean {
    this.end(0);
    return true;
  }
  end(exitCode: number): void {
    if (this.#ended) return;
    this.#ended = true;
    queueMicrotask(() => this.emit('exit', exitCode));
  }
}

export class FrameDouble implements Pick<Electron.WebFrameMain, 'postMessage' | 'origin'> {
  origin = 'null';
  readonly posted: { channel: string; ports: PortDouble[] }[] = [];
  postMessage(channel: string, _message: unknown, ports: Electron.MessagePortMain[] = []): void {
    this.posted.push({ channel, ports: ports as unknown as PortDouble[] });
  }
}

export class PageDouble extends EventEmitter implements Pick<Electron.WebContents, 'setWindowOpenHandler' | 'getURL'> {
  readonly mainFrame = new FrameDouble();
  url = '';
  openWindow: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: typeof this.openWindow): void {
    this.openWindow = handler;
  }
  getURL(): string {
    return this.url;
  }
}

/** An event a listener may refuse; `refused` tells whether it did. */
export class EventDouble {
  refused = false;
  preventDefault(): void {
    this.refused = true;
  }
}

export class WindowDouble
  extends EventEmitter
  implements Pick<Electron.BrowserWindow, 'loadURL' | 'show' | 'focus' | 'restore' | 'isMinimized' | 'isDestroyed'>
{
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new PageDouble();
  readonly done: string[] = [];
  minimized = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    this.webContents.mainFrame.origin = url.slice(0, -1);
    return Promise.resolve();
  }
  show(): void {
    this.done.push('show');
  }
  focus(): void {
    this.done.push('focus');
  }
  restore(): void {
    this.done.push('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return false;
  }
}
