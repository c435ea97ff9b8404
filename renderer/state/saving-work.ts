/** Keeping a wizard's draft in core: saved a moment after each change, before pre-flight and before the start. */
import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../../contract/calls.ts';
import { Failure } from '../../contract/failure-error.ts';
import { draftOf, type WizardState } from './wizard-state.ts';

export interface SavingWork {
  /** Sets a change and saves it soon; the answer of pre-flight is dropped. */
  change(next: Partial<WizardState>): void;
  /** Saves at once what is not saved yet. */
  flush(): Promise<void>;
  preflight(): Promise<void>;
  start(): Promise<void>;
}

const saveAfterMs = 400;

export function createSavingWork(id: string, store: StoreApi<WizardState>, client: () => Client): SavingWork {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  let asking: AbortController | undefined;

  const save = async (): Promise<void> => {
    const saved = store.getState();
    store.setState({ saving: { at: 'saving' } });
    try {
      await client()['migration.saveDraft']({ id, draft: draftOf(saved) });
      if (timer === undefined) store.setState({ saving: { at: 'saved' } });
    } catch (error) {
      store.setState({ saving: { at: 'failed', failure: Failure.from(error).view() } });
      throw error;
    }
  };
  // One after the other: a slow save must not land after a later one. A failed save is shown in `saving` and does not stop the next.
  const flush = (): Promise<void> => {
    if (timer === undefined && store.getState().saving.at !== 'failed') return writing;
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(save);
    return writing;
  };
  return {
    change(next) {
      asking?.abort();
      store.setState({ ...next, preflight: { at: 'not-asked' }, saving: { at: 'saving' } });
      clearTimeout(timer);
      // A failure is shown by `saving`, with a button to try again.
      timer = setTimeout(() => void flush().catch(() => undefined), saveAfterMs);
    },
    flush,
    async preflight() {
      asking?.abort();
      const mine = (asking = new AbortController());
      store.setState({ preflight: { at: 'running' } });
      try {
        await flush();
        const lines = await client()['migration.preflight']({ id }, mine.signal);
        if (!mine.signal.aborted) store.setState({ preflight: { at: 'answered', lines } });
      } catch (error) {
        // The draft changed meanwhile, so the answer is of no use.
        if (mine.signal.aborted) return;
        store.setState({ preflight: { at: 'failed', failure: Failure.from(error).view() } });
      }
    },
    async start() {
      await flush();
      await client()['migration.start']({ id });
    },
  };
}
