/** Loaded into the utility process: gives it the `process.parentPort` that Electron would. */
import { EventEmitter } from 'node:events';
import type { FromUtility, ToUtility } from './utility.double.ts';

// the system ends a utility process together with the program it belongs to
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

/** After the program was killed, nothing receives it: the disconnect that follows ends this process. */
const send = (message: FromUtility): void => void process.send?.(message, undefined, undefined, () => undefined);

class GivenPort extends EventEmitter {
  readonly #id: number;
  #waiting: string[] | undefined = [];
  constructor(id: number) {
    super();
    this.#id = id;
  }
  postMessage(data: string): void {
    send({ kind: 'port', id: this.#id, data });
  }
  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const data of waiting) this.arrive(data);
  }
  close(): void {
    send({ kind: 'closed', id: this.#id });
  }
  arrive(data: string): void {
    if (this.#waiting === undefined) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }
}

const ports = new Map<number, GivenPort>();
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => send({ kind: 'message', data }),
});
Object.assign(process, { parentPort });

const hear = (message: ToUtility): void => {
  if (message.kind === 'port') ports.get(message.id)?.arrive(message.data);
  else if (message.kind === 'closed') ports.get(message.id)?.emit('close');
  else {
    const given = message.ports.map((id) => {
      const port = new GivenPort(id);
      ports.set(id, port);
      return port;
    });
    parentPort.emit('message', { data: message.data, ports: given });
  }
};
// what comes before the program listens is kept for it, as Electron does
parentPort.once('newListener', () => setImmediate(() => process.on('message', hear)));
