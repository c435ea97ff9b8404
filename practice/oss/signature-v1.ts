/** OSS signature V1 (HMAC-SHA1), in the `Authorization` header or in a signed URL. Source: OSS, "Include signatures in headers/URLs". */
import { createHmac } from 'node:crypto';
import type { Call } from '../http/exchange.ts';
import type { OssSignature } from './signature.ts';

/** Query names that are part of the signed resource. */
const signedNames = new Set(
  (
    'acl,append,asyncFetch,bucketInfo,callback,callback-var,cname,comp,continuation-token,cors,delete,encryption,endTime,' +
    'img,inventory,inventoryId,lifecycle,live,location,logging,metaQuery,objectMeta,partNumber,policy,position,qos,referer,' +
    'regionList,replication,replicationLocation,replicationProgress,requestPayment,resourceGroup,response-cache-control,' +
    'response-content-disposition,response-content-encoding,response-content-language,response-content-type,' +
    'response-expires,restore,security-token,startTime,stat,status,style,styleName,symlink,tagging,transferAcceleration,' +
    'uploadId,uploads,versionId,versioning,versions,vod,website,worm,wormId,x-oss-process,x-oss-traffic-limit'
  ).split(','),
);

export function readSignatureV1(call: Call): OssSignature | undefined {
  const header = /^OSS ([^:\s]+):(\S+)$/.exec(call.headers['authorization'] ?? '');
  if (header !== null) {
    const date = call.headers['x-oss-date'] ?? call.headers['date'] ?? '';
    return {
      accessKeyId: header[1] ?? '',
      signature: header[2] ?? '',
      securityToken: call.headers['x-oss-security-token'],
      signedAt: Date.parse(date),
      endsAt: undefined,
      region: undefined,
      stringToSign: (bucket, key) => stringToSign(call, date, bucket, key),
      sign,
    };
  }
  const accessKeyId = call.query.get('OSSAccessKeyId');
  const expires = call.query.get('Expires') ?? '';
  if (accessKeyId === undefined) return undefined;
  return {
    accessKeyId,
    signature: call.query.get('Signature') ?? '',
    securityToken: call.query.get('security-token'),
    signedAt: undefined,
    endsAt: Number(expires) * 1000,
    region: undefined,
    stringToSign: (bucket, key) => stringToSign(call, expires, bucket, key),
    sign,
  };
}

function stringToSign(call: Call, date: string, bucket: string, key: string): string {
  const ossHeaders = Object.keys(call.headers)
    .filter((name) => name.startsWith('x-oss-'))
    .sort()
    .map((name) => `${name}:${(call.headers[name] ?? '').trim()}\n`);
  const signed = [...call.query]
    .filter(([name]) => signedNames.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const resource = `${bucket === '' ? '/' : `/${bucket}/${key}`}${signed.length === 0 ? '' : `?${signed.join('&')}`}`;
  return `${call.method}\n${call.headers['content-md5'] ?? ''}\n${call.headers['content-type'] ?? ''}\n${date}\n${ossHeaders.join('')}${resource}`;
}

const sign = (secret: string, text: string): string => createHmac('sha1', secret).update(text).digest('base64');
