import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { connect } from '../../contract/connect.ts';
import { calls, type Client, type CoreService } from '../../contract/calls.ts';
import { contractVersion } from '../../contract/version.ts';
import { Failure } from '../../contract/failure-error.ts';
import { limits } from '../../contract/limits.ts';
import type { Port } from '../../contract/rpc.ts';
import { memoryPorts } from '../cli/memory-port.ts';
import { serve } from './serve.ts';

const bugs: unknown[] = [];
let stopped: (() => void)[] = [];
const endings: (() => void)[] = [];
afterEach(() => {
  endings.splice(0).forEach((end) => end());
  bugs.length = 0;
  stopped = [];
});

const unused = () => Promise.reject(new Error('not served here'));
/** Only what these tests ask; everything else is our bug and would be reported as one. */
const service = {
  ...Object.fromEntries(Object.keys(calls).map((name) => [name, unused])),
  hello: () =>
    Promise.resolve({
      product: 'p',
      version: '1',
      door: 'web',
      nativeDialogs: false,
      osVault: false,
      system: 'linux',
    }),
  'files.resolve': ({ text }: { text: string }) => Promise.reject(new Failure('source.missing', { file: text })),
  'files.browse': (_: unknown, signal: AbortSignal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped.forEach((told) => told());
        reject(signal.reason as Error);
      });
    }),
  'settings.get': () => Promise.resolve({ theme: 'purple' }),
  'migration.follow': async function* (_: unknown, signal: AbortSignal) {
    yield { kind: 'all', migrations: [] };
    for (let number = 0; !signal.aborted && number < 1_000; number++) {
      yield { kind: 'removed', id: `mig-${String(number).padStart(12, '0')}` };
      await new Promise(setImmediate);
    }
    stopped.forEach((told) => told());
  },
} as unknown as CoreService;

const messagePort = (port: MessagePort): Port => ({
  post: (frame) => port.postMessage(frame),
  onMessage: (listener) => void port.on('message', (frame: string) => listener(frame)),
  onClose: (listener) => void port.on('close', listener),
  close: () => port.close(),
});
const socketPort = (socket: WebSocket): Port => ({
  post: (frame) => socket.send(frame),
  onMessage: (listener) => void socket.on('message', (data: Buffer) => listener(data.toString())),
  onClose: (listener) => void socket.on('close', listener),
  close: () => socket.close(),
});

const channels: Record<string, () => Promise<[Port, Port]>> = {
  memory: () => Promise.resolve(memoryPorts()),
  'message port': () => {
    const { port1, port2 } = new MessageChannel();
    return Promise.resolve([messagePort(port1), messagePort(port2)]);
  },
  socket: async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    endings.push(() => server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    await new Promise((resolve) => socket.once('open', resolve));
    return [socketPort(socket), socketPort(await accepted)];
  },
};

describe.each(Object.entries(channels))('the contract over %s', (_, open) => {
  async function opened(): Promise<{ port: Port; client: Client }> {
    const [page, core] = await open();
    endings.push(() => page.close());
    serve(service, core, (error) => bugs.push(error));
    return { port: page, client: connect(calls, page) };
  }
  async function greeted(): Promise<{ port: Port; client: Client }> {
    const pair = await opened();
    await pair.client.hello({ contract: contractVersion() });
    return pair;
  }

  it('refuses every call before hello', async () => {
    const { client } = await opened();
    await expect(client['settings.get']({})).rejects.toMatchObject({ code: 'asked.input-invalid' });
  });

  it('names both versions when they do not agree', async () => {
    const { client } = await opened();
    await expect(client.hello({ contract: 'older' })).rejects.toMatchObject({
      code: 'program.version-mismatch',
      facts: { page: 'older', core: contractVersion() },
    });
  });

  it('carries a failure as its code and facts', async () => {
    const { client } = await greeted();
    const error = await client['files.resolve']({ text: '/gone' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: 'source.missing', facts: { file: '/gone' } });
  });

  it('refuses input that does not fit, and unknown fields', async () => {
    const { client } = await greeted();
    const path = { disk: '/etc/passwd' } as never;
    await expect(client['disk.estimate'](path)).rejects.toMatchObject({ code: 'asked.input-invalid' });
    const extra = { text: 'a', path: '/b' } as never;
    await expect(client['files.resolve'](extra)).rejects.toMatchObject({ code: 'asked.input-invalid' });
  });

  it('lets nothing out that does not fit, and tells of it as a bug', async () => {
    const { client } = await greeted();
    await expect(client['settings.get']({})).rejects.toMatchObject({ code: 'program.bug' });
    expect(bugs).toHaveLength(1);
  });

  it('takes cancel to the signal of the call', async () => {
    const { client } = await greeted();
    const told = new Promise<void>((resolve) => stopped.push(resolve));
    const cancel = new AbortController();
    const asked = client['files.browse']({}, cancel.signal);
    cancel.abort();
    await expect(asked).rejects.toMatchObject({ code: 'asked.cancelled' });
    await told;
  });

  it('keeps events in order, and stops the source when the listener breaks off', async () => {
    const { client } = await greeted();
    const told = new Promise<void>((resolve) => stopped.push(resolve));
    const ids: string[] = [];
    for await (const event of client['migration.follow']({})) {
      if (event.kind === 'removed') ids.push(event.id);
      if (ids.length === 5) break;
    }
    expect(ids).toEqual([...ids].sort());
    await told;
  });

  it('aborts what runs when the other side goes away, and fails what was asked', async () => {
    const { client, port } = await greeted();
    const told = new Promise<void>((resolve) => stopped.push(resolve));
    const asked = client['files.browse']({});
    const lost = expect(asked).rejects.toMatchObject({ code: 'program.disconnected' });
    await new Promise(setImmediate);
    port.close();
    await told;
    await lost;
    await expect(client['settings.get']({})).rejects.toMatchObject({ code: 'program.disconnected' });
  });

  it.each([
    ['something that is no frame', '{"id":1}'],
    ['something that is not JSON', 'GET / HTTP/1.1'],
    ['a frame beyond the limit', JSON.stringify({ id: 9, call: 'hello', input: 'x'.repeat(limits.frameChars) })],
  ])('hangs up on %s', async (_name, frame) => {
    const { port } = await greeted();
    const closed = new Promise<void>((resolve) => port.onClose(resolve));
    port.post(frame);
    await closed;
  });

  it('has no call by the name of an inherited property', async () => {
    const { port } = await greeted();
    const answer = new Promise<string>((resolve) => port.onMessage(resolve));
    port.post(JSON.stringify({ id: 77, call: 'constructor', input: {} }));
    expect(JSON.parse(await answer)).toMatchObject({ id: 77, failure: { code: 'asked.input-invalid' } });
  });
});
