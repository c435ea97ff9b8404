/** Where keys come from while something runs for hours: the same ones all along, or renewed ahead of their end. */
import type { Clock } from '../base/clock.ts';
import { keepSecret } from '../base/redact.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export interface CredentialSource {
  /** For the next request. */
  current(): Promise<Credentials>;
  /** The service says these have ended: true when `current` will give others from now on. */
  renew(ended: Credentials): Promise<boolean>;
}

/** Keys that never change. */
export const fixedCredentials = (credentials: Credentials): CredentialSource => ({
  current: () => Promise.resolve(credentials),
  renew: () => Promise.resolve(false),
});

export const asSource = (given: Credentials | CredentialSource): CredentialSource =>
  'current' in given ? given : fixedCredentials(given);

export interface Session {
  readonly credentials: Credentials;
  readonly expiresAtMs: number;
}

/** Long enough for a slow request that was just signed, and for a few failed tries to renew. */
const usualAheadMs = 300_000;

/**
 * Sessions that `fetch` can begin again and again (AssumeRole, a profile that runs a program): the next is fetched five
 * minutes, or a quarter of its life, before one ends. While the old one is still good, a failed fetch is not told.
 */
export function renewedCredentials(fetch: () => Promise<Session>, clock: Clock): CredentialSource {
  let session: (Session & { readonly renewAtMs: number }) | undefined;
  let fetching: Promise<Session> | undefined;

  const begin = (): Promise<Session> => {
    fetching ??= fetch()
      .then((fresh) => {
        keepSecret(fresh.credentials.accessKeySecret);
        if (fresh.credentials.securityToken !== undefined) keepSecret(fresh.credentials.securityToken);
        const lifeMs = fresh.expiresAtMs - clock.now();
        session = { ...fresh, renewAtMs: fresh.expiresAtMs - Math.min(usualAheadMs, lifeMs / 4) };
        return fresh;
      })
      .finally(() => (fetching = undefined));
    return fetching;
  };
  return {
    async current() {
      const now = clock.now();
      if (session !== undefined && now < session.renewAtMs) return session.credentials;
      const old = session;
      try {
        return (await begin()).credentials;
      } catch (error) {
        if (old !== undefined && now < old.expiresAtMs) return old.credentials;
        throw error;
      }
    },
    async renew(ended) {
      if (session?.credentials.securityToken === ended.securityToken) {
        session = undefined;
        await begin();
      }
      return true;
    },
  };
}
