/** The preload exposes two functions, and hands ports on to our own origin only. */
import { type EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';

interface Exposed {
  readonly name: string;
  readonly api: Record<string, (...args: unknown[]) => unknown>;
}

const double = vi.hoisted((): { ipc: EventEmitter | undefined; sent: string[]; exposed: Exposed[] } => ({
  ipc: undefined,
  sent: [],
  exposed: [],
}));

// a preload has no entry to be handed things through: it takes hold of Electron by itself
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  double.ipc = new EventEmitter();
  return {
    ipcRenderer: Object.assign(double.ipc, { send: (channel: string) => double.sent.push(channel) }),
    webUtils: { getPathForFile: (file: { name: string }) => `/dropped/${file.name}` },
    contextBridge: {
      exposeInMainWorld: (name: string, api: Exposed['api']) => double.exposed.push({ name, api }),
    },
  };
});

afterEach(() => vi.unstubAllGlobals());

test('a page asks for a port and gets it as a message from itself', async () => {
  const messages: unknown[][] = [];
  vi.stubGlobal('window', { postMessage: (...args: unknown[]) => messages.push(args) });
  vi.stubGlobal('location', { origin: 'app://migrator' });
  await import('./index.ts');

  const [bridge, ...others] = double.exposed;
  expect([bridge?.name, others]).toEqual(['ecsImageMigrator', []]);
  expect(Object.keys(bridge?.api ?? {})).toEqual(['requestPort', 'pathOf']);
  expect(bridge?.api['pathOf']?.({ name: 'web.vmdk' })).toBe('/dropped/web.vmdk');
  bridge?.api['requestPort']?.();
  expect(double.sent).toEqual(['port:request']);

  const port = {};
  double.ipc?.emit('port', { ports: [port] });
  expect(messages).toEqual([[{ type: 'ecs-image-migrator-port' }, 'app://migrator', [port]]]);
});
