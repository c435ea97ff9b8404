/** Electron's message ports, of which either end may be given away to another process or to the page: strings travel between them. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** What travels to and from a process or page that was given ends of channels. */
export type PortMessage = { kind: 'port'; id: number; data: string } | { kind: 'closed'; id: number };

class PortDouble extends EventEmitter implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'> {
  /** The other end; set once, by the channel. */
  peer: PortDouble = this;
  #given: ((message: { data: string } | 'closed') => void) | undefined;
  #waiting: string[] = [];
  #started = false;
  #closed = false;

  postMessage(data: string): void {
    this.peer.#arrive(data);
  }
  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.#arrive(data);
  }
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.peer.#otherClosed();
  }
  giveTo(holder: (message: { data: string } | 'closed') => void): void {
    this.#given = holder;
    this.start();
  }
  #arrive(data: string): void {
    if (this.#given !== undefined) this.#given({ data });
    else if (this.#started) setImmediate(() => this.emit('message', { data, ports: [] }));
    else this.#waiting.push(data);
  }
  #otherClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#given !== undefined) this.#given('closed');
    else setImmediate(() => this.emit('close'));
  }
}

export class MessageChannelDouble {
  readonly port1 = new PortDouble();
  readonly port2 = new PortDouble();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/** The ends one process or page was given. */
export class GivenPorts {
  readonly #ports = new Map<number, PortDouble>();
  readonly #send: (message: PortMessage) => void;
  static #lastId = 0;

  constructor(send: (message: PortMessage) => void) {
    this.#send = send;
  }
  /** Answers the name it has over there. */
  give(port: unknown): number {
    if (!(port instanceof PortDouble)) throw new Error('not a port of this channel');
    const id = ++GivenPorts.#lastId;
    this.#ports.set(id, port);
    // once the receiver knows the name
    queueMicrotask(() =>
      port.giveTo((message) =>
        this.#send(message === 'closed' ? { kind: 'closed', id } : { kind: 'port', id, data: message.data }),
      ),
    );
    return id;
  }
  heard(message: PortMessage): void {
    const port = this.#ports.get(message.id);
    if (message.kind === 'port') port?.postMessage(message.data);
    else port?.close();
  }
  /** The process that held them has ended. */
  allClosed(): void {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
  }
}
