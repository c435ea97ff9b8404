/** Who is calling an RPC service, by either kind of signature, or why they are refused. */
import { timingSafeEqual } from 'node:crypto';
import { CloudError } from '../http/exchange.ts';
import { clockToleranceMs, findCaller, type Caller } from '../world/caller.ts';
import type { World } from '../world/world.ts';
import type { RpcSignature } from './rpc-signature.ts';

/** Remembers which requests were seen: none may be sent a second time while its signature is good. */
export type Nonces = Map<string, number>;

/** `signature` is absent when the request carries none that is known. */
export function authorizeRpc(signature: RpcSignature | undefined, world: World, now: number, nonces: Nonces): Caller {
  if (signature === undefined) {
    throw new CloudError(400, 'MissingParameter', 'The request is not signed.');
  }
  const caller = findCaller(world, signature.accessKeyId);
  if (caller === undefined)
    throw new CloudError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  if (!(Math.abs(now - signature.signedAt) <= clockToleranceMs)) {
    throw new CloudError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
  const computed = signature.sign(caller.secret);
  if (signature.signature.length !== computed.length || !timingSafeEqual(signature.signature, computed)) {
    throw new CloudError(
      400,
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${signature.stringToSign}`,
    );
  }
  useOnce(nonces, `${signature.accessKeyId} ${signature.nonce}`, now);
  const token = signature.securityToken;
  if (caller.kind === 'session' ? token !== caller.session.token : token !== undefined) {
    throw new CloudError(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified SecurityToken mismatch with the AccessKey.',
    );
  }
  if (caller.kind === 'session' && now >= caller.session.expiresAt) {
    throw new CloudError(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  }
  return caller;
}

function useOnce(nonces: Nonces, nonce: string, now: number): void {
  for (const [old, until] of nonces) {
    if (until >= now) break; // in the order of time
    nonces.delete(old);
  }
  if (nonces.has(nonce)) throw new CloudError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  nonces.set(nonce, now + 2 * clockToleranceMs);
}
