/** OSS signature V4 (HMAC-SHA256), in the `Authorization` header or in a signed URL. Source: OSS, "Include a V4 signature". */
import { createHash, createHmac } from 'node:crypto';
import { encodeStrictly, type Call } from '../http/exchange.ts';
import type { OssSignature } from './signature.ts';

const scheme = 'OSS4-HMAC-SHA256';

export function readSignatureV4(call: Call): OssSignature | undefined {
  const inUrl = call.query.get('x-oss-signature-version') === scheme;
  const fields = inUrl ? urlFields(call) : headerFields(call);
  if (fields === undefined) return undefined;
  const [accessKeyId = '', day = '', region = '', product = '', request = ''] = fields.credential.split('/');
  const scope = `${day}/${region}/${product}/${request}`;
  const signedAt = readTime(fields.date);
  return {
    accessKeyId,
    signature: fields.signature,
    securityToken: inUrl ? call.query.get('x-oss-security-token') : call.headers['x-oss-security-token'],
    signedAt,
    endsAt: inUrl ? signedAt + Number(call.query.get('x-oss-expires')) * 1000 : undefined,
    region,
    stringToSign(bucket, key) {
      const canonical = canonicalRequest(call, bucket, key, fields.additional);
      return `${scheme}\n${fields.date}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
    },
    sign(secret, text) {
      const signingKey = [day, region, product, request].reduce<Buffer | string>(
        (key, step) => createHmac('sha256', key).update(step).digest(),
        `aliyun_v4${secret}`,
      );
      return createHmac('sha256', signingKey).update(text).digest('hex');
    },
  };
}

interface Fields {
  readonly credential: string;
  readonly signature: string;
  readonly date: string;
  readonly additional: readonly string[];
}

function headerFields(call: Call): Fields | undefined {
  const header = call.headers['authorization'] ?? '';
  if (!header.startsWith(`${scheme} `)) return undefined;
  const field = (name: string): string => new RegExp(`${name}=([^,\\s]*)`).exec(header)?.[1] ?? '';
  return {
    credential: field('Credential'),
    signature: field('Signature'),
    date: call.headers['x-oss-date'] ?? '',
    additional: names(field('AdditionalHeaders')),
  };
}

const urlFields = (call: Call): Fields => ({
  credential: call.query.get('x-oss-credential') ?? '',
  signature: call.query.get('x-oss-signature') ?? '',
  date: call.query.get('x-oss-date') ?? '',
  additional: names(call.query.get('x-oss-additional-headers') ?? ''),
});

const names = (list: string): string[] =>
  list
    .split(';')
    .filter((name) => name !== '')
    .sort();

/** `20261121T081523Z`; NaN for anything else. */
function readTime(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  return parts === null ? NaN : Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
}

function canonicalRequest(call: Call, bucket: string, key: string, additional: readonly string[]): string {
  const resource = bucket === '' ? '/' : `/${bucket}/${key}`;
  const query = [...call.query]
    .filter(([name]) => name !== 'x-oss-signature')
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const signed = Object.keys(call.headers)
    .filter(
      (name) =>
        name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-') || additional.includes(name),
    )
    .sort()
    .map((name) => `${name}:${(call.headers[name] ?? '').trim()}\n`);
  return [
    call.method,
    encodeStrictly(resource).replaceAll('%2F', '/'),
    query.join('&'),
    signed.join(''),
    additional.join(';'),
    call.headers['x-oss-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
}
