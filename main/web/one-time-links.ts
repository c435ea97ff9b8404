/** Who may use the web door: the browser that first opened the newest link. Tokens are kept and compared as digests only. */
import { createHash, randomBytes } from 'node:crypto';

export interface OneTimeLinks {
  /** The token of a fresh link; the one before it, if still unused, is void. */
  newToken(): string;
  /** Takes the token and gives a session, once. */
  redeem(token: string): string | undefined;
  isSession(session: string | undefined): boolean;
}

const newSecret = (): string => randomBytes(32).toString('base64url');
const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export function oneTimeLinks(): OneTimeLinks {
  let waiting: string | undefined;
  const sessions = new Set<string>();
  return {
    newToken() {
      const token = newSecret();
      waiting = digest(token);
      return token;
    },
    redeem(token) {
      if (waiting === undefined || digest(token) !== waiting) return undefined;
      waiting = undefined;
      const session = newSecret();
      sessions.add(digest(session));
      return session;
    },
    isSession: (session) => session !== undefined && sessions.has(digest(session)),
  };
}
