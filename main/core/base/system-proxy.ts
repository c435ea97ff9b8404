/** What the system's settings say about proxies, kept for a minute, because a PAC file can be slow to answer. */
import type { Clock } from './clock.ts';

export interface SystemProxy {
  /** Fetches or refreshes what `said` answers for that origin, if that is due. Never fails. */
  ready(origin: string): Promise<void>;
  /** In the notation of a PAC file; undefined while it is not known. */
  said(origin: string): string | undefined;
}

/** A laptop that changes its network gets the new answer within this time. */
const freshMs = 60_000;
/** A script that hangs must not hold up the work: then the last answer stands, or none. */
const patienceMs = 5_000;

export function systemProxy(ask: (origin: string) => Promise<string>, clock: Clock): SystemProxy {
  const known = new Map<string, { said: string | undefined; askedAt: number }>();
  const asking = new Map<string, Promise<void>>();

  const refresh = async (origin: string): Promise<void> => {
    const patience = new AbortController();
    const late = clock.wait(patienceMs, patience.signal).then(
      () => undefined,
      () => undefined,
    );
    const said = await Promise.race([ask(origin).catch(() => undefined), late]);
    patience.abort();
    known.set(origin, { said: said ?? known.get(origin)?.said, askedAt: clock.now() });
    asking.delete(origin);
  };

  return {
    async ready(origin) {
      const last = known.get(origin);
      if (last !== undefined && clock.now() - last.askedAt < freshMs) return;
      const underWay = asking.get(origin) ?? refresh(origin);
      asking.set(origin, underWay);
      await underWay;
    },
    said: (origin) => known.get(origin)?.said,
  };
}
