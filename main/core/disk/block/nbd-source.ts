/** A disk of any format qemu knows as a block source: read by a qemu-nbd of its own, which ends with it. */
import { say } from '../../../../contract/said.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import type { BlockSource } from '../block-source.ts';
import { corrupt } from '../source-file.ts';
import { qemuFailure } from '../qemu.ts';
import type { QemuSource } from '../qemu-source.ts';
import { assertOnDisk, joinRuns } from './extents.ts';
import { nbdClient, type NbdClient, type Run } from './nbd-client.ts';
import { endedWithin, startNbdServer, type NbdServer, type Transport } from './nbd-server.ts';
import { NbdLost, NbdRefused } from './nbd-wire.ts';

/** How long a server may take to end by itself once we have hung up, or to say why it is gone. */
const endWithinMs = 2_000;

/**
 * `sizeBytes`: what inspection found, in whole sectors. Fails with `source.in-use`, `.changed`, `machine.qemu-missing`,
 * `machine.qemu-failed`. Reads fail with `source.corrupt` where the format does not hold together, and with
 * `machine.qemu-failed` when the server is gone.
 */
export async function openNbdSource(
  source: QemuSource,
  sizeBytes: number,
  program: string,
  options: { signal?: AbortSignal; transport?: Transport } = {},
): Promise<BlockSource> {
  const server = await startNbdServer(source, program, options);
  const client = nbdClient(server.link);
  const close = (): Promise<void> => end(client, server);
  if (client.sizeBytes !== sizeBytes) {
    await close();
    throw new Failure('source.changed', {
      file: source.path,
      detail: say('size-was', `${sizeBytes} → ${client.sizeBytes}`),
    });
  }
  const told = async <T>(answer: Promise<T>, refused: (error: number) => Failure): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof NbdRefused) {
        throw refused(error.errorNumber);
      }
      if (error instanceof NbdLost) throw await lostFailure(source, server, error);
      throw error;
    }
  };
  return {
    size: sizeBytes,
    async read(offset, length, signal) {
      signal?.throwIfAborted();
      assertOnDisk(source, sizeBytes, offset, length);
      return told(client.read(offset, length, signal), (error) =>
        corrupt(source, 'qemu-nbd-read', length, offset, error),
      );
    },
    map: (signal) =>
      joinRuns(
        runs(sizeBytes, (offset, length) =>
          told(client.status(offset, length, signal), (error) => corrupt(source, 'qemu-nbd-map', offset, error)),
        ),
      ),
    close,
  };
}

async function* runs(size: number, status: (offset: number, length: number) => Promise<Run[]>): AsyncGenerator<Run> {
  for (let offset = 0; offset < size;) {
    for (const run of await status(offset, size - offset)) {
      yield run;
      offset += run.length;
    }
  }
}

async function end(client: NbdClient, { child, link }: NbdServer): Promise<void> {
  client.close();
  await endedWithin(child, endWithinMs);
  child.end();
  await child.ended;
  link.socket.destroy();
}

/** Why a server is gone is best told by what it said last. */
async function lostFailure(source: QemuSource, { child }: NbdServer, lost: NbdLost): Promise<Failure> {
  const result = await endedWithin(child, endWithinMs);
  if (result !== undefined && result.exitCode !== 0) {
    return qemuFailure('qemu-nbd', source.path, result);
  }
  return new Failure(
    'machine.qemu-failed',
    { doing: 'qemu-nbd', exit: say('connection-lost'), said: '' },
    { cause: lost },
  );
}
