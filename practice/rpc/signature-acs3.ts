/** ACS3-HMAC-SHA256, the signature that the SDKs of today put into the Authorization header. */
import { createHash, createHmac } from 'node:crypto';
import type { Call } from '../http/exchange.ts';
import { sortedPairs, type RpcSignature } from './rpc-signature.ts';

const scheme = 'ACS3-HMAC-SHA256';
/** Headers that must be signed. */
const mustSign = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-content-sha256'];

/** Undefined when the request carries another signature or none. */
export function readAcs3(call: Call, body: Buffer): RpcSignature | undefined {
  const header = new RegExp(`^${scheme} Credential=([^,]+),\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]+)$`).exec(
    call.headers['authorization'] ?? '',
  );
  if (header === null) return undefined;
  const [, accessKeyId = '', signedNames = '', signature = ''] = header;
  const names = signedNames.split(';').map((name) => name.toLowerCase());
  const digest = createHash('sha256').update(body).digest('hex');
  const complete = mustSign.every((name) => names.includes(name)) && call.headers['x-acs-content-sha256'] === digest;
  const text = stringToSign(call, names);
  return {
    accessKeyId,
    signedAt: Date.parse(call.headers['x-acs-date'] ?? ''),
    nonce: call.headers['x-acs-signature-nonce'] ?? '',
    securityToken: call.headers['x-acs-security-token'],
    stringToSign: text,
    signature: complete ? Buffer.from(signature, 'hex') : Buffer.alloc(0),
    sign: (secret) => createHmac('sha256', secret).update(text).digest(),
  };
}

function stringToSign(call: Call, names: readonly string[]): string {
  const sorted = [...names].sort();
  const canonical = [
    call.method,
    call.path,
    sortedPairs(call.query),
    sorted.map((name) => `${name}:${(call.headers[name] ?? '').trim()}\n`).join(''),
    sorted.join(';'),
    call.headers['x-acs-content-sha256'] ?? '',
  ].join('\n');
  return `${scheme}\n${createHash('sha256').update(canonical).digest('hex')}`;
}
