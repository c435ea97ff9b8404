/** The caller's half of the contract: turns a port into functions. Used by the page and the command line. */
import { Failure } from './failure-error.ts';
import { answerFrame, type ClientOf, type Contract, type Port } from './rpc.ts';

type Listener = (frame: Frame) => void;
type Frame = ReturnType<typeof answerFrame.parse> | { id: number; gone: true };

/** Every pending call fails with `program.disconnected` when the port closes. */
export function connect<C extends Contract>(contract: C, port: Port): ClientOf<C> {
  const waiting = new Map<number, Listener>();
  let nextId = 1;
  let closed = false;

  port.onMessage((text) => {
    const frame = answerFrame.parse(JSON.parse(text));
    waiting.get(frame.id)?.(frame);
  });
  port.onClose(() => {
    closed = true;
    for (const [id, listener] of waiting) listener({ id, gone: true });
    waiting.clear();
  });

  const begin = (name: string, input: unknown, listener: Listener): number => {
    if (closed) throw new Failure('program.disconnected', {});
    const id = nextId++;
    waiting.set(id, listener);
    port.post(JSON.stringify({ id, call: name, input }));
    return id;
  };
  const stop = (id: number): void => {
    if (!closed) port.post(JSON.stringify({ id, stop: true }));
  };

  const ask = (name: string, contractEntry: C[string]) => (input: unknown, signal?: AbortSignal) =>
    new Promise<unknown>((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = (): void => stop(id);
      const id = begin(name, input, (frame) => {
        waiting.delete(frame.id);
        signal?.removeEventListener('abort', onAbort);
        try {
          resolve(contractEntry.output.parse(valueOf(frame)));
        } catch (error) {
          reject(Failure.from(error));
        }
      });
      signal?.addEventListener('abort', onAbort);
    });

  const listen = (name: string, contractEntry: C[string]) =>
    async function* (input: unknown, signal?: AbortSignal): AsyncGenerator<unknown> {
      const queue: Frame[] = [];
      let wake = (): void => undefined;
      const id = begin(name, input, (frame) => {
        queue.push(frame);
        wake();
      });
      const onAbort = (): void => {
        queue.push({ id, end: true });
        wake();
      };
      signal?.addEventListener('abort', onAbort);
      let ended = false;
      try {
        for (;;) {
          for (let frame = queue.shift(); frame !== undefined; frame = queue.shift()) {
            if ('end' in frame) return;
            if (!('event' in frame)) ended = true;
            yield contractEntry.output.parse(valueOf(frame));
          }
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        waiting.delete(id);
        signal?.removeEventListener('abort', onAbort);
        if (!ended) stop(id);
      }
    };

  const client: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(contract)) {
    client[name] = entry.kind === 'call' ? ask(name, entry as C[string]) : listen(name, entry as C[string]);
  }
  return client as ClientOf<C>;
}

function valueOf(frame: Frame): unknown {
  if ('failure' in frame) throw Failure.of(frame.failure);
  if ('gone' in frame) throw new Failure('program.disconnected', {});
  if ('event' in frame) return frame.event;
  return 'ok' in frame ? frame.ok : undefined;
}
