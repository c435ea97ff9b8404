/** Keeps the page connected: opens the link, agrees on the version, and reconnects when it is lost. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../contract/calls.ts';
import { contractVersion } from '../../contract/version.ts';
import { Failure, failedWith } from '../../contract/failure-error.ts';
import type { FailureView } from '../../contract/failure.ts';
import type { Link } from '../bridge/link.ts';

export type Hello = Awaited<ReturnType<Client['hello']>>;
export type ConnectionState =
  | { at: 'connecting' }
  | { at: 'ready'; hello: Hello }
  /** `hello` is what was known before, so that the page can stay as it is. */
  | { at: 'lost'; attempt: number; hello?: Hello }
  | { at: 'refused'; failure: FailureView };

export interface Connection {
  store: StoreApi<ConnectionState>;
  /** The client of the current link; fails with `program.disconnected` while there is none. */
  client(): Client;
  /** Runs until the version does not fit. `onReady` is called on each new link; its signal ends with the link. */
  run(onReady: (client: Client, signal: AbortSignal) => void): Promise<void>;
}

/** Quick at first, then patient: 0.25 s doubling up to 5 s. */
const backOffMs = (attempt: number): number => Math.min(5_000, 250 * 2 ** (attempt - 1));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function createConnection(open: () => Promise<Link>, wait = sleep): Connection {
  const store = createStore<ConnectionState>(() => ({ at: 'connecting' }));
  let link: Link | undefined;
  let lastHello: Hello | undefined;

  /** One life of a link. Returns true when there is no point in another. */
  const live = async (onReady: (client: Client, signal: AbortSignal) => void): Promise<boolean> => {
    const ending = new AbortController();
    try {
      const opened = await open();
      lastHello = await opened.client.hello({ contract: contractVersion() });
      link = opened;
      store.setState({ at: 'ready', hello: lastHello }, true);
      onReady(opened.client, ending.signal);
      await opened.closed;
      return false;
    } catch (error) {
      if (!failedWith(error, 'program.version-mismatch')) return false;
      store.setState({ at: 'refused', failure: error.view() }, true);
      return true;
    } finally {
      link = undefined;
      ending.abort();
    }
  };

  return {
    store,
    client() {
      if (link === undefined) throw new Failure('program.disconnected', {});
      return link.client;
    },
    async run(onReady) {
      for (let attempt = 1; !(await live(onReady)); attempt += 1) {
        if (store.getState().at === 'ready') attempt = 1;
        store.setState({ at: 'lost', attempt, ...(lastHello === undefined ? {} : { hello: lastHello }) }, true);
        await wait(backOffMs(attempt));
      }
    },
  };
}
