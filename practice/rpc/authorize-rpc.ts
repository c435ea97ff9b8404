/** ACS3-HMAC-SHA256, the signature of the RPC services: who is calling, or why they are refused. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { CloudError, encodeStrictly, type Call } from '../http/exchange.ts';
import { clockToleranceMs, findCaller, type Caller } from '../world/caller.ts';
import type { World } from '../world/world.ts';

const scheme = 'ACS3-HMAC-SHA256';
/** Headers that must be signed. */
const mustSign = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-content-sha256'];

export function authorizeRpc(call: Call, body: Buffer, world: World, now: number): Caller {
  const header = new RegExp(`^${scheme} Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]+)$`).exec(
    call.headers['authorization'] ?? '',
  );
  if (header === null) {
    throw new CloudError(
      400,
      'MissingParameter',
      'The practice cloud needs an ACS3-HMAC-SHA256 signature in the Authorization header.',
    );
  }
  const [, accessKeyId = '', signedNames = '', signature = ''] = header;
  const caller = findCaller(world, accessKeyId);
  if (caller === undefined)
    throw new CloudError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');

  const signedAt = Date.parse(call.headers['x-acs-date'] ?? '');
  if (!(Math.abs(now - signedAt) <= clockToleranceMs)) {
    throw new CloudError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
  const names = signedNames.split(';').map((name) => name.toLowerCase());
  const text = stringToSign(call, names);
  const computed = createHmac('sha256', caller.secret).update(text).digest();
  const given = Buffer.from(signature, 'hex');
  const good = given.length === computed.length && timingSafeEqual(given, computed);
  const digest = createHash('sha256').update(body).digest('hex');
  if (!good || !mustSign.every((name) => names.includes(name)) || call.headers['x-acs-content-sha256'] !== digest) {
    throw new CloudError(
      400,
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${text}`,
    );
  }

  const token = call.headers['x-acs-security-token'];
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

function stringToSign(call: Call, names: readonly string[]): string {
  const query = [...call.query]
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const sorted = [...names].sort();
  const canonical = [
    call.method,
    call.path,
    query.join('&'),
    sorted.map((name) => `${name}:${(call.headers[name] ?? '').trim()}\n`).join(''),
    sorted.join(';'),
    call.headers['x-acs-content-sha256'] ?? '',
  ].join('\n');
  return `${scheme}\n${createHash('sha256').update(canonical).digest('hex')}`;
}
