/** The two scripts the double puts into each page: the preload in a world of its own, as Electron isolates it, and its bridge. */
import type { PortMessage } from './ports.double.ts';

export const worldName = 'Electron Isolated Context';
export const bindingName = 'electronDoubleOut';

export type ToPage = { kind: 'post'; channel: string; data: unknown; ports: number[] } | PortMessage;
export type FromPage = { kind: 'send'; channel: string; args: unknown[] } | PortMessage;

export const delivery = (message: ToPage): string => `electronDoubleIn(${JSON.stringify(message)})`;

/** Runs `preload` (CommonJS) with the parts of `electron` that a sandboxed preload has. */
export const isolatedScript = (preload: string): string => `(() => {
  const out = (message) => ${bindingName}(JSON.stringify(message));
  const listeners = new Map();
  const ports = new Map();
  const exposed = {};
  globalThis.electronDoubleIn = (message) => {
    if (message.kind === 'port') return ports.get(message.id)?.postMessage(message.data);
    if (message.kind === 'closed') return ports.get(message.id)?.close();
    const given = message.ports.map((id) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => out({ kind: 'port', id, data });
      port1.addEventListener('close', () => out({ kind: 'closed', id }));
      ports.set(id, port1);
      return port2;
    });
    for (const listener of listeners.get(message.channel) ?? []) listener({ ports: given }, message.data);
  };
  const electron = {
    ipcRenderer: {
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel, ...args) => out({ kind: 'send', channel, args }),
    },
    webUtils: { getPathForFile: () => '' },
    contextBridge: { exposeInMainWorld: (name, api) => void (exposed[name] = api) },
  };
  const say = (name, value) =>
    document.dispatchEvent(new CustomEvent('electron-double:' + name, { detail: JSON.stringify(value) ?? 'null' }));
  document.addEventListener('electron-double:which', () =>
    say('these', Object.entries(exposed).map(([name, api]) => [name, Object.keys(api)])));
  document.addEventListener('electron-double:call', ({ detail }) => {
    const [name, key, args] = JSON.parse(detail);
    say('answer', exposed[name][key](...args));
  });
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload may not require ' + name);
  };
  const module = { exports: {} };
  (function (require, module, exports, process) {
${preload}
  })(require, module, module.exports, undefined);
})()`;

/** Runs in the page's own world, before any script of the page: what was exposed, as functions that reach across. */
export const mainWorldScript = `(() => {
  const ask = (name, value, answerName) => {
    let answer;
    const hear = ({ detail }) => (answer = JSON.parse(detail));
    document.addEventListener('electron-double:' + answerName, hear);
    document.dispatchEvent(new CustomEvent('electron-double:' + name, { detail: JSON.stringify(value) ?? 'null' }));
    document.removeEventListener('electron-double:' + answerName, hear);
    return answer;
  };
  for (const [name, keys] of ask('which', null, 'these') ?? []) {
    const api = Object.fromEntries(keys.map((key) => [key, (...args) => ask('call', [name, key, args], 'answer') ?? undefined]));
    Object.defineProperty(window, name, { value: Object.freeze(api) });
  }
})()`;
