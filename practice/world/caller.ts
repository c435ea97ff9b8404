/** Who a signed request comes from: a practice account's own key, or a role session it opened. */
import {
  practiceAccessKeyId,
  practiceAccessKeySecret,
  practiceAccountId,
  secondAccessKeyId,
  secondAccessKeySecret,
  secondAccountId,
} from '../demo-keys.ts';
import type { Session, World } from './world.ts';

export type Caller = { readonly secret: string; readonly account: string } & (
  { readonly kind: 'user' } | { readonly kind: 'session'; readonly session: Session }
);

/** Both services tolerate this much difference between the clocks. */
export const clockToleranceMs = 15 * 60_000;

/** Undefined when there is no such key. */
export function findCaller(world: World, accessKeyId: string): Caller | undefined {
  if (accessKeyId === practiceAccessKeyId)
    return { kind: 'user', secret: practiceAccessKeySecret, account: practiceAccountId };
  if (accessKeyId === secondAccessKeyId)
    return { kind: 'user', secret: secondAccessKeySecret, account: secondAccountId };
  const session = world.state.sessions.find((one) => one.accessKeyId === accessKeyId);
  return session === undefined
    ? undefined
    : { kind: 'session', secret: session.accessKeySecret, account: ownerOf(session), session };
}

/** What names no owner belongs to the first account. */
export const ownerOf = (thing: { readonly owner?: string }): string => thing.owner ?? practiceAccountId;
