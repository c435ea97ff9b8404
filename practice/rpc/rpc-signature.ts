/** What a signature of an RPC request says before the secret comes into play, and the older of the two kinds: HMAC-SHA1 among the parameters. */
import { createHmac } from 'node:crypto';
import { encodeStrictly } from '../http/exchange.ts';

export interface RpcSignature {
  readonly accessKeyId: string;
  /** Milliseconds since the epoch; NaN when it could not be read. */
  readonly signedAt: number;
  /** Empty when the request has none. */
  readonly nonce: string;
  readonly securityToken: string | undefined;
  readonly stringToSign: string;
  /** As given; empty when it cannot be right whatever the secret. */
  readonly signature: Buffer;
  sign(secret: string): Buffer;
}

/** Names and values strictly encoded and sorted, as both kinds sign them. */
export const sortedPairs = (pairs: ReadonlyMap<string, string>): string =>
  [...pairs]
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/**
 * Signature version 1.0, in the query or a form: `@alicloud/pop-core` and what the SDKs call V2 send it. Undefined when
 * the request carries another signature or none. Source: ECS API, "Request signatures", as both clients were seen to sign.
 */
export function readParameterSignature(
  method: string,
  parameters: ReadonlyMap<string, string>,
): RpcSignature | undefined {
  const accessKeyId = parameters.get('AccessKeyId');
  if (accessKeyId === undefined) return undefined;
  const signed = new Map([...parameters].filter(([name]) => name !== 'Signature'));
  const text = `${method}&%2F&${encodeStrictly(sortedPairs(signed))}`;
  const known = parameters.get('SignatureMethod') === 'HMAC-SHA1' && parameters.get('SignatureVersion') === '1.0';
  return {
    accessKeyId,
    signedAt: Date.parse(parameters.get('Timestamp') ?? ''),
    nonce: parameters.get('SignatureNonce') ?? '',
    securityToken: parameters.get('SecurityToken'),
    stringToSign: text,
    signature: known ? Buffer.from(parameters.get('Signature') ?? '', 'base64') : Buffer.alloc(0),
    sign: (secret) => createHmac('sha1', `${secret}&`).update(text).digest(),
  };
}
