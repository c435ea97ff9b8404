/**
 * Keeps core running in a process of its own: started, told what to open, started again when it crashes, and given
 * up only when it crashes again and again. Work that ran is interrupted, and core finds it at its next start.
 */
import type { MessagePortMain, UtilityProcess } from 'electron';
import { connect } from '../../contract/connect.ts';
import { Failure, failedWith } from '../../contract/failure-error.ts';
import type { ClientOf, Service } from '../../contract/rpc.ts';
import type { z } from '../../contract/schema.ts';
import type { Clock } from '../core/base/clock.ts';
import { answerCalls } from './answer-calls.ts';
import { openChannel, type Channel } from './channel.ts';
import { coreCalls, desktopCalls } from './core-messages.ts';
import type { ElectronApi } from './electron-api.ts';

export interface CoreHostOptions {
  readonly electron: Pick<ElectronApi, 'utilityProcess' | 'MessageChannelMain'>;
  /** The built core process. */
  readonly program: string;
  readonly start: z.input<typeof coreCalls.start.input>;
  readonly desktop: Service<typeof desktopCalls>;
  readonly clock: Clock;
  /** Core is there, for the first time or again. */
  readonly onUp: () => void;
  /** Core refuses to start, or does not stay: nothing further will come. */
  readonly onLost: (failure: Failure) => void;
}

export interface CoreHost {
  /** Core's small contract, while it is there. */
  core(): ClientOf<typeof coreCalls> | undefined;
  /** A port whose other end core serves; undefined while core is not there: `onUp` tells when to ask again. */
  pagePort(): MessagePortMain | undefined;
  /** Lets core pause its work, then ends its process. */
  stop(): Promise<void>;
}

/** Waits before each restart, in milliseconds; after one more crash than there are waits it is given up. */
const restartWaitsMs = [500, 1_000, 2_000, 4_000, 8_000];
/** After running this long, earlier crashes no longer count. */
const steadyMs = 60_000;
/** A system that shuts down does not wait much longer either. */
const settleMs = 10_000;

interface Running {
  readonly process: UtilityProcess;
  readonly channel: Channel;
  readonly client: ClientOf<typeof coreCalls>;
  up: boolean;
}

export function startCore(options: CoreHostOptions): CoreHost {
  const { electron, clock, desktop } = options;
  let running: Running | undefined;
  let stopping = false;
  let falls = 0;

  const launch = (): void => {
    const process = electron.utilityProcess.fork(options.program, [], {
      serviceName: 'ECS Image Migrator core',
      stdio: 'inherit',
    });
    const channel = openChannel((message) => process.postMessage(message));
    const launched: Running = {
      process,
      channel,
      client: connect(coreCalls, channel.port('core')),
      up: false,
    };
    running = launched;
    const startedAt = clock.now();
    answerCalls(desktopCalls, desktop, channel.port('desktop'));
    process.on('message', (message: unknown) => channel.arrived(message));
    process.once('exit', (exitCode) => {
      running = undefined;
      channel.closed();
      if (stopping) return;
      if (clock.now() - startedAt >= steadyMs) falls = 0;
      const waitMs = restartWaitsMs[falls++];
      if (waitMs === undefined)
        giveUp(new Failure('program.bug', { detail: `core ended ${falls} times, last with ${exitCode}` }));
      else void clock.wait(waitMs).then(() => (stopping ? undefined : launch()));
    });
    launched.client.start(options.start).then(
      () => {
        launched.up = true;
        options.onUp();
      },
      (error: unknown) => {
        // it ended while starting: the exit above decides what comes next
        if (!failedWith(error, 'program.disconnected')) giveUp(Failure.from(error));
      },
    );
  };

  const giveUp = (failure: Failure): void => {
    stopping = true;
    running?.process.kill();
    options.onLost(failure);
  };

  launch();
  return {
    core: () => (running?.up === true ? running.client : undefined),
    pagePort() {
      if (running?.up !== true) return undefined;
      const { port1, port2 } = new electron.MessageChannelMain();
      running.process.postMessage({ side: 'page' }, [port1]);
      return port2;
    },
    async stop() {
      stopping = true;
      const last = running;
      if (last === undefined) return;
      if (last.up) {
        const giveIn = new AbortController();
        // work that core could not pause is found interrupted at the next start, as after a power cut
        const settled = last.client.close({}).catch(() => undefined);
        const patience = clock.wait(settleMs, giveIn.signal).catch(() => undefined);
        await Promise.race([settled, patience]);
        giveIn.abort();
      }
      last.process.kill();
    },
  };
}
