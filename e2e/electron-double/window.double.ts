/** Electron's window as an installed Chromium: the page, its preload, its policy and its ports are real; the frame around it is not. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { chromium, type BrowserContext, type CDPSession, type Page, type Route } from 'playwright-core';
import { findBrowser, quietBrowser } from '../needs.ts';
import {
  bindingName,
  delivery,
  isolatedScript,
  mainWorldScript,
  worldName,
  type FromPage,
} from './page-world.double.ts';
import { GivenPorts } from './ports.double.ts';
import { tell } from './test-line.double.ts';

/** Chromium knows no scheme of ours: it asks for this instead, and the handler of the scheme answers. */
const stand = 'https://migrator.app';
const ours = 'app://migrator';
const asApp = (url: string): string => (url.startsWith(stand) ? ours + url.slice(stand.length) : url);

/** Electron's pages are told when the other end of a port closes; plain Chromium needs to be asked for it. */
const closeEvent = '--enable-blink-features=MessagePortCloseEvent';

export type Handler = (request: Request) => Response | Promise<Response>;

/** What the windows need of the rest of Electron. */
export interface Surroundings {
  readonly userData: () => string;
  readonly handler: () => Handler | undefined;
  readonly ipcMain: EventEmitter;
  readonly onWebContents: (page: WebContentsDouble) => void;
}

class EventDouble {
  refused = false;
  preventDefault(): void {
    this.refused = true;
  }
}

class FrameDouble {
  readonly #post: (channel: string, data: unknown, ports: readonly unknown[]) => void;
  readonly #url: () => string;
  constructor(url: () => string, post: (channel: string, data: unknown, ports: readonly unknown[]) => void) {
    this.#url = url;
    this.#post = post;
  }
  get origin(): string {
    return this.#url().startsWith(`${ours}/`) ? ours : 'null';
  }
  postMessage(channel: string, data: unknown, ports: readonly unknown[] = []): void {
    this.#post(channel, data, ports);
  }
}

class WebContentsDouble extends EventEmitter {
  page: Page | undefined;
  cdp: CDPSession | undefined;
  /** The preload's world in the document that is shown. */
  world: number | undefined;
  loading = false;
  openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly ports = new GivenPorts((message) => this.#deliver(delivery(message)));
  readonly mainFrame = new FrameDouble(
    () => this.getURL(),
    (channel, data, ports) => {
      const given = ports.map((port) => this.ports.give(port));
      this.#deliver(delivery({ kind: 'post', channel, data, ports: given }));
    },
  );
  getURL(): string {
    return asApp(this.page?.url() ?? '');
  }
  setWindowOpenHandler(handler: typeof this.openWindow): void {
    this.openWindow = handler;
  }
  #deliver(expression: string): void {
    if (this.world === undefined) return;
    // a document that went away meanwhile gets nothing
    void this.cdp?.send('Runtime.evaluate', { expression, contextId: this.world }).catch(() => undefined);
  }
}

export const windows: WindowDouble[] = [];

export function windowClass(around: Surroundings) {
  return class extends WindowDouble {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super(options, around);
    }
  };
}

export class WindowDouble extends EventEmitter {
  readonly webContents = new WebContentsDouble();
  readonly #opened: Promise<Page>;
  #context: BrowserContext | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions, around: Surroundings) {
    super();
    windows.push(this);
    around.onWebContents(this.webContents);
    this.#opened = this.#open(options, around);
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#opened;
    this.webContents.loading = true;
    await page.goto(url.replace(ours, stand));
    this.webContents.loading = false;
    const [port] = readFileSync(join(this.#profile, 'DevToolsActivePort'), 'utf8').split('\n');
    tell({ tells: 'window', debugger: `http://127.0.0.1:${port}` });
    this.emit('ready-to-show');
  }
  show(): void {}
  focus(): void {
    tell({ tells: 'focus' });
  }
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return false;
  }
  /** As by its close button or by the system. True unless the page or the program prevented it. */
  askToClose(): boolean {
    const event = new EventDouble();
    this.emit('close', event);
    return !event.refused;
  }
  async destroy(): Promise<void> {
    await this.#context?.close();
  }

  #profile = '';

  async #open(options: Electron.BrowserWindowConstructorOptions, around: Surroundings): Promise<Page> {
    const found = findBrowser();
    if ('missing' in found) throw new Error(found.missing);
    this.#profile = join(around.userData(), 'chromium');
    const context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: found.path,
      args: [...quietBrowser, '--remote-debugging-port=0', closeEvent],
      viewport: { width: options.width ?? 800, height: options.height ?? 600 },
    });
    this.#context = context;
    const page = context.pages()[0] ?? (await context.newPage());
    const cdp = await context.newCDPSession(page);
    Object.assign(this.webContents, { page, cdp });
    context.on('page', (popup) => void popup.close());
    await context.route('**/*', (route) => route.abort('blockedbyclient')); // a second window on its way out
    await page.route('**/*', (route) => this.#answer(route, around));
    await this.#watch(cdp, page, around);
    const preload = readFileSync(options.webPreferences?.preload ?? '', 'utf8');
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedScript(preload), worldName });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript });
    return page;
  }

  async #watch(cdp: CDPSession, page: Page, { ipcMain }: Surroundings): Promise<void> {
    const contents = this.webContents;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName) contents.world = context.id;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      contents.world = undefined;
      contents.ports.allClosed();
    });
    cdp.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      if (executionContextId !== contents.world) contents.world = executionContextId;
      const message = JSON.parse(payload) as FromPage;
      if (message.kind !== 'send') return contents.ports.heard(message);
      ipcMain.emit(message.channel, { sender: contents, senderFrame: contents.mainFrame }, ...message.args);
    });
    cdp.on('Page.windowOpen', ({ url }) => {
      const { action } = contents.openWindow({ url: asApp(url) });
      if (action !== 'deny') throw new Error(`the double opens no second window: ${url}`);
      tell({ tells: 'refused', what: 'new window', url: asApp(url) });
    });
    page.on('crash', () => contents.emit('render-process-gone', {}, { reason: 'crashed' }));
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName });
  }

  async #answer(route: Route, { handler }: Surroundings): Promise<void> {
    const request = route.request();
    const url = asApp(request.url());
    const contents = this.webContents;
    if (request.isNavigationRequest() && !contents.loading && url !== contents.getURL()) {
      const event = Object.assign(new EventDouble(), { url });
      contents.emit('will-frame-navigate', event);
      contents.emit('will-navigate', event);
      if (event.refused) {
        tell({ tells: 'refused', what: 'navigation', url });
        return route.abort('aborted');
      }
    }
    const handle = handler();
    if (!url.startsWith(`${ours}/`) || handle === undefined) return route.abort('blockedbyclient');
    const answer = await handle(new Request(url, { method: request.method() }));
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }
}
