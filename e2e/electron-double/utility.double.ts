/** Electron's utility process as a real process of Node: it can be killed, and what it was given closes with it. */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { GivenPorts, type PortMessage } from './ports.double.ts';

export type ToUtility = { kind: 'message'; data: unknown; ports: number[] } | PortMessage;
export type FromUtility = { kind: 'message'; data: unknown } | PortMessage;

const shim = new URL('./utility-child.double.ts', import.meta.url).href;

class UtilityDouble extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports: GivenPorts;

  constructor(program: string) {
    super();
    this.#child = fork(program, [], { execArgv: ['--no-deprecation', '--import', shim] });
    this.#ports = new GivenPorts((message) => this.#send(message));
    this.#child.on('message', (message: FromUtility) => {
      if (message.kind === 'message') this.emit('message', message.data);
      else this.#ports.heard(message);
    });
    this.#child.once('exit', (code) => {
      this.#ports.allClosed();
      this.emit('exit', code ?? 1);
    });
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }
  postMessage(data: unknown, ports: readonly unknown[] = []): void {
    this.#send({ kind: 'message', data, ports: ports.map((port) => this.#ports.give(port)) });
  }
  kill(signal?: NodeJS.Signals): boolean {
    return this.#child.kill(signal);
  }
  #send(message: ToUtility): void {
    if (this.#child.connected) this.#child.send(message);
  }
}

export const utilities: UtilityDouble[] = [];
export const utilityProcess = {
  fork(program: string): UtilityDouble {
    const made = new UtilityDouble(program);
    utilities.push(made);
    return made;
  },
};
