/**
 * Starts qemu-nbd for one disk and one reader: read only, the format said, on a socket in a folder only we may enter.
 * Where such sockets are not to be had it listens on loopback, and a key that only both ends know keeps others out.
 */
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../../../../contract/failure-error.ts';
import { startChild, type ChildResult, type RunningChild } from '../../base/child.ts';
import { systemClock } from '../../base/clock.ts';
import { installCommand } from '../qemu-install.ts';
import { qemuFailure, sourceArguments, type Qemu } from '../qemu.ts';
import type { QemuSource } from '../qemu-source.ts';
import { handshake, type NbdLink, type SharedKey } from './nbd-handshake.ts';
import { writeSharedKey } from './nbd-key.ts';
import { NbdLost } from './nbd-wire.ts';

export type Transport = 'socket' | 'loopback';

export interface NbdServer {
  readonly link: NbdLink;
  readonly child: RunningChild;
}

/** Systems take no longer path for a socket, its closing NUL included. */
const longestSocketPathBytes = 107;
const startWithinMs = 20_000;
const pollMs = 10;
const mostPorts = 8;
/** Set aside for short-lived use (RFC 6335); which one is free only trying shows. */
const ports = { first: 49_152, last: 65_535 };

/** qemu-nbd comes with qemu-img and lies beside it. Fails with `machine.qemu-missing`. */
export async function findQemuNbd(qemu: Qemu): Promise<string> {
  const program = join(dirname(qemu.program), process.platform === 'win32' ? 'qemu-nbd.exe' : 'qemu-nbd');
  try {
    await access(program);
    return program;
  } catch {
    // whatever the reason, the remedy is the same
    throw new Failure('machine.qemu-missing', { program: 'qemu-nbd', install: await installCommand() });
  }
}

/** Programs can meet at a socket of this name. */
export const fitsSocketPath = (path: string): boolean =>
  process.platform !== 'win32' && Buffer.byteLength(path) <= longestSocketPathBytes;

/**
 * Resolves with the disk ready to be read; the folder is gone by then, and the server ends with the connection. Fails
 * with `source.in-use`, `machine.qemu-missing`, `machine.qemu-failed`, or the signal's reason.
 */
export async function startNbdServer(
  source: QemuSource,
  program: string,
  options: { signal?: AbortSignal; transport?: Transport } = {},
): Promise<NbdServer> {
  // only its owner may enter a folder made so
  const folder = await mkdtemp(join(tmpdir(), 'ecs-nbd-'));
  try {
    const path = join(folder, 's');
    const transport = options.transport ?? (fitsSocketPath(path) ? 'socket' : 'loopback');
    const serve = (place: Place): Promise<NbdServer> =>
      startAt(place, ['--read-only', ...sourceArguments(source)], program, options.signal);
    if (transport === 'socket') {
      return await serve({ args: [`--socket=${path}`], dial: () => connect({ path }) });
    }
    const shared = await writeSharedKey(folder);
    for (let left = mostPorts; ; left--) {
      try {
        return await serve(loopback(folder, shared));
      } catch (error) {
        if (left === 1 || !(error instanceof NotStarted) || !isPortTaken(error.result)) throw error;
      }
    }
  } catch (error) {
    if (error instanceof NotStarted) throw qemuFailure('qemu-nbd', source.path, error.result);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program ended before there was a disk to read. */
class NotStarted extends Error {
  readonly result: ChildResult;

  constructor(result: ChildResult, options?: { cause?: unknown }) {
    super('qemu-nbd ended', options);
    this.result = result;
  }
}

/** By qemu's own words: those of the system's that follow them are not known to the C library on Windows. */
const isPortTaken = ({ stderr }: ChildResult): boolean => stderr.includes('Failed to find an available port');

interface Place {
  readonly args: readonly string[];
  readonly dial: () => Socket;
  readonly shared?: SharedKey;
}

function loopback(folder: string, shared: SharedKey): Place {
  const host = '127.0.0.1';
  const port = randomInt(ports.first, ports.last + 1);
  return {
    args: [
      `--bind=${host}`,
      `--port=${port}`,
      // qemu reads a comma as the end of a value unless it is doubled
      `--object=tls-creds-psk,id=key,endpoint=server,dir=${folder.replaceAll(',', ',,')}`,
      '--tls-creds=key',
    ],
    // many short messages, each waited for
    dial: () => connect({ host, port, noDelay: true }),
    shared,
  };
}

async function startAt(
  place: Place,
  disk: readonly string[],
  program: string,
  signal?: AbortSignal,
): Promise<NbdServer> {
  signal?.throwIfAborted();
  const child = startChild({ program, args: [...place.args, ...disk] });
  const gone = new AbortController();
  const giveUp = AbortSignal.any([
    gone.signal,
    AbortSignal.timeout(startWithinMs),
    ...(signal === undefined ? [] : [signal]),
  ]);
  const stop = (): void => gone.abort();
  child.ended.then(stop, stop);
  try {
    return { link: await reach(place, giveUp), child };
  } catch (error) {
    // a server whose port is taken may not have said so yet: give it the moment to
    if (error instanceof NbdLost) await endedWithin(child, 500);
    child.end();
    const result = await child.ended.catch((cause: NodeJS.ErrnoException) => {
      const exit = cause.code ?? cause.name;
      throw new Failure('machine.qemu-failed', { doing: 'qemu-nbd', exit, said: '' }, { cause });
    });
    signal?.throwIfAborted();
    throw new NotStarted(result, { cause: error });
  }
}

/** What became of a program, or undefined when it still runs after `ms`. */
export async function endedWithin(child: RunningChild, ms: number): Promise<ChildResult | undefined> {
  const done = new AbortController();
  const late = systemClock.wait(ms, done.signal).then(
    () => undefined,
    () => undefined, // it ended in time, which the other one says
  );
  try {
    return await Promise.race([child.ended, late]);
  } finally {
    done.abort();
  }
}

/** Tries until the server answers, then completes the handshake with it. */
async function reach({ dial, shared }: Place, signal: AbortSignal): Promise<NbdLink> {
  for (;;) {
    signal.throwIfAborted();
    const socket = dial();
    const drop = (): void => void socket.destroy();
    try {
      await once(socket, 'connect', { signal });
    } catch {
      // the server does not listen yet; the signal says when to stop waiting for it
      drop();
      await systemClock.wait(pollMs, signal);
      continue;
    }
    signal.addEventListener('abort', drop);
    try {
      return await handshake(socket, shared);
    } catch (error) {
      drop();
      throw error;
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }
}
