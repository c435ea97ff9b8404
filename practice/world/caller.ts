/** Who a signed request comes from: the practice account's own key, or a role session it opened. */
import { practiceAccessKeyId, practiceAccessKeySecret } from '../demo-keys.ts';
import type { Session, World } from './world.ts';

export type Caller =
  | { readonly kind: 'user'; readonly secret: string }
  | { readonly kind: 'session'; readonly secret: string; readonly session: Session };

/** Both services tolerate this much difference between the clocks. */
export const clockToleranceMs = 15 * 60_000;

/** Undefined when there is no such key. */
export function findCaller(world: World, accessKeyId: string): Caller | undefined {
  if (accessKeyId === practiceAccessKeyId) return { kind: 'user', secret: practiceAccessKeySecret };
  const session = world.state.sessions.find((one) => one.accessKeyId === accessKeyId);
  return session === undefined ? undefined : { kind: 'session', secret: session.accessKeySecret, session };
}
